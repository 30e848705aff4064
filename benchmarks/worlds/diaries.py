"""The diaries of a world: what people wrote down, and what each remedy truly did for them."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import mean
from typing import Any

from benchmarks.worlds.reading import stated

FILE = "diaries"
MINUTES = 1_440
MOST_PAIN = 10.0
BETTER = 1.0
"""Points less that somebody feels as better, where that decides whether they answer."""
Line = dict[str, Any]


@dataclass(frozen=True)
class Diary:
    """`lines` hold a moment (`minute`, from the first morning), `pain`, `remedy`, `after` and
    `after_minutes`. `truth` is what each remedy took off the pain that they say, in points: the
    mean over the moments at which they were asked, answered or not. Pain does not go below 0, so
    with little pain that is less than the remedy could take off."""

    lines: list[Line]
    truth: dict[str, float]


def worlds() -> dict[str, frozenset[str]]:
    """The worlds by name, with what is wrong with the estimate's view in each."""
    return {name: frozenset(wrong) for name, wrong in stated(FILE)["worlds"].items()}


def seed(*, tuning: bool = False) -> int:
    return int(stated(FILE)["tuning_seed" if tuning else "seed"])


def diary(world: str, number: int, *, uses: int, truth: float, tuning: bool = False) -> Diary:
    """The diary of one person, who uses each remedy until the pain afterwards was written down
    `uses` times. `truth`: what every remedy takes off. The same arguments give the same diary."""
    chance = Random(f"{seed(tuning=tuning)} {world} {number} {uses} {truth}")
    wrong = worlds()[world]
    remedies: list[str] = stated(FILE)["remedies"]
    effects = dict.fromkeys(remedies, truth)
    pain = Right(chance) if world == "right" else Flaring(chance, drifts="drift" in wrong)
    writer = Writer(chance, wrong, pain, effects, uses)
    lines = writer.lines()
    return Diary(lines, {remedy: mean(each) for remedy, each in writer.took_off.items() if each})


class Right:
    """Pain as the estimate sees it."""

    def __init__(self, chance: Random) -> None:
        said = stated(FILE)["right"]
        self._chance, self._at = chance, 0.0
        self._level = chance.gauss(said["level"]["mean"], said["level"]["sd"])
        self._walk = said["level"]["walk_a_day"]
        self._wobble = Wobble(
            chance, chance.uniform(*said["wobble"]["sd"]), chance.uniform(*said["wobble"]["hours"])
        )
        self.said_sd = chance.uniform(*said["said"]["sd"])
        self.use_varies = float(said["use_varies"])

    def at(self, minute: float) -> float:
        days = (minute - self._at) / MINUTES
        self._at = minute
        self._level += self._chance.gauss(0, math.sqrt(self._walk * days))
        return self._level + self._wobble.at(minute)

    def still(self, minutes: float) -> float:
        """The share of its effect that a remedy still has."""
        return 1.0 if minutes <= stated(FILE)["right"]["lasts_minutes"] else 0.0


class Flaring:
    """Pain with flares that rise at once and settle."""

    def __init__(self, chance: Random, *, drifts: bool) -> None:
        said = stated(FILE)["pain"]
        self._level = chance.uniform(*said["level"])
        self._wobble = Wobble(chance, said["wobble"]["sd"], said["wobble"]["hours"])
        self.said_sd = float(said["said"]["sd"])
        self.use_varies = 0.0
        self._drift = stated(FILE)["misfits"]["drift"] if drifts else None
        self._flares = list(_flares(chance, said["flares"]))

    def at(self, minute: float) -> float:
        pain = self._level + self._wobble.at(minute)
        if self._drift is not None:
            halves = minute / MINUTES / self._drift["half_life_days"]
            pain += self._drift["falls"] * 0.5**halves
        for began, rise, half_life in self._flares:
            if began <= minute:
                pain += rise * 0.5 ** ((minute - began) / half_life)
        return pain

    def still(self, minutes: float) -> float:
        """The same: all of it while people may be asked, then less and less."""
        said = stated(FILE)["using"]
        over = minutes - said["asked_again_minutes"][1]
        halves: float = max(0.0, over) / 60 / said["wears_off_half_life_hours"]
        return math.pow(0.5, halves)


def _flares(chance: Random, said: dict[str, Any]) -> Iterator[tuple[float, float, float]]:
    """When each began, how far pain rose, and the minutes in which half of that settles."""
    minute = 0.0
    while (minute := minute + chance.expovariate(1 / said["every_days"]) * MINUTES) < (
        stated(FILE)["most_days"] * MINUTES
    ):
        spread = math.log(said["half_life_spread"])
        hours = said["half_life_hours"] * math.exp(chance.gauss(0, spread))
        yield minute, chance.uniform(*said["rise"]), hours * 60


class Wobble:
    """Ups and downs that are forgotten within hours; asked for in the order of time."""

    def __init__(self, chance: Random, sd: float, hours: float) -> None:
        self._chance, self._sd, self._minutes = chance, sd, hours * 60
        self._at, self._value = 0.0, chance.gauss(0, sd)

    def at(self, minute: float) -> float:
        kept = math.exp(-(minute - self._at) / self._minutes)
        self._at = minute
        left = self._sd * math.sqrt(1 - kept * kept)
        self._value = kept * self._value + self._chance.gauss(0, left)
        return self._value


@dataclass
class Use:
    """What was done at a moment, and the line that waits for the pain afterwards."""

    minute: float
    felt: float
    remedies: list[str]
    lines: list[Line]
    takes_off: float


@dataclass
class Writer:
    """Writes a diary from the first morning on."""

    chance: Random
    wrong: frozenset[str]
    pain: Right | Flaring
    effects: dict[str, float]
    uses: int
    done: list[Use] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    took_off: dict[str, list[float]] = field(default_factory=dict)

    def lines(self) -> list[Line]:
        """The lines, in the order in which they were begun."""
        self.left = dict.fromkeys(self.effects, self.uses)
        self.took_off = {remedy: [] for remedy in self.effects}
        written: list[Line] = []
        coming: list[tuple[float, int, Use | None]] = [
            (minute, number, None) for number, minute in enumerate(self._moments())
        ]
        heapq.heapify(coming)
        count = len(coming)
        while coming and any(self.left.values()):
            minute, _, use = heapq.heappop(coming)
            if use is not None:
                self._answer(use, minute)
                continue
            made = self._entry(minute, written)
            if made is not None:
                low, high = stated(FILE)["using"]["asked_again_minutes"]
                after = round(self.chance.uniform(low, high))
                for line in made.lines:
                    line["after_minutes"] = after
                heapq.heappush(coming, (minute + after, count, made))
                count += 1
        return written

    def _moments(self) -> Iterator[float]:
        said = stated(FILE)["writing"]
        first, last = (60 * hour for hour in said["awake"])
        for day in range(stated(FILE)["most_days"]):
            drawn = sorted(self.chance.uniform(first, last) for _ in range(said["entries_a_day"]))
            yield from (round(day * MINUTES + minute) for minute in drawn)

    def _entry(self, minute: float, written: list[Line]) -> Use | None:
        felt = self._felt(minute)
        said = self._said_of(felt)[0]
        remedies = self._chosen(said)
        if not remedies and "only_in_pain" in self.wrong:
            return None
        lines = [
            {"minute": minute, "pain": said, "remedy": remedy, "after": None, "after_minutes": None}
            for remedy in remedies or (None,)
        ]
        written += lines
        if not remedies:
            return None
        takes_off = sum(self.effects[remedy] for remedy in remedies)
        takes_off += self.chance.gauss(0, self.pain.use_varies)
        use = Use(minute, felt, remedies, lines, takes_off)
        self.done.append(use)
        return use

    def _chosen(self, pain: float) -> list[str]:
        said = stated(FILE)["using"]
        often = said["at_random"]
        if "peaks" in self.wrong:
            limit = said["when_in_pain"]
            often = limit["then"] if pain >= limit["from"] else limit["else"]
        if self.chance.random() >= often:
            return []
        both = stated(FILE)["misfits"]["both_at_once"] if "two" in self.wrong else 0.0
        if self.chance.random() < both:
            return list(self.effects)
        return [self.chance.choice(list(self.effects))]

    def _answer(self, use: Use, minute: float) -> None:
        """The pain afterwards, if they say it."""
        felt = self._felt(minute)
        still = use.takes_off * self.pain.still(minute - use.minute)
        said, without = self._said_of(felt, felt + still)
        for remedy in use.remedies:
            self.took_off[remedy].append((without - said) / len(use.remedies))
        if "missing" in self.wrong:
            answers = stated(FILE)["misfits"]["answers"]
            better = use.felt - felt >= BETTER
            if self.chance.random() >= answers["if_better" if better else "if_not"]:
                for line in use.lines:
                    line["after_minutes"] = None
                return
        for line in use.lines:
            line["after"] = said
            self.left[line["remedy"]] = max(0, self.left[line["remedy"]] - 1)

    def _felt(self, minute: float) -> float:
        """Pain at a moment, less what the remedies used before it still take off."""
        pain = self.pain.at(minute)
        for use in self.done:
            pain -= use.takes_off * self.pain.still(minute - use.minute)
        return pain

    def _said_of(self, *felt: float) -> list[float]:
        """What is said of pain that is felt; what is said amiss is the same for all of these."""
        amiss = self.chance.gauss(0, self.pain.said_sd)
        said = (min(MOST_PAIN, max(0.0, each + amiss)) for each in felt)
        return [float(round(each)) if "rounding" in self.wrong else each for each in said]
