"""The steps that a dose can take, from the least to the most that the therapist allows."""

from dataclasses import dataclass

from easeback.domain.program.item import Item


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one item, by the value of its measure, in rising order.

    Where an item stands is one whole number, its height: the rung times the green days that a rung
    takes, and the green days since. So what is one step behind stays behind, whatever follows for
    both: this is why one more red light or flare never ends in a higher dose.
    """

    rungs: tuple[int, ...]
    green_days: int
    start: int

    @classmethod
    def of(cls, item: Item) -> "Ladder":
        """The dose as written, and every step up and down from it; the ends are rungs, too."""
        rule = item.progress
        least, most = rule.bounds
        written = min(max(item.dose.of(rule.measure) or least, least), most)
        steps = {*range(written, most, rule.by), *range(written, least, -rule.by)}
        rungs = tuple(sorted({least, most, written} | steps))
        return cls(rungs, rule.green_days, rungs.index(written) * rule.green_days)

    @property
    def top(self) -> int:
        """Green at the most for as long as any rung takes."""
        return len(self.rungs) * self.green_days

    def value(self, height: int) -> int:
        return self.rungs[min(height // self.green_days, len(self.rungs) - 1)]

    def up(self, height: int) -> int:
        """One green day more."""
        return min(height + 1, self.top)

    def down(self, height: int, percent: int) -> int:
        """The highest rung within this share of the dose, else the least; no green day is left."""
        share = self.value(height) * percent // 100
        rung = sum(value <= share for value in self.rungs) - 1
        return max(rung, 0) * self.green_days
