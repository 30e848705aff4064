"""Easeback's slot listing for 1 to 1,000 therapists: CPU and queries, in a new process and again.

Hours, busy times and what is timed are those of `peer_slots`.
"""

import argparse
from datetime import date, timedelta
from statistics import median

from benchmarks.calendars import calendars, free_starts
from benchmarks.peer_slots import Answer, ours
from benchmarks.serving import data_directory

THERAPISTS = (1, 10, 100, 1000)
DAYS = (30, 60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(f"CPU at the median of {rounds} rounds, and queries\n")
    print(
        f"{'therapists x days':>18} {'slots':>8} {'new process':>17} {'other question':>17} "
        f"{'same question':>17} {'each slot listed':>17} {'wrong':>6}"
    )
    for therapists in THERAPISTS:
        for days in DAYS:
            print(f"{f'{therapists} x {days}':>18} {_row(therapists, days, rounds)}")


def _row(therapists: int, days: int, rounds: int) -> str:
    today = date.today()  # noqa: DTZ011  The same days as beside the peer.
    given = calendars(therapists, days, today + timedelta(days=7 - today.weekday()))
    expected = set(free_starts(given))
    with data_directory() as data:
        ask = ours(data)
        ask({**given, "ask": "list"})  # fills the tables
        answers = [ask({**given, "ask": "list"}) for _ in range(rounds)]
    wrong = max(len(set(answer["starts"]) ^ expected) for answer in answers)
    later = ("warm", "again", "listed")
    parts = [answers, *([answer[part] for answer in answers] for part in later)]
    return f"{len(expected):>8} " + " ".join(_cell(part) for part in parts) + f" {wrong:>6}"


def _cell(answers: list[Answer]) -> str:
    spent = median(answer["milliseconds"] for answer in answers)
    queries = max(answer["queries"] for answer in answers)
    return f"{f'{spent:.1f} ms, {queries}':>17}"


if __name__ == "__main__":
    main()
