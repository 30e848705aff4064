"""Finds the command that was asked for and runs it.

Only the module of that command is loaded: most commands need no table, and those never wait for
Django.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

from easeback.ops.printing import INTERRUPTED, Unprintable, printed

COMMANDS: Mapping[str, str] = {
    "run": "serve on this machine, with a demonstration practice if there is none yet",
    "work": "do what becomes due, such as sending mail, until stopped; `run` does it too",
    "tick": "do what is due now, once",
    "demo": "set the demonstration practice up",
    "manage": "Django's own commands, such as makemigrations",
    "keys": "change the keys that seal what people wrote in their own words",
    "audit": "look whether what was done and read is written down as it was",
    "questions": "print the question bank",
    "triage": "answers in, urgency and reasons out, one line of JSON each",
    "questionnaires": "list the registered questionnaires, and whose words are here",
    "exercises": "list the exercises with their gates and doses",
    "routine": "exercises in, a timed script out, as JSON",
    "figure": "write the moving figure of an exercise, or one pose of it",
    "insight": "a diary in, what it tells out: flares, trend, what helps, as JSON",
    "slots": "a practice's time and a wish in, the starts it can offer out, as JSON",
    "docs": "write the documents that are made from code and data",
    "icons": "draw the icons of the app again, in development",
}


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


def main(words: Sequence[str]) -> int:
    """Runs one command line, without the program's name; the result is the exit status."""
    try:
        with printed():
            return _run(words)
    except Unprintable as failure:
        if str(failure):
            print(f"easeback: the output cannot be written: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: Sequence[str]) -> int:
    if not words or words[0] in {"-h", "--help"}:
        print(overview())
        return 0
    name, *rest = words
    if name not in COMMANDS:
        print(f"easeback: there is no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    command = cast("Command", import_module(f"easeback.ops.{name}"))
    parser = argparse.ArgumentParser(prog=f"easeback {name}", description=COMMANDS[name])
    command.add_arguments(parser)
    return command.run(parser.parse_args(rest))


def overview() -> str:
    lines = [f"  {name:<10} {what}" for name, what in COMMANDS.items()]
    return "\n".join(["usage: easeback <command> …", "", *lines])
