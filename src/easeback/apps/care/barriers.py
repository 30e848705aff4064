"""Which gates of exercises are closed for the patient of a course, by what is known of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import Shared
from easeback.apps.booking.sharing import shared_with
from easeback.apps.care import queries
from easeback.apps.care.facts import DocumentFacts, Kind
from easeback.domain.condition import Answer, BadAnswer, UnknownQuestion
from easeback.domain.exercise import Demand, Gate
from easeback.knowledge import knowledge

CONDITIONS = {"thin-bones": {"m-3"}, "pregnant": {"m-10", "m-10b", "m-16"}}
"""What the record asks that closes gates by itself. Nobody said how many weeks, so all of pregnancy
close."""
PAIN = "pain-now"
TOLD = (Kind.INTAKE, Kind.EVALUATION)


def closed_in(course: UUID) -> tuple[Gate, ...]:
    """The gates that hold by what was answered or told, in their order.

    What was never asked closes nothing here: the therapist, who asks for these exercises, has the
    person before them. A "not sure" closes as it does in relief.
    """
    line = queries.line_of(course)
    documents = queries.documents_of(line, TOLD)
    shared = _latest_shared(line)
    ids = {gate.id for gate in _by_answers(shared, documents)} | set(_by_conditions(documents))
    return tuple(gate for gate in knowledge().gates if gate.id in ids)


def forbidden_by(gates: Collection[Gate]) -> frozenset[Demand]:
    """Whatever these gates forbid."""
    return frozenset[Demand]().union(*(gate.forbids for gate in gates))


def _latest_shared(courses: Collection[UUID]) -> Shared | None:
    visits = [visit.id for course in courses for visit in booking.visits_of(course)]
    found = [shared for visit in visits if (shared := shared_with(visit)) is not None]
    return max(found, key=lambda each: each.given_at, default=None)


def _by_answers(shared: Shared | None, documents: Collection[DocumentFacts]) -> tuple[Gate, ...]:
    if shared is None:
        return ()
    known = knowledge()
    answers = dict(_readable(shared.snapshot.answers))
    pain = _later_pain(documents, shared.given_at)
    if pain is not None:
        answers[PAIN] = pain
    facts = known.literals.facts(answers)
    return known.barriers.closed(replace(facts, open=0, waiting=0))


def _readable(given: Mapping[str, object]) -> Iterator[tuple[str, Answer]]:
    """What the knowledge of today still asks; older answers stand where they can be read."""
    for name, value in given.items():
        try:
            yield from knowledge().bank.read({name: value}).items()
        except (BadAnswer, UnknownQuestion):
            continue


def _later_pain(documents: Collection[DocumentFacts], since: datetime) -> int | None:
    """What a therapist wrote of it after the answers; those are of one day, and pain changes."""
    written = (
        each.content[PAIN]
        for each in documents
        if each.about.kind is Kind.EVALUATION and each.at > since and PAIN in each.content
    )
    return next(written, None)


def _by_conditions(documents: Collection[DocumentFacts]) -> Iterator[str]:
    """By the latest that the patient and the therapist have each told of it."""
    for kind in TOLD:
        told = next((each for each in documents if each.about.kind is kind), None)
        for condition in told.content.get("conditions", ()) if told else ():
            yield from CONDITIONS.get(condition, ())
