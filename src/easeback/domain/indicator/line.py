"""What is known of one person's run of care, as far as a practice is counted by it."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from easeback.domain.booking import Severity
from easeback.domain.outcome import Instrument

Person = Hashable
"""Who it is, as an opaque mark: people are told apart by it and never named."""
Therapist = int


class Fate(StrEnum):
    """What became of a visit that was due."""

    KEPT = "kept"
    NO_SHOW = "no-show"
    LATE_CANCEL = "late-cancel"


class Due(NamedTuple):
    """A visit that was due on a day."""

    on: date
    therapist: Therapist
    fate: Fate


class Scored(NamedTuple):
    """What a document scored on an instrument."""

    on: date
    therapist: Therapist
    instrument: Instrument
    value: float


class Spell(NamedTuple):
    """A flare by its days: the first and the last on which it is known to have been there, and the
    day on which it was seen to be over. `over_on` is None where nobody said so."""

    began_on: date
    last_on: date
    over_on: date | None
    therapist: Therapist


class Happened(NamedTuple):
    """Something on a day, so many times."""

    on: date
    therapist: Therapist
    times: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A course, with those that it was handed over into: one person, from one booking on.

    `due` and `scored` in the order of time. `routines`: days on which something of a home program
    was done. `adverse`: adverse events in signed visit notes. `has_program`: one was published.
    """

    person: Person
    severity: Severity
    booked_on: date
    due: tuple[Due, ...] = ()
    scored: tuple[Scored, ...] = ()
    spells: tuple[Spell, ...] = ()
    routines: tuple[Happened, ...] = ()
    adverse: tuple[Happened, ...] = ()
    has_program: bool = False


def joined(spells: Iterable[Spell]) -> Iterator[Spell]:
    """Those that share a day are one flare, whoever told of it. It is over once somebody said so
    on its last known day or later."""
    going: Spell | None = None
    for spell in sorted(spells, key=lambda each: each[:2]):
        if going is None:
            going = spell
        elif spell.began_on <= max(going.last_on, going.over_on or going.last_on):
            going = _join(going, spell)
        else:
            yield going
            going = spell
    if going is not None:
        yield going


def _join(one: Spell, other: Spell) -> Spell:
    last_on = max(one.last_on, other.last_on)
    over = max((each for each in (one.over_on, other.over_on) if each), default=None)
    return one._replace(last_on=last_on, over_on=over if over and over >= last_on else None)
