"""Which gates of exercises are closed for the patient of a course, by what is known of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from easeback.apps.booking.facts import Shared
from easeback.apps.care import queries
from easeback.apps.care.facts import Kind
from easeback.apps.care.lines import CourseLine, read_line
from easeback.domain.condition import Answer, BadAnswer, UnknownQuestion
from easeback.domain.exercise import Demand, Gate
from easeback.knowledge import knowledge

CONDITIONS = {"thin-bones": {"m-3"}, "pregnant": {"m-10", "m-10b", "m-16"}}
"""What the record asks that closes gates by itself. Nobody said how many weeks, so all of pregnancy
close."""
PAIN = "pain-now"
ASKED_IN = (Kind.INTAKE, Kind.EVALUATION)
Written = tuple[Kind, datetime, Mapping[str, Any]]


def closed_in(course: UUID) -> tuple[Gate, ...]:
    """The gates that hold by what was answered or told, in their order.

    What was never asked closes nothing here: the therapist, who asks for these exercises, has the
    person before them. A "not sure" closes as it does in relief.
    """
    return closed_by(read_line(course))


def closed_by(line: CourseLine) -> tuple[Gate, ...]:
    """As `closed_in`, where the line was read before. One query."""
    documents = queries.contents_of(line.courses, ASKED_IN)
    shared = max(line.answers.values(), key=lambda each: each.given_at, default=None)
    ids = {gate.id for gate in _by_answers(shared, documents)} | set(_by_conditions(documents))
    return tuple(gate for gate in knowledge().gates if gate.id in ids)


def forbidden_by(gates: Collection[Gate]) -> frozenset[Demand]:
    """Whatever these gates forbid."""
    return frozenset[Demand]().union(*(gate.forbids for gate in gates))


def _by_answers(shared: Shared | None, documents: Collection[Written]) -> tuple[Gate, ...]:
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


def _later_pain(documents: Collection[Written], since: datetime) -> int | None:
    """What a therapist wrote of it after the answers; those are of one day, and pain changes."""
    written = (
        content[PAIN]
        for kind, at, content in documents
        if kind is Kind.EVALUATION and at > since and PAIN in content
    )
    return next(written, None)


def _by_conditions(documents: Collection[Written]) -> Iterator[str]:
    """By the latest that the patient and the therapist have each told of it."""
    for kind in ASKED_IN:
        told = next((content for of, _, content in documents if of is kind), {})
        for condition in told.get("conditions", ()):
            yield from CONDITIONS.get(condition, ())
