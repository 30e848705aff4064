"""How pain goes by itself, and what the readings say of the remedies once that is taken off.

Pain is a level that moves over weeks, plus a wave that is forgotten within hours or days, plus how
far what people say lies from what they feel. A remedy takes the same number of points off each
reading that tells of it. All of that is linear with normal errors, so that one pass of a Kalman
filter gives what the readings say of all remedies: the pass is made for the pain and for a column
of each remedy alike, and what it cannot explain of the one is compared with what is left of the
others (generalized least squares). See docs/decisions/0016-what-helps-me.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from easeback.domain.diary.readings import Reading

LEVEL, LEVEL_VARIANCE = 3.0, 6.25
"""The level of somebody who wrote nothing yet: 3, give or take 2.5 points."""
WALK = 0.05
"""By so much the level spreads in a day, in points squared."""
SAID = 0.5
"""What is said about what is felt, in points squared; most of it is that only whole points are."""
BREAKS = 6.0
"""Flares begin at once: then so much is new in the wave, in points squared. It may be so whenever
somebody reaches for a remedy, and it is so when pain lies far from what was expected."""
SUDDEN = 4.0
"""Far: by twice what is usual, squared."""
CARRIED = 2.0
"""So much of a remedy's effect may go on after it was told of."""
VARIES = 0.36
"""One use of a remedy does more than another."""
ROOM = 2.0
"""Who has less pain than this cannot feel much of it go, so that a reading says less."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What comes and goes by itself: its variance in points squared, and the days in which all but
    a third of it is forgotten."""

    variance: float
    days: float


@dataclass(frozen=True, slots=True)
class Said:
    """What the readings say of effects d, if pain goes by itself in one way: up to a constant,
    their log likelihood is fit + pull . d - d . weight d / 2."""

    fit: float
    pull: tuple[float, ...]
    weight: tuple[tuple[float, ...], ...]


def said_of(remedies: int, readings: Sequence[Reading], wave: Wave) -> Said:
    """What readings, in the order of time, say of so many remedies. An effect is points less."""
    filtered, fit = _Filter(wave), 0.0
    pain, columns = _Track(LEVEL), [_Track() for _ in range(remedies)]
    pull = [0.0] * remedies
    weight = [[0.0] * remedies for _ in range(remedies)]
    for reading in readings:
        filtered.forward(reading)
        pain.forget(filtered.kept)
        spread = filtered.spread(reading, room=ROOM - pain.expected)
        if not reading.tells and (reading.pain - pain.expected) ** 2 > SUDDEN * spread:
            filtered.wave_breaks()
            spread = filtered.spread(reading)
        left = pain.learn(reading.pain, filtered)
        fit -= (left * left / spread + math.log(spread)) / 2
        lefts = []
        for place, column in enumerate(columns):
            column.forget(filtered.kept)
            # A remedy takes pain off: hence the sign.
            lefts.append(column.learn(-1.0 if place in reading.tells else 0.0, filtered))
        for place, own in enumerate(lefts):
            if own:
                pull[place] += own * left / spread
                for other in range(remedies):
                    weight[place][other] += own * lefts[other] / spread
        filtered.learn()
    return Said(fit, tuple(pull), tuple(map(tuple, weight)))


class _Track:
    """What is thought of a level and a wave, from the readings so far."""

    __slots__ = ("level", "wave")

    def __init__(self, level: float = 0.0) -> None:
        self.level, self.wave = level, 0.0

    @property
    def expected(self) -> float:
        return self.level + self.wave

    def forget(self, kept: float) -> None:
        self.wave *= kept

    def learn(self, value: float, gains: "_Filter") -> float:
        """What was not expected of the value."""
        left = value - self.level - self.wave
        self.level += gains.level_gain * left
        self.wave += gains.wave_gain * left
        return left


class _Filter:
    """How sure anything is; the same for the pain and for every column."""

    __slots__ = ("_both", "_day", "_level", "_moves", "_wave", "kept", "level_gain", "wave_gain")

    def __init__(self, moves: Wave) -> None:
        self._moves, self._day, self.kept = moves, 0.0, 1.0
        # The variances of level and wave, and their covariance.
        self._level, self._wave, self._both = LEVEL_VARIANCE, moves.variance, 0.0
        self.level_gain = self.wave_gain = 0.0

    def forward(self, reading: Reading) -> None:
        """To the moment of the reading."""
        days, self._day = reading.day - self._day, reading.day
        self.kept = kept = math.exp(-days / self._moves.days)
        self._level += WALK * days
        self._both *= kept
        self._wave = kept * kept * self._wave + (1 - kept * kept) * self._moves.variance
        if reading.carries:
            self._wave += CARRIED
        if reading.begins:
            self.wave_breaks()

    def wave_breaks(self) -> None:
        """Something has happened since the last reading."""
        self._wave += BREAKS

    def spread(self, reading: Reading, *, room: float = 0.0) -> float:
        """The variance of what will be read; from now on the gains are those of this reading."""
        level, wave = self._level + self._both, self._wave + self._both
        spread = level + wave + SAID
        if reading.tells:
            spread += VARIES + (room * room if room > 0 else 0.0)
        self.level_gain, self.wave_gain = level / spread, wave / spread
        return spread

    def learn(self) -> None:
        """The reading was read."""
        level, wave = self._level + self._both, self._wave + self._both
        self._level -= self.level_gain * level
        self._both -= self.level_gain * wave
        self._wave -= self.wave_gain * wave
