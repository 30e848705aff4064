"""The moving drawings as files, each with a clock that a player sets."""

from functools import cache, lru_cache
from hashlib import sha256

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, LOOKS, animate
from easeback.domain.routine import timeline
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.program.figures import TONES
from easeback.web.wording import Voice


@lru_cache(maxsize=256)
def moving_picture(exercise: Exercise, voice: Voice) -> dict[str, str]:
    """The files of an exercise's moving figure by tone, and its words."""
    return {
        "light": motion_path(exercise.id, "light"),
        "dark": motion_path(exercise.id, "dark"),
        "alt": voice[f"exercises.{exercise.id}.start"],
    }


@cache
def motion_path(exercise: str, tone: str) -> str:
    """Its mark changes with the drawing, so it may be kept for ever."""
    return f"/figures/{exercise}.{tone}.{motion_mark(exercise, tone)}.svg"


@cache
def motion_mark(exercise: str, tone: str) -> str:
    return sha256(motion(exercise, tone)).hexdigest()[:8]


@cache
def motion(exercise: str, tone: str) -> bytes:
    """The file. Raises KeyError for an exercise or tone that there is not."""
    known, palette = knowledge(), TONES[tone]
    line = timeline(known.exercises[exercise])
    words = known.words(Language.ENGLISH)
    return animate(
        line.figure,
        line.stretches,
        look=LOOKS[CAST[line.figure]],
        palette=palette,
        title=words[f"exercises.{exercise}.title"],
        description=words[f"exercises.{exercise}.start"],
    ).encode()
