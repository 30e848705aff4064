"""The steps of a kept plan that may be ticked as done: those for now, and nothing left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.selfcare import queries
from easeback.apps.selfcare.facts import KeptPlanFacts
from easeback.domain.condition import BadAnswer, UnknownQuestion
from easeback.domain.exercise import Demand
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge
from easeback.knowledge.entries import TreatmentEntry
from easeback.web.diary.telling import DiaryVoice
from easeback.web.patient.keeping.holding import Mine

STILL_GOOD = timedelta(days=14)
"""A plan is made for the days after a flare began; an older one is not shown as today's."""
AT_HOME = {Urgency.SELF_CARE.label, Urgency.WITHIN_DAYS.label}
WARMTH = ((Demand.HEAT, "heat"), (Demand.COLD, "cold"))


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step with the key of its button; with the entry and its time, once it was done today."""

    id: str
    name: str
    key: UUID
    entry: UUID | None = None
    when: str = ""


def plan_today(voice: DiaryVoice, me: Mine, *, at: datetime) -> tuple[PlanStep, ...]:
    """The steps of the newest plan; none where there is no plan of late, or help comes first."""
    plan = queries.newest_plan(me.holder.account, at - STILL_GOOD)
    if plan is None or plan.urgency not in AT_HOME:
        return ()
    zone = ZoneInfo(me.holder.zone)
    midnight = datetime.combine(at.astimezone(zone).date(), time(), zone)
    ticked = queries.steps_done(me.holder.account, midnight, midnight + timedelta(days=1))
    done = {id: entry for entry in reversed(ticked) for id in entry.line.remedies}
    steps = []
    for id in steps_of(plan):
        entry, when = done.get(id), ""
        if entry is not None:
            moment = entry.line.at.astimezone(zone)
            when = date_format(moment, voice.own.say("when.time"))
        which = None if entry is None else entry.id
        steps.append(PlanStep(id, voice.remedy(id), uuid4(), which, when))
    return tuple(steps)


def steps_of(plan: KeptPlanFacts) -> tuple[str, ...]:
    """What the plan names to do now: the position, the one movement to start with, heat and cold.

    Whatever was left out of it for this person is not in it; what it bars, and what the rules of
    today forbid by the same answers, is looked at once more.
    """
    forbidden = forbidden_now(plan)
    barred = plan.plan.get("barred", ())
    left_out = set(barred) if isinstance(barred, list) else set()
    if forbidden is None:
        return ()
    named = _named(plan, forbidden)
    return tuple(dict.fromkeys(id for id in named if id not in left_out))


def forbidden_now(plan: KeptPlanFacts) -> frozenset[Demand] | None:
    """What is not for somebody with these answers, by the rules of today; None where help comes
    first by now, or the answers cannot be read any more."""
    known = knowledge()
    try:
        answers = known.bank.completed(known.bank.read(plan.answers))
    except (BadAnswer, UnknownQuestion):
        return None
    today = known.planner.plan(known.triage.assess(answers), answers)
    return None if today is None or today.urgency > Urgency.WITHIN_DAYS else today.forbidden


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
    for demand, remedy in WARMTH:
        if demand in demands and demand not in forbidden:
            yield remedy
