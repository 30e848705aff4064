"""Writes the figure of an exercise as SVG: moving by itself, or one pose of it."""

import argparse
import sys
from functools import partial

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, DARK, FIGURES, LIGHT, LOOKS, Side, animate, draw
from easeback.domain.routine import poses_of, timeline
from easeback.domain.vocabulary import Language
from easeback.knowledge import Words, knowledge


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="an exercise, by its id or code: cat-cow or E01")
    parser.add_argument("--pose", metavar="N", help="one still pose, by its number from 1 or name")
    parser.add_argument("--look", choices=list(LOOKS), help="who is drawn")
    parser.add_argument(
        "--side", choices=list(Side), default=Side.RIGHT, help="the side that moves"
    )
    parser.add_argument("--dark", action="store_true", help="for a dark page")


def run(arguments: argparse.Namespace) -> int:
    known = knowledge()
    found = [e for e in known.exercises.values() if arguments.id in {e.id, e.ref}]
    if not found:
        print(f"no exercise {arguments.id!r}; `easeback exercises` lists them", file=sys.stderr)
        return 2
    exercise = found[0]
    pose = None if arguments.pose is None else _pose(exercise, arguments.pose)
    if arguments.pose is not None and pose is None:
        names = ", ".join(f"{n} {name}" for n, name in enumerate(poses_of(exercise), start=1))
        print(f"{exercise.id} has no pose {arguments.pose!r}; there are: {names}", file=sys.stderr)
        return 2
    print(_drawn(known.words(Language.ENGLISH), exercise, pose, arguments))
    return 0


def _drawn(
    words: Words, exercise: Exercise, pose: str | None, arguments: argparse.Namespace
) -> str:
    look = LOOKS[arguments.look or CAST[exercise.figure]]
    palette = DARK if arguments.dark else LIGHT
    side = Side(arguments.side)
    title = words[f"exercises.{exercise.id}.title"]
    description = words[f"exercises.{exercise.id}.start"]
    paint = (
        partial(draw, exercise.figure, pose)
        if pose
        else partial(animate, exercise.figure, timeline(exercise).stretches)
    )
    return paint(look=look, palette=palette, side=side, title=title, description=description)


def _pose(exercise: Exercise, given: str) -> str | None:
    names = poses_of(exercise)
    if given in FIGURES[exercise.figure]:
        return given
    return names[int(given) - 1] if given.isdecimal() and 0 < int(given) <= len(names) else None
