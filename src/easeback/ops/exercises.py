"""Prints the exercise library, with gates and doses, so that anyone can judge it."""

import argparse
from dataclasses import asdict
from typing import Any

from easeback.domain.exercise import Dose, Exercise
from easeback.domain.vocabulary import Language
from easeback.knowledge import Knowledge, Words, knowledge
from easeback.ops.printing import print_json

_LINES = ("moves", "stop", "mistakes", "cues", "again")
_TEXTS = ("title", "purpose", "start", "breath", "dose", "building", "easier", "harder", "feel")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--language", choices=list(Language), default=Language.ENGLISH)


def run(arguments: argparse.Namespace) -> int:
    known = knowledge()
    words = known.words(Language(arguments.language))
    if arguments.json:
        print_json(document(known, words), indent=1)
    else:
        for exercise in known.exercises.values():
            title = words[f"exercises.{exercise.id}.title"]
            print(f"{exercise.ref:<8} {exercise.id:<18} {exercise.stage:<9} {title}")
    return 0


def document(known: Knowledge, words: Words) -> dict[str, Any]:
    """The library in its order."""
    return {
        "knowledge_version": known.version,
        "language": words.language.value,
        "review": words.review,
        "exercises": [_exercise(known, words, each) for each in known.exercises.values()],
    }


def _exercise(known: Knowledge, words: Words, exercise: Exercise) -> dict[str, Any]:
    key = f"exercises.{exercise.id}"
    return {
        "id": exercise.id,
        "ref": exercise.ref,
        "kind": exercise.kind.value,
        "stage": exercise.stage.value,
        "posture": exercise.posture.value,
        "sided": exercise.sided,
        "words": {
            **{name: words.get(f"{key}.{name}") for name in _TEXTS},
            **{name: words.lines(f"{key}.{name}") for name in _LINES},
        },
        "phases": [asdict(phase) for phase in exercise.phases],
        "dose": {"flare": _dose(exercise.flare), "building": _dose(exercise.building)},
        "demands": sorted(exercise.needs),
        "gates": [
            {"id": gate.id, "ref": gate.ref, "text": words[f"gates.{gate.id}.text"]}
            for gate in known.gates
            if gate.forbids & exercise.needs
        ],
        "easier": exercise.easier,
        "harder": exercise.harder,
        "figure": exercise.figure,
        "evidence": list(exercise.sources.evidence),
        "house": exercise.sources.house,
    }


def _dose(dose: Dose | None) -> dict[str, Any] | None:
    if dose is None:
        return None
    return {
        "reps": dose.reps,
        "sets": dose.sets,
        "hold_s": dose.hold,
        "minutes": dose.minutes,
        "times_a_day": dose.a_day,
    }
