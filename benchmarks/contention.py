"""A million contended attempts to book, on each database: is anything ever taken twice?

Eight processes hold, confirm, move and cancel at random: the contenders of the tests, judged as
there by other drivers (overlapping claims, visits with more or less than they take, ways that
cannot be driven in time, promises that do not stand). In rounds, each in an empty database and with
other seeds, so that all want the same few slots to the end; none waits for the disk, as there.
After each round it says what all so far have come to: a run that was ended goes on with `--first`.
Fails if anything was found.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator

from benchmarks.serving import data_directory
from tests.apps.booking.contenders import PROCESSES
from tests.apps.booking.judging import OVERLAPS, WRONG, contend, late_ways, lost, number
from tests.databases import made

KINDS = ("sqlite", "postgresql")
ANSWERS = ("held", "confirmed", "moved", "cancelled")
FAULTS = ("overlaps", "wrong", "late", "lost")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=1_000_000, help="on each database")
    parser.add_argument("--round", type=int, default=20_000, help="attempts in one database")
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--first", type=int, default=0, help="number of the first round: goes on")
    options = parser.parse_args()
    _print_head()
    found = Counter[str]()
    for kind in [options.only] if options.only else KINDS:
        total, begun = Counter[str](), time.monotonic()
        rounds = enumerate(_rounds(options.attempts, options.round), options.first)
        for seed, attempts in rounds:
            total += one_round(kind, attempts, seed)
            _print_row(f"{kind} {seed}", total, time.monotonic() - begun)
        found += Counter({fault: total[fault] for fault in FAULTS})
    return int(any(found.values()))


def one_round(kind: str, attempts: int, seed: int) -> Counter[str]:
    """What was answered, and what was found wrong, in one database."""
    with data_directory() as folder, made(kind, folder) as database:
        result = contend(database, folder, "race", str(attempts), f"seed={seed}")
        return Counter(
            result["done"],
            overlaps=number(database, OVERLAPS),
            wrong=number(database, WRONG),
            late=late_ways(database),
            lost=len(lost(database, result["standing"])),
        )


def _rounds(attempts: int, most: int) -> Iterator[int]:
    """Each process makes the same number of attempts, so a few may be left out."""
    for begun in range(0, attempts, most):
        yield min(most, attempts - begun) // PROCESSES * PROCESSES


def _attempts(total: Counter[str]) -> int:
    return sum(total[answer] for answer in (*ANSWERS, "refused"))


def _print_head() -> None:
    names = " ".join(f"{name:>10}" for name in ("attempts", "taken", "refused", *FAULTS))
    print(f"{'':<11} {names} {'seconds':>9} {'a second':>9}")


def _print_row(kind: str, total: Counter[str], seconds: float) -> None:
    attempts, refused = _attempts(total), total["refused"]
    numbers = [attempts, attempts - refused, refused, *(total[fault] for fault in FAULTS)]
    cells = " ".join(f"{number:>10,}" for number in numbers)
    print(f"{kind:<11} {cells} {seconds:>9,.0f} {attempts / seconds:>9.0f}", flush=True)
    print(f"{'':<11} taken: " + ", ".join(f"{total[answer]:,} {answer}" for answer in ANSWERS))


if __name__ == "__main__":
    sys.exit(main())
