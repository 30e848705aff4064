"""Exercises in, a timed script out, as JSON, so that others can judge it."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from easeback.domain.exercise import Exercise
from easeback.domain.routine import Compiler, Portion, Script, Speed, Step, UnfitPortion, portion
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import Knowledge, Speech, knowledge
from easeback.ops.printing import print_json

LONGEST = 1_048_576
"""Characters of the request; and this many exercises, so that a routine stays playable."""
MOST = 20
DOSES = ("flare", "building")
FIELDS = {"exercises", "speed", "language"}
PARTS = {"reps", "sets", "hold_s", "seconds", "minutes"}


class BadRequest(ValueError):
    """What is wrong with the request, and where."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'Reads {"exercises": [{"id": ..., "dose": ...}], "speed": "slow" | "normal" | "quick", '
        '"language": "en" | "es"} from standard input. A dose is "flare", "building", or numbers: '
        '{"reps": 5, "sets": 1, "hold_s": 5} for a movement, {"seconds": 60} or {"minutes": 3} for '
        "a position, slow breathing or a walk. Without one it is the smallest that there is."
    )


def run(_: argparse.Namespace) -> int:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        result = routine(knowledge(), sys.stdin.read(LONGEST + 1))
    except BadRequest as bad:
        print_json({"error": str(bad)})
        return 1
    print_json(result, indent=1)
    return 0


def routine(known: Knowledge, text: str) -> dict[str, Any]:
    """The script of a request. Raises BadRequest."""
    given = _parsed(text)
    language = Language(_one_of(given, "language", LANGUAGES, "en"))
    speed = Speed(_one_of(given, "speed", tuple(Speed), "normal"))
    portions = tuple(_portions(known, given.get("exercises")))
    speech = known.speech(language)
    return written(Compiler(speech.length, speed).compile(portions), speech)


def written(script: Script, speech: Speech) -> dict[str, Any]:
    """A script as JSON has it: seconds, and words in place of their keys."""
    return {
        "language": speech.words.language.value,
        "voice": speech.voice,
        "length_s": script.length / 1000,
        "steps": [_step(step, speech) for step in script.steps],
    }


def _step(step: Step, speech: Speech) -> dict[str, Any]:
    shown = step.shown
    return {
        "at_s": step.at / 1000,
        "for_s": step.length / 1000,
        "kind": step.kind.value,
        "exercise": step.exercise,
        "side": step.side,
        "breath": step.breath,
        "say": " ".join(speech.words[key] for key in step.cues) or None,
        "number": step.number,
        "of": step.of,
        "sound": step.sound,
        "figure_s": None if shown is None else [shown.start / 1000, shown.end / 1000],
        "figure_every_s": None if shown is None or shown.every is None else shown.every / 1000,
    }


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise BadRequest(f"the request is longer than {LONGEST} characters")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the request is not JSON") from error
    if not isinstance(given, dict):
        raise BadRequest('the request is not an object like {"exercises": [{"id": "cat-cow"}]}')
    surplus = sorted(given.keys() - FIELDS)
    if surplus:
        raise BadRequest(
            f"unknown field {surplus[0][:80]!r}; there are {', '.join(sorted(FIELDS))}"
        )
    return given


def _one_of(given: dict[str, Any], name: str, allowed: tuple[str, ...], usual: str) -> str:
    value = given.get(name, usual)
    if value not in allowed:
        raise BadRequest(f"{name}: expected one of {', '.join(allowed)}")
    return str(value)


def _portions(known: Knowledge, given: Any) -> Iterator[Portion]:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST:
        raise BadRequest(f"exercises: expected a list of 1 to {MOST} exercises")
    for number, one in enumerate(given, start=1):
        where = f"exercise {number}"
        if not isinstance(one, dict) or not one.keys() <= {"id", "dose"}:
            raise BadRequest(f'{where}: expected an object like {{"id": "cat-cow"}}')
        yield _portion(where, _exercise(known, where, one.get("id")), one.get("dose"))


def _exercise(known: Knowledge, where: str, id: Any) -> Exercise:
    for exercise in known.exercises.values():
        if id in {exercise.id, exercise.ref}:
            return exercise
    raise BadRequest(f"{where}: no exercise {str(id)[:80]!r}; `easeback exercises` lists them")


def _portion(where: str, exercise: Exercise, dose: Any) -> Portion:
    if dose is None:
        return portion(exercise)
    if dose in DOSES:
        named = exercise.flare if dose == "flare" else exercise.building
        if named is None:
            raise BadRequest(f"{where}: {exercise.id} is not for days 0 to 3; it has no flare dose")
        return portion(exercise, named)
    if not isinstance(dose, dict) or not dose.keys() <= PARTS:
        raise BadRequest(f"{where}: a dose is flare, building, or of {', '.join(sorted(PARTS))}")
    return _numbers(where, exercise, dose)


def _numbers(where: str, exercise: Exercise, dose: dict[str, Any]) -> Portion:
    for name, value in dose.items():
        if type(value) is not int:
            raise BadRequest(f"{where}: {name} must be a whole number")
    if "seconds" in dose and "minutes" in dose:
        raise BadRequest(f"{where}: give seconds or minutes, not both")
    usual = portion(exercise)
    seconds = 60 * dose["minutes"] if "minutes" in dose else dose.get("seconds", usual.seconds)
    try:
        return Portion(
            exercise,
            reps=dose.get("reps", usual.reps),
            hold=dose.get("hold_s", usual.hold),
            seconds=seconds,
            sets=dose.get("sets", usual.sets),
        )
    except UnfitPortion as unfit:
        raise BadRequest(f"{where}: {unfit}") from unfit
