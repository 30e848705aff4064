"""A plan as the values of its page: one action first, the rest closed below.

A piece, a move and a treatment are made once for a voice and then kept, so each is equal to itself
alone: that is what lets a page look up how it was rendered before, instead of comparing sentences.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from easeback.domain.relief import Plan, Section
from easeback.domain.vocabulary import Sources, Urgency
from easeback.knowledge.entries import AdviceEntry, Sourced, TreatmentEntry
from easeback.web.patient.relief.reasons import Why, why
from easeback.web.program.figures import Picture, pictures_of
from easeback.web.wording import Voice

MINUTES_IN_AN_HOUR = 60
SHOWN_SIGNS = 6
"""So many signs to get help stand open; the others one touch away, what is personal always open."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A statement with its why; `more` are further sentences of it."""

    text: str
    why: Why
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """An exercise or position as it is shown."""

    title: str
    purpose: str
    start: str
    moves: tuple[str, ...]
    breath: str | None
    dose: str | None
    stop: tuple[str, ...]
    easier: str | None
    pictures: tuple[Picture, ...]
    why: Why


@dataclass(frozen=True, slots=True, eq=False)
class Treat:
    """Heat or cold: how, and for how long."""

    title: str
    minutes: str
    steps: tuple[str, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Warmth:
    """Heat and cold: what is offered, why it is not, and what to be careful with."""

    treats: tuple[Treat, ...]
    no_heat: tuple[Piece, ...]
    no_cold: tuple[Piece, ...]
    cautions: tuple[Piece, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class NotForYou:
    """A movement of the guide that is gated for this person, and the gates."""

    title: str
    gates: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`guided`: movement is part of this plan. `same`: the position is also the first move."""

    now: Move | None
    line: tuple[Piece, ...]
    signs: tuple[Piece, ...]
    more_signs: tuple[Piece, ...]
    next_hours: tuple[Piece, ...]
    warmth: Warmth
    first: Move | None
    same: bool
    guided: bool
    then: tuple[Move, ...]
    barred: tuple[NotForYou, ...]
    cautions: tuple[Piece, ...]
    easing: tuple[Piece, ...]
    do_not: tuple[Piece, ...]
    medicines: tuple[Piece, ...]
    therapist: tuple[Piece, ...]
    notes: tuple[Piece, ...]


def plan_page(voice: Voice, plan: Plan) -> PlanPage:
    teller = Teller(voice)
    signs = plan.advice[Section.GET_HELP]
    same = plan.first is not None and plan.first == plan.position
    return PlanPage(
        now=teller.move(plan.position),
        line=teller.advice(plan.advice[Section.NOW]),
        signs=teller.advice(id for id in signs if teller.stands_open(id, signs)),
        more_signs=teller.advice(id for id in signs if not teller.stands_open(id, signs)),
        next_hours=teller.advice(plan.advice[Section.NEXT_HOURS]),
        warmth=teller.warmth(plan),
        first=None if same else teller.move(plan.first),
        same=same,
        guided=plan.urgency is Urgency.SELF_CARE,
        then=tuple(move for id in plan.then if (move := teller.move(id)) is not None),
        barred=tuple(
            NotForYou(voice[f"exercises.{b.id}.title"], teller.gates(b.gates)) for b in plan.barred
        ),
        cautions=teller.gates(plan.movement_cautions),
        easing=teller.easing(plan.easing),
        do_not=teller.advice(plan.advice[Section.DO_NOT]),
        medicines=teller.advice(plan.advice[Section.MEDICINES]),
        therapist=teller.advice(plan.advice[Section.THERAPIST]),
        notes=tuple(teller.notes(plan)),
    )


@dataclass(frozen=True)
class Teller:
    """Turns ids into what is said about them."""

    voice: Voice

    def advice(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        return _advised(self.voice, tuple(ids))

    def stands_open(self, id: str, signs: tuple[str, ...]) -> bool:
        return id in signs[:SHOWN_SIGNS] or _is_personal(self.voice, id)

    def gates(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        return tuple(_gate(self.voice, id) for id in ids)

    def move(self, id: str | None) -> Move | None:
        return None if id is None else _move(self.voice, id)

    def warmth(self, plan: Plan) -> Warmth:
        treats = tuple(_treat(self.voice, id) for id in plan.treatments)
        return Warmth(
            treats=treats,
            no_heat=self.gates(plan.no_heat),
            no_cold=self.gates(plan.no_cold),
            cautions=self.gates(plan.heat_cautions) if treats else (),
            closed=not treats and not plan.no_heat,
        )

    def easing(self, ids: Iterable[str]) -> tuple[Piece, ...]:
        return tuple(_easing(self.voice, id) for id in ids)

    def notes(self, plan: Plan) -> Iterator[Piece]:
        """What kind of flare this is, why these moves, and what was noted without alarm."""
        yield _kind(self.voice, plan.flare.kind.value)
        if plan.flare.persisting:
            yield _kind(self.voice, "persisting")
        for id in plan.notes:
            yield _note(self.voice, id)
        if plan.urgency is Urgency.SELF_CARE:
            yield _choice(self.voice, plan.direction.value)


def _resting_on(voice: Voice, text: str, kind: str, id: str) -> Why:
    """The why of an entry that rests on its own sources."""
    entry = voice.knowledge.shelf.entries[kind][id]
    if not isinstance(entry, Sourced):
        raise TypeError(f"{kind}.{id} rests on nothing")
    sources = Sources(tuple(entry.evidence), house=entry.house, unverified=entry.unverified)
    return why(voice, text, sources)


def claim_why(voice: Voice, id: str) -> Why:
    """Why a claim of the guide was kept, changed or left out."""
    return _resting_on(voice, voice[f"claims.{id}.why"], "claims", id)


@lru_cache(maxsize=1024)
def _advised(voice: Voice, ids: tuple[str, ...]) -> tuple[Piece, ...]:
    """Most people get the same pieces of a section."""
    return tuple(_advice(voice, id) for id in ids)


@lru_cache(maxsize=1024)
def _advice(voice: Voice, id: str) -> Piece:
    reason = _resting_on(voice, voice[f"advice.{id}.why"], "advice", id)
    return Piece(voice[f"advice.{id}.text"], reason)


@lru_cache(maxsize=1024)
def _is_personal(voice: Voice, id: str) -> bool:
    return voice.knowledge.shelf.of("advice", AdviceEntry)[id].when is not None


@lru_cache(maxsize=256)
def _gate(voice: Voice, id: str) -> Piece:
    gate = next(gate for gate in voice.knowledge.gates if gate.id == id)
    instead = voice.get(f"gates.{id}.instead")
    more = () if instead is None else ((voice.say("plan.instead"), instead),)
    return Piece(voice[f"gates.{id}.text"], why(voice, "", gate.sources), more)


@lru_cache(maxsize=128)
def _easing(voice: Voice, id: str) -> Piece:
    key = f"activities.{id}"
    today = (voice.say("plan.today"), voice[f"{key}.swap"])
    back = (voice.say("plan.way_back"), voice[f"{key}.way_back"])
    reason = _resting_on(voice, "", "activities", id)
    return Piece(voice[f"{key}.title"], reason, (today, back))


@lru_cache(maxsize=128)
def _kind(voice: Voice, id: str) -> Piece:
    reason = _resting_on(voice, voice[f"kinds.{id}.why"], "kinds", id)
    return Piece(voice[f"kinds.{id}.text"], reason)


@lru_cache(maxsize=256)
def _note(voice: Voice, id: str) -> Piece:
    rule = next(rule for rule in voice.knowledge.triage.rules if rule.id == id)
    return Piece(voice[f"rules.{id}.why"], why(voice, "", rule.sources))


@lru_cache(maxsize=16)
def _choice(voice: Voice, id: str) -> Piece:
    return Piece(voice[f"choices.{id}.why"], _resting_on(voice, "", "choices", id))


@lru_cache(maxsize=128)
def _treat(voice: Voice, id: str) -> Treat:
    low, high = voice.knowledge.shelf.of("treatments", TreatmentEntry)[id].minutes
    key = f"treatments.{id}"
    return Treat(
        voice[f"{key}.title"],
        _lasting(voice, low, high),
        voice.lines(f"{key}.steps"),
        _resting_on(voice, voice[f"{key}.why"], "treatments", id),
    )


def _lasting(voice: Voice, low: int, high: int) -> str:
    if high < 2 * MINUTES_IN_AN_HOUR:
        return voice.say("plan.minutes", low=low, high=high)
    return voice.say("plan.hours", low=low, hours=high // MINUTES_IN_AN_HOUR)


@lru_cache(maxsize=128)
def _move(voice: Voice, id: str) -> Move:
    exercise, key = voice.knowledge.exercises[id], f"exercises.{id}"
    return Move(
        title=voice[f"{key}.title"],
        purpose=voice[f"{key}.purpose"],
        start=voice[f"{key}.start"],
        moves=voice.lines(f"{key}.moves"),
        breath=voice.get(f"{key}.breath"),
        dose=voice.get(f"{key}.dose"),
        stop=voice.lines(f"{key}.stop"),
        easier=voice.get(f"{key}.easier"),
        pictures=pictures_of(exercise, voice),
        why=why(voice, "", exercise.sources),
    )
