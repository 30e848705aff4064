"""A program as it is published, and a template from which a therapist begins."""

from dataclasses import dataclass
from datetime import date

from easeback.domain.exercise import Stage
from easeback.domain.program.item import Item
from easeback.domain.vocabulary import Sources


@dataclass(frozen=True, slots=True)
class Program:
    """What a therapist asks of one person from a day on. A change is a new program.

    `relief_days`: how long a flare leads back to relief. `resume_percent`: the share of the dose
    with which an item goes on after that, and after a long silence.
    """

    published_on: date
    items: tuple[Item, ...]
    relief_days: int
    resume_percent: int


@dataclass(frozen=True, slots=True)
class Template:
    """A program for nobody yet. `stage`: from when on all of its exercises may be done."""

    id: str
    ref: str
    stage: Stage
    items: tuple[Item, ...]
    relief_days: int
    resume_percent: int
    sources: Sources

    def publish(self, on: date) -> Program:
        """As it stands. A therapist looks at each item before that; see `item_faults`."""
        return Program(on, self.items, self.relief_days, self.resume_percent)
