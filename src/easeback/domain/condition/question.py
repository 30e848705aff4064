"""A question of the bank: what may be answered, and what silence stands for."""

from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.condition.condition import Condition

NOT_SURE = "not-sure"


class Kind(StrEnum):
    ONE = "one"
    """Exactly one option."""
    MANY = "many"
    """Any number of options."""
    NUMBER = "number"
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, without its words.

    `none` is the option that an untouched list item stands for ("none of these"); a number has
    none. `eases` are the options that make matters milder, such as "a doctor has checked it":
    every other option except `none` can only make the result more urgent. `alone` are options
    that cannot be ticked together with others. `ask_when` holds for follow-ups: where it cannot
    hold, the question does not apply and counts as `none`. A `standing` question is on every
    screen or comes from elsewhere: it is never put to the person, and silence means `none`.
    `record_only` are the options that change nothing and are kept for the therapist. `bands` are
    the numbers at which some condition changes: within a band, any number does the same.
    """

    id: str
    ref: str
    kind: Kind
    options: tuple[str, ...] = ()
    none: str | None = None
    eases: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    record_only: frozenset[str] = frozenset()
    ask_when: Condition | None = None
    standing: bool = False
    bounds: tuple[int, int] | None = None
    bands: tuple[int, ...] = ()

    def band_of(self, number: int) -> tuple[int, int | None]:
        """The least and the greatest number of the band that holds this one; None is no end."""
        edges = [*self.bands, None]
        for low, following in zip(self.bands, edges[1:], strict=True):
            if following is None or number < following:
                return low, None if following is None else following - 1
        raise ValueError(f"{self.id} has no bands")

    @property
    def alarming(self) -> tuple[str, ...]:
        """The options that may raise the urgency."""
        calm = {self.none, NOT_SURE, *self.eases}
        return tuple(option for option in self.options if option not in calm)
