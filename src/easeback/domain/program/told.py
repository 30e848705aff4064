"""What is known of the days since a program was published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from easeback.domain.response import Light, PainChange, Reaction, light, pain_change

DAY = timedelta(days=1)
_RISING = (Light.GREEN, Light.AMBER, Light.RED)
_OF_CHANGE = {PainChange.MORE: Light.AMBER, PainChange.MUCH_MORE: Light.RED}
MOST_PAIN = 10


class BadPain(ValueError):
    """A pain that is not from 0 to 10."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said of one exercise on one day. Raises BadPain.

    `light` is what they said of how it went, None where they did not. Pain is 0 to 10: at rest
    before, at its most during, and right after; None: not told.
    """

    item: str
    on: date
    done: bool = True
    light: Light | None = None
    before: int | None = None
    during: int | None = None
    after: int | None = None

    def __post_init__(self) -> None:
        for pain in (self.before, self.during, self.after):
            if pain is not None and not 0 <= pain <= MOST_PAIN:
                raise BadPain(f"{pain} is not from 0 to {MOST_PAIN}")

    @property
    def counted_light(self) -> Light | None:
        """The light that counts: pain that rose makes it worse (rules.md M-1), and never better.

        Who said nothing of how it went has not said green, whatever their numbers.
        """
        seen = light(Reaction(self.before, self.during))
        if self.before is not None and self.after is not None:
            later = _OF_CHANGE.get(pain_change(self.before, self.after), Light.GREEN)
            seen = worst((seen, later))
        if self.light is None:
            return None if seen is Light.GREEN else seen
        return worst((self.light, seen))


@dataclass(frozen=True, slots=True)
class FlareDays:
    """A flare by its days, both in it; `last_on` is None while it goes on."""

    first_on: date
    last_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.first_on <= on and (self.last_on is None or on <= self.last_on)


@dataclass(frozen=True, slots=True)
class Look:
    """A therapist has looked at the red lights of an item up to `red_on`, on the day `on`.

    Not to be given where something was told of that day after the look. On the day of a red light
    itself the item stays ended, whenever they looked.
    """

    item: str
    red_on: date
    on: date

    @property
    def up_to(self) -> date:
        """Nobody has looked at what was still to come."""
        return min(self.red_on, self.on)


@dataclass(frozen=True, slots=True)
class History:
    """All of it, in any order; what lies before the publication changes nothing."""

    told: tuple[Told, ...] = ()
    flares: tuple[FlareDays, ...] = ()
    looks: tuple[Look, ...] = ()


def worst(lights: Iterable[Light]) -> Light:
    """The worst of some lights; at least one."""
    return max(lights, key=_RISING.index)


def red_from(before: int) -> int | None:
    """From which pain afterwards on pain before of 0 to 10 makes a light red whatever is said; None
    where no pain does."""
    afters = range(before, MOST_PAIN + 1)
    told = (Told("", date.min, before=before, after=after) for after in afters)
    return next((each.after for each in told if each.counted_light is Light.RED), None)
