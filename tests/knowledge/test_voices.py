"""Every phrase of a routine has its recording, of the words as they are today."""

import hashlib
import json
from functools import cache
from typing import Any

import pytest

from easeback.domain.exercise import Exercise, ExerciseKind
from easeback.domain.routine import Compiler, Portion, cue
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.knowledge.speech import VOICES
from voices.files import FILES
from voices.phrases import spoken_keys

KNOWN = knowledge()
VOICED = [language for language in Language if (VOICES / f"{language}.json").exists()]
OUTSIDE = {cue(id) for id in ("back-to-rest", "heat-on", "heat-skin", "heat-off")}
"""What is said between the exercises of a first routine, and by the timer of a heat pack."""
spoken = pytest.mark.parametrize("language", VOICED)


@cache
def manifest(language: Language) -> list[dict[str, Any]]:
    cues: list[dict[str, Any]] = json.loads((VOICES / f"{language}.json").read_text("utf-8"))[
        "cues"
    ]
    return cues


def longest(exercise: Exercise) -> Portion:
    """A portion in which everything is said that can be said of an exercise."""
    if exercise.kind is not ExerciseKind.MOVEMENT:
        return Portion(exercise, seconds=30 * 60)
    return Portion(exercise, reps=30, hold=60 if exercise.holds else None, sets=2)


@cache
def sayable() -> set[str]:
    """The keys of all that a script can say, by compiling scripts that say it."""
    compiler = Compiler(lambda _: 500)
    scripts = [compiler.compile([longest(each)]) for each in KNOWN.exercises.values()]
    return OUTSIDE.union(*(step.cues for script in scripts for step in script.steps))


def test_english_has_a_voice() -> None:
    assert Language.ENGLISH in VOICED


def test_the_renderer_knows_everything_that_a_routine_can_say() -> None:
    assert cue("count-29") in sayable()
    assert sayable() <= set(spoken_keys(KNOWN.english))


@spoken
def test_every_phrase_has_a_recording_of_its_words(language: Language) -> None:
    speech = KNOWN.speech(language)
    keys = spoken_keys(speech.words)
    assert [key for key in keys if speech.recording(key) is None] == []


@spoken
def test_no_recording_is_of_words_that_nothing_says(language: Language) -> None:
    words = KNOWN.words(language)
    assert [row["text"] for row in manifest(language)] == sorted(
        {words[key] for key in spoken_keys(words)}
    )


@spoken
def test_every_file_is_the_one_that_was_rendered(language: Language) -> None:
    digests = {row["file"]: row["sha256"] for row in manifest(language)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (FILES / language).iterdir()
    }
    assert found == digests
    assert all(name == f"{digest[:12]}.m4a" for name, digest in digests.items())


@spoken
def test_a_phrase_lasts_as_long_as_people_listen(language: Language) -> None:
    assert [row for row in manifest(language) if not 0.2 <= row["seconds"] <= 20] == []
