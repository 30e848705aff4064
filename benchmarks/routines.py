"""Routines without a browser: time to compile, figures' time and size, seconds of speech.

Every compile is paired with a bare baseline in the same run: copying a finished script's steps,
one by one. Medians of the pairs.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import brotli

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, LIGHT, LOOKS, animate
from easeback.domain.routine import Compiler, first_routine, timeline
from easeback.domain.routine.script import scripted
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge

ROUNDS = 200
FIGURE_ROUNDS = 3
FIGURE_LIMIT = 15_000
KNOWN = knowledge()


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def compiling() -> None:
    library = KNOWN.exercises
    compiler = Compiler(KNOWN.speech(Language.ENGLISH).length)
    rest = library["rest-90-90"]
    wanted = [library["cat-cow"], library["knee-to-chest"]]

    def compiled() -> object:
        return compiler.compile(first_routine(compiler, rest, wanted))

    finished = compiler.compile(first_routine(compiler, rest, wanted))

    def copied() -> object:
        return scripted([replace(step) for step in finished.steps])

    pairs = [(milliseconds(compiled), milliseconds(copied)) for _ in range(ROUNDS)]
    ours, bare = (median(each) for each in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    print(f"first routine: {len(finished.steps)} steps, {finished.length / 1000:.0f} s")
    print(f"choose and compile {ours:.2f} ms; copy its steps {bare:.2f} ms; ratio {ratio:.1f}")


def drawn(exercise: Exercise) -> str:
    line = timeline(exercise)
    look = LOOKS[CAST[line.figure]]
    return animate(line.figure, line.stretches, look=look, palette=LIGHT, title="", description="")


def figures() -> None:
    print(f"\n{'figure of':<20}{'ms':>8}{'bytes':>9}{'brotli':>9}")
    for exercise in KNOWN.exercises.values():
        spent = median(milliseconds(lambda e=exercise: drawn(e)) for _ in range(FIGURE_ROUNDS))  # type: ignore[misc]
        svg = drawn(exercise).encode()
        packed = len(brotli.compress(svg))
        over = " OVER" if packed > FIGURE_LIMIT else ""
        print(f"{exercise.id:<20}{spent:>8.0f}{len(svg):>9}{packed:>9}{over}")


def speech() -> None:
    for language in LANGUAGES:
        voice = KNOWN.speech(language)
        seconds = sum(each.length for each in voice.recorded.values()) / 1000
        said = f"{len(voice.recorded)} phrases, {seconds:.0f} s, voice {voice.voice}"
        print(f"\nspeech {language}: {said if voice.voice else 'none recorded'}", end="")
    print()


if __name__ == "__main__":
    compiling()
    figures()
    speech()
