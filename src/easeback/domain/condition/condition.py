"""The condition language: what must be true of a person's answers."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Is:
    """The answer is (or, where several may be ticked, contains) this option."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The number given is this or more."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class Below:
    """The number given is less than this."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class CountOf:
    """At least `minimum` of the parts hold."""

    minimum: int
    parts: tuple["Condition", ...]


Atomic = Is | AtLeast | Below
Condition = Atomic | Not | AllOf | AnyOf | CountOf


def atoms_of(condition: Condition) -> Iterator[tuple[Atomic, bool]]:
    """Every atom with its polarity: False where the condition wants it not to hold."""
    yield from _atoms(condition, wanted=True)


def _atoms(condition: Condition, *, wanted: bool) -> Iterator[tuple[Atomic, bool]]:
    match condition:
        case Not(part):
            yield from _atoms(part, wanted=not wanted)
        case AllOf(parts) | AnyOf(parts) | CountOf(_, parts):
            for part in parts:
                yield from _atoms(part, wanted=wanted)
        case _:
            yield condition, wanted


def questions_of(condition: Condition) -> frozenset[str]:
    """The ids of the questions a condition looks at."""
    return frozenset(atom.question for atom, _ in atoms_of(condition))
