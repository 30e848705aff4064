"""What a remedy seems to do, beside what it truly did, for people of made-up worlds.

Every world but the first breaks what the estimate takes for granted: see worlds/diaries.yaml.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import mean

from benchmarks.worlds.diaries import Diary, diary, worlds
from easeback.domain.diary import Entry, Verdict, effects_of

BEGAN = datetime(2027, 3, 1, tzinfo=UTC)
TRUTHS = (0.0, 1.0, 2.0)
USES = (5, 10, 20)


@dataclass(frozen=True)
class Line:
    """One line of the table: people who live in one world and use each remedy so often."""

    world: str
    takes_off: float
    uses: int
    tuning: bool


@dataclass(frozen=True)
class Judged:
    """One remedy of one person."""

    truth: float
    estimate: float
    width: float
    covered: bool
    verdict: Verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000, help="in each world, for each number")
    parser.add_argument("--tuning", action="store_true", help="the people that may be tuned on")
    parser.add_argument("--world", action="append", choices=list(worlds()), help="only this one")
    options = parser.parse_args()
    print(
        f"{options.people} people in each line, with two remedies each; "
        "what each takes off the pain, in points\n"
    )
    print(
        f"{'world':<14} {'takes off':>9} {'truly':>6} {'uses':>5} {'covered':>9} {'helps':>8} "
        f"{'worse':>7} {'of any':>8} {'estimate':>9} {'width':>6}"
    )
    with ProcessPoolExecutor() as pool:
        for world in options.world or worlds():
            for takes_off in TRUTHS:
                for uses in USES:
                    judge = partial(judged, Line(world, takes_off, uses, options.tuning))
                    people = list(pool.map(judge, range(options.people), chunksize=10))
                    print(f"{world:<14} {takes_off:>9g} {_row(uses, people)}", flush=True)


def judged(line: Line, number: int) -> list[Judged]:
    """The remedies of one person."""
    one = diary(line.world, number, uses=line.uses, truth=line.takes_off, tuning=line.tuning)
    return [
        Judged(
            truth=(truth := one.truth[effect.remedy]),
            estimate=effect.estimate,
            width=effect.high - effect.low,
            covered=effect.low <= truth <= effect.high,
            verdict=effect.verdict,
        )
        for effect in effects_of(list(entries(one)))
    ]


def entries(one: Diary) -> Iterator[Entry]:
    for line in one.lines:
        yield Entry(
            BEGAN + timedelta(minutes=line["minute"]),
            line["pain"],
            None,
            line["remedy"],
            line["after"],
            line["after_minutes"],
        )


def _row(uses: int, people: list[list[Judged]]) -> str:
    remedies = [remedy for person in people for remedy in person]
    helps, worse = (
        100 * mean(remedy.verdict is verdict for remedy in remedies)
        for verdict in (Verdict.HELPS, Verdict.WORSE)
    )
    # Whoever is told that anything helps them.
    of_any = 100 * mean(any(r.verdict is Verdict.HELPS for r in person) for person in people)
    return (
        f"{mean(r.truth for r in remedies):>6.2f} {uses:>5} "
        f"{100 * mean(r.covered for r in remedies):>7.1f} % {helps:>6.1f} % {worse:>5.1f} % "
        f"{of_any:>6.1f} % {mean(r.estimate for r in remedies):>9.2f} "
        f"{mean(r.width for r in remedies):>6.2f}"
    )


if __name__ == "__main__":
    main()
