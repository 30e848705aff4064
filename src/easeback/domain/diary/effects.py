"""What each remedy seems to do for this person: an estimate, how sure it is, and a verdict.

Bayesian, with two things drawn together: the remedies of one person, and every way in which pain
may go by itself, each weighed by how well it explains the diary.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from easeback.domain.diary.entry import Entry
from easeback.domain.diary.natural import Said, Wave, said_of
from easeback.domain.diary.readings import Uses, readings_of, remedies_of

WAVES = tuple(
    Wave(variance=points * points, days=hours / 24)
    for points, hours in product((0.7, 1.4, 2.4), (0.5, 1.5, 4.0, 12.0, 40.0))
)
"""Each as likely as another before anything is written. More than half of the flares of a new back
pain are over within 4 hours, three in four within a day (evidence 1.2, s04)."""
SHARED = 2.5
"""How far the remedies of a person, taken together, may lie from no effect: points squared."""
APART = (0.25, 2.5)
"""And each from the others; either is as likely."""
BLIND = 0.1
"""How far all of this may be mistaken about a remedy, whatever the diary says: points squared."""
UNTOLD = 0.8
"""If pain was never written down afterwards, what was not told may be off by so many points."""
TAIL = 0.05
"""What lies beyond each end of the interval."""
LEAST_USES = 5
"""Uses that were told of, below which nothing is said. All of these are house choices."""
WIDEST = 20.0
Matrix = list[list[float]]


class Verdict(StrEnum):
    HELPS = "helps"
    WORSE = "worse"
    UNCLEAR = "no-clear-effect"
    TOO_LITTLE = "too-little-data"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a remedy takes off the pain, beyond what would have gone by itself: points of 0 to 10.

    `low` to `high` holds it with a chance of 90 percent. `missing`: so many more uses that are told
    of, until there is a verdict.
    """

    remedy: str
    uses: Uses
    estimate: float
    low: float
    high: float

    @property
    def missing(self) -> int:
        return max(0, LEAST_USES - self.uses.followed)

    @property
    def verdict(self) -> Verdict:
        if self.missing:
            return Verdict.TOO_LITTLE
        if self.low > 0:
            return Verdict.HELPS
        return Verdict.WORSE if self.high < 0 else Verdict.UNCLEAR


@dataclass(frozen=True, slots=True)
class _Bell:
    """One normal distribution of many, with its share."""

    share: float
    mean: float
    sd: float


def effects_of(entries: Sequence[Entry]) -> tuple[Effect, ...]:
    """One for each remedy, by name. The order of the entries changes nothing."""
    remedies = remedies_of(entries)
    readings, uses = readings_of(entries, remedies)
    said = [said_of(len(remedies), readings, wave) for wave in WAVES] if remedies else []
    believed = [_believed(each, apart) for each, apart in product(said, APART)]
    best = max((weight for weight, _, _ in believed), default=0.0)
    shares = [math.exp(weight - best) for weight, _, _ in believed]
    total = sum(shares)
    found = []
    for place, (remedy, used) in enumerate(zip(remedies, uses, strict=True)):
        told = used.followed / used.all if used.all else 0.0
        doubt = BLIND + (UNTOLD * (1 - told)) ** 2
        bells = [
            _Bell(share / total, means[place], math.sqrt(variances[place] + doubt))
            for share, (_, means, variances) in zip(shares, believed, strict=True)
        ]
        estimate = sum(bell.share * bell.mean for bell in bells)
        ends = _quantile(bells, TAIL), _quantile(bells, 1 - TAIL)
        found.append(Effect(remedy, used, estimate, *ends))
    return tuple(found)


def _believed(said: Said, apart: float) -> tuple[float, list[float], list[float]]:
    """How well it explains the diary (a logarithm), and the effects' means and variances."""
    places = range(len(said.pull))
    before = [[SHARED + (apart if row == place else 0.0) for place in places] for row in places]
    prior, prior_size = _inverse(before)
    after, after_size = _inverse(
        [[prior[row][place] + said.weight[row][place] for place in places] for row in places]
    )
    means = [_dot(row, said.pull) for row in after]
    explained = said.fit + (_dot(means, said.pull) - prior_size - after_size) / 2
    return explained, means, [after[place][place] for place in places]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _inverse(matrix: Matrix) -> tuple[Matrix, float]:
    """The inverse of a positive definite matrix, and the logarithm of its determinant."""
    size = len(matrix)
    rows = [[*row, *(float(i == n) for i in range(size))] for n, row in enumerate(matrix)]
    logarithm = 0.0
    for column in range(size):
        pivot = rows[column][column]
        logarithm += math.log(pivot)
        rows[column] = [value / pivot for value in rows[column]]
        for row in range(size):
            times = rows[row][column]
            if row != column and times:
                pairs = zip(rows[row], rows[column], strict=True)
                rows[row] = [value - times * own for value, own in pairs]
    return [row[size:] for row in rows], logarithm


def _quantile(bells: Sequence[_Bell], share: float) -> float:
    """Below this value lies so much of all bells together."""
    low, high = -WIDEST, WIDEST
    for _ in range(50):
        middle = (low + high) / 2
        if _below(bells, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(bells: Sequence[_Bell], value: float) -> float:
    halves = (
        bell.share * math.erfc((bell.mean - value) / (bell.sd * math.sqrt(2))) for bell in bells
    )
    return sum(halves) / 2
