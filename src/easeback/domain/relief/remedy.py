"""What a plan is made of; the words live with the knowledge."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.condition import Condition
from easeback.domain.exercise import Demand, Exercise
from easeback.domain.vocabulary import Sources


class Section(StrEnum):
    """The parts of a plan that hold pieces of advice."""

    NOW = "now"
    NEXT_HOURS = "next-hours"
    DO_NOT = "do-not"
    GET_HELP = "get-help"
    MEDICINES = "medicines"
    THERAPIST = "therapist"
    EVERYDAY = "everyday"
    PILLS = "pills"


FOR_EVERYBODY = frozenset({Section.EVERYDAY, Section.PILLS})
"""Sections that hang on no answer: a plan leads to their pages, where anybody may read them."""


class Direction(StrEnum):
    """Which way of moving the back dislikes today."""

    BENDING = "bending-hurts"
    ARCHING = "arching-hurts"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Treatment:
    """Heat or cold, with what it asks of a body and for how many minutes (low, high)."""

    id: str
    minutes: tuple[int, int]
    demands: frozenset[Demand]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that hurts to do, to be eased off today and brought back."""

    id: str
    dislikes: frozenset[Direction]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Choice:
    """What to start with when the back dislikes this direction, in order of preference."""

    direction: Direction
    positions: tuple[str, ...]
    movements: tuple[str, ...]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Advice:
    """One statement to the person, for everybody or for those whom `when` fits.

    `needs` are demands; where a gate forbids one, the advice is not given.
    """

    id: str
    section: Section
    sources: Sources
    when: Condition | None = None
    needs: frozenset[Demand] = frozenset()


@dataclass(frozen=True, slots=True)
class Remedies:
    """Everything that a plan is chosen from.

    `warmth`: the same-day and within-days rules that leave heat open (rules.md S-6).
    """

    exercises: tuple[Exercise, ...]
    treatments: tuple[Treatment, ...]
    activities: tuple[Activity, ...]
    choices: tuple[Choice, ...]
    advice: tuple[Advice, ...]
    warmth: frozenset[str]
