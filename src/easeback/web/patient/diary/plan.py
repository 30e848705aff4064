"""The steps of a kept plan that may be ticked as done: those for now, and nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.selfcare import following, queries
from easeback.apps.selfcare.facts import EntryFacts, KeptPlanFacts
from easeback.domain.condition import BadAnswer, UnknownQuestion
from easeback.domain.exercise import Demand
from easeback.domain.relief import Plan
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge
from easeback.knowledge.entries import TreatmentEntry
from easeback.web.diary.telling import DiaryVoice
from easeback.web.patient.diary.words import voice_of
from easeback.web.patient.keeping.holding import Mine
from easeback.web.patient.relief.frame import Setting
from easeback.web.patient.relief.plans import Piece, Teller

STILL_GOOD = timedelta(days=14)
"""A plan is made for the days after a flare began; an older one is not shown as today's."""
AT_HOME = {Urgency.SELF_CARE.label, Urgency.WITHIN_DAYS.label}
WARMTH = {"heat": Demand.HEAT, "cold": Demand.COLD}


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step with the key of its button; with the entry and its time, once it was done today.

    `lasts`: for how long, and `care`: what this person must mind with it, as their plan says.
    """

    id: str
    name: str
    key: UUID
    entry: UUID | None = None
    when: str = ""
    lasts: str = ""
    care: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class TodaysPlan:
    """The steps, and what this person must mind with every move.

    `held`: none is shown, for an answer since then calls for a clinician: the safety check is.
    """

    steps: tuple[PlanStep, ...] = ()
    care: tuple[Piece, ...] = ()
    held: bool = False


def plan_today(here: Setting, voice: DiaryVoice, me: Mine, *, at: datetime) -> TodaysPlan | None:
    """The newest plan; None where there is none of late, help comes first, or nothing is left."""
    plan = queries.newest_plan(me.holder.account, at - STILL_GOOD)
    if plan is None or plan.urgency not in AT_HOME:
        return None
    today = by_the_rules_of_today(plan)
    ids = () if today is None else _steps(plan, today)
    if today is None or not ids:
        return None
    if is_overtaken(me.holder.account, plan, at=at):
        return TodaysPlan(held=True)
    done, zone = _done_today(me, at=at), ZoneInfo(me.holder.zone)
    teller = Teller(here.voice)
    steps = []
    for id in ids:
        entry, when = done.get(id), ""
        if entry is not None:
            moment = entry.line.at.astimezone(zone)
            when = date_format(moment, voice.own.say("when.time"))
        which = None if entry is None else entry.id
        care = teller.gates(today.heat_cautions) if id == "heat" else ()
        lasts = _lasting(here, teller, today, id)
        steps.append(PlanStep(id, voice.remedy(id), uuid4(), which, when, lasts, care))
    moves = any(id not in WARMTH for id in ids)
    return TodaysPlan(tuple(steps), teller.gates(today.movement_cautions) if moves else ())


def is_overtaken(account: UUID, plan: KeptPlanFacts, *, at: datetime) -> bool:
    """Whether an answer since the plan was kept told of an alarm, or that a therapist is due.

    A newer plan is made from newer answers, and stands until it is overtaken itself.
    """
    answers = following.answers_of(account, plan.at, at)
    return any(answer.alarmed or answer.rules for answer in answers)


def _done_today(me: Mine, *, at: datetime) -> dict[str, EntryFacts]:
    """What was ticked today, by the clock of whoever did it; of one step, the first time."""
    zone = ZoneInfo(me.holder.zone)
    midnight = datetime.combine(at.astimezone(zone).date(), time(), zone)
    ticked = queries.steps_done(me.holder.account, midnight, midnight + timedelta(days=1))
    return {id: entry for entry in reversed(ticked) for id in entry.line.remedies}


def _lasting(here: Setting, teller: Teller, today: Plan, id: str) -> str:
    """For how long heat or cold may stay on; "" for a move, whose dose is in its own words."""
    if id == "heat":
        own = voice_of(here.voice.language, here.practice)
        return own.say("plan.minutes", minutes=today.heat_minutes)
    if id not in WARMTH:
        return ""
    treatments = here.voice.knowledge.shelf.of("treatments", TreatmentEntry)
    treats = zip(today.treatments, teller.warmth(today).treats, strict=True)
    fit = (each.minutes for name, each in treats if WARMTH[id] in treatments[name].demands)
    return next(fit, "")


def _steps(plan: KeptPlanFacts, today: Plan) -> tuple[str, ...]:
    """What the plan names to do now: the position, the one movement to start with, heat and cold.

    Whatever was left out of it for this person is not in it; what it bars, and what the rules of
    today forbid by the same answers, is looked at once more.
    """
    barred = plan.plan.get("barred", ())
    left_out = set(barred) if isinstance(barred, list) else set()
    named = _named(plan, today.forbidden)
    return tuple(dict.fromkeys(id for id in named if id not in left_out))


def by_the_rules_of_today(plan: KeptPlanFacts) -> Plan | None:
    """The plan that these answers lead to now, with its limits; None where help comes first by
    now, or the answers cannot be read any more."""
    known = knowledge()
    try:
        answers = known.bank.completed(known.bank.read(plan.answers))
    except (BadAnswer, UnknownQuestion):
        return None
    today = known.planner.plan(known.triage.assess(answers), answers)
    return None if today is None or today.urgency > Urgency.WITHIN_DAYS else today


def _named(plan: KeptPlanFacts, forbidden: frozenset[Demand]) -> Iterator[str]:
    known = knowledge()
    for part in ("position", "first"):
        id = plan.plan.get(part)
        found = known.exercises.get(id) if isinstance(id, str) else None
        if found is not None and not found.needs & forbidden:
            yield found.id
    treatments = known.shelf.of("treatments", TreatmentEntry)
    offered = plan.plan.get("heat", ())
    ids = offered if isinstance(offered, list) else []
    demands = {demand for id in ids if id in treatments for demand in treatments[id].demands}
    for remedy, demand in WARMTH.items():
        if demand in demands and demand not in forbidden:
            yield remedy
