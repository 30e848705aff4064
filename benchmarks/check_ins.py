"""People in a flare are asked again for sixty days, through `tick`, while workers are killed: does
each question leave once, on each database?

The people and the workers of `tests/ops/asked.py`, time moved forward. Fails if a letter that was
owed never left, or left twice.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.databases import KINDS, empty_database
from tests.ops.asked import DAYS, lived, told

FAULTS = ("missing", "doubled", "wrong")
PEACE = (3.0, 8.0)
"""Seconds between two kills: a worker needs one or two to begin."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cheating", action="store_true", help="workers without a claim")
    options = parser.parse_args()
    how = "cheating" if options.cheating else "honest"
    names = " ".join(f"{name:>9}" for name in ("owed", *FAULTS, "killed", "seconds"))
    print(f"{options.people} people, {DAYS} days, {how} workers\n{'':<11} {names}")
    faults = 0
    for kind in [options.only] if options.only else KINDS:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            with empty_database(kind, data) as database:
                told("fill", str(options.people), database=database, data=data)
                began = time.monotonic()
                found, killed = lived(database, data, how=how, seed=options.seed, peace=PEACE)
        numbers = [found["owed"], *(found[fault] for fault in FAULTS), killed]
        cells = " ".join(f"{number:>9,}" for number in numbers)
        print(f"{kind:<11} {cells} {time.monotonic() - began:>9,.0f}", flush=True)
        faults += sum(found[fault] for fault in FAULTS)
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
