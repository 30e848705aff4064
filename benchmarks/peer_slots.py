"""Slots beside django-appointment: the same hours and busy times, in turn, in one run.

Each program runs in a process of its own, with a file of SQLite of its own. CPU is that of the
process, so that the database's work counts too.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.calendars import calendars, free_starts
from benchmarks.peer_environment import add_option, answer_of, peer_python
from benchmarks.serving import data_directory, environment

PEER, OURS = "django-appointment 3.12.0", "Easeback"
Answer = dict[str, Any]
Asked = Callable[[Answer], Answer]


def main() -> None:
    options = _options()
    today = date.today()  # noqa: DTZ011  The peer refuses days that are over.
    first = today + timedelta(days=7 - today.weekday())
    given = calendars(options.therapists, options.days, first)
    expected = free_starts(given)
    with data_directory() as data:
        programs = {PEER: peer(peer_python(options.environment), data), OURS: ours(data)}
        rounds: dict[str, list[Answer]] = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, ask in programs.items():
                rounds[name].append(ask({**given, "ask": "list"}))
        requests = {
            name: ask({**given, "ask": "request", "requests": options.requests})
            for name, ask in programs.items()
        }
        slots = [expected[number * 97 % len(expected)] for number in range(options.races)]
        races = {
            name: [
                ask({**given, "ask": "race", "people": options.people, "slot": slot})
                for slot in slots
            ]
            for name, ask in programs.items()
        }
    _print_listing(rounds, expected, options)
    _print_requests(requests, options.therapists)
    _print_races(races, options.people)


def peer(python: str, data: Path) -> Asked:
    def ask(question: Answer) -> Answer:
        question = {**question, "folder": str(data)}
        answered: Answer = answer_of(python, "benchmarks.peers.appointments", question)
        return answered

    return ask


def ours(data: Path) -> Asked:
    def ask(question: Answer) -> Answer:
        settings = {"DJANGO_SETTINGS_MODULE": "easeback.config.settings"}
        variables = {**environment(data), **settings}
        answered: Answer = answer_of(sys.executable, "benchmarks.our_slots", question, **variables)
        return answered

    return ask


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_option(parser)
    parser.add_argument("--therapists", type=int, default=100)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3, help="listings by each, in turn")
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--people", type=int, default=20, help="who want the same slot at once")
    parser.add_argument("--races", type=int, default=3, help="slots that are raced for")
    return parser.parse_args()


def _print_listing(
    rounds: dict[str, list[Answer]], expected: list[str], options: argparse.Namespace
) -> None:
    print(f"All slots of {options.therapists} therapists in {options.days} days, ", end="")
    print(f"{len(expected)} of 30 minutes; median of {options.rounds} rounds\n")
    print(f"{'':<42} {'CPU':>12} {'queries':>8} {'wrong':>6}  beside the peer")
    base = median(answer["milliseconds"] for answer in rounds[PEER])
    wrong = {
        name: max(len(set(answer["starts"]) ^ set(expected)) for answer in answers)
        for name, answers in rounds.items()
    }
    _print_row(PEER, rounds[PEER], base, wrong[PEER])
    _print_row(f"{OURS}, a new process", rounds[OURS], base, wrong[OURS])
    parts = {
        "warm": "another question",
        "again": "asked again",
        "listed": "asked again, each slot listed",
    }
    for part, words in parts.items():
        answers = [answer[part] for answer in rounds[OURS]]
        _print_row(f"{OURS}, {words}", answers, base, wrong[OURS])


def _print_row(name: str, answers: list[Answer], base: float, wrong: int) -> None:
    spent = median(answer["milliseconds"] for answer in answers)
    queries = max(answer["queries"] for answer in answers)
    print(f"{name:<42} {spent:>9.1f} ms {queries:>8} {wrong:>6}  1/{base / spent:,.0f}")


def _print_requests(requests: dict[str, Answer], therapists: int) -> None:
    print("\nWhole request, through Django but no server: CPU at the median, queries at most")
    what = {
        PEER: f"one day of one therapist; {therapists} for a day of all",
        OURS: f"the page of open slots of all {therapists}",
    }
    for name, answer in requests.items():
        spent, first = median(answer["milliseconds"]), answer["milliseconds"][0]
        print(f"  {name:<26} {spent:>7.1f} ms (first {first:,.1f}) {answer['queries']:>4}", end="")
        print(f"  {what[name]}")


def _print_races(races: dict[str, list[Answer]], people: int) -> None:
    print(f"\n{people} people at once for one free slot: bookings kept")
    for name, answers in races.items():
        kept = ", ".join(str(answer["kept"]) for answer in answers)
        answered = min(answer["answered"] for answer in answers)
        told = max(answer["told"] for answer in answers)
        print(f"  {name:<26} {kept}  (told that it is theirs: at most {told} of {answered})")


if __name__ == "__main__":
    main()
