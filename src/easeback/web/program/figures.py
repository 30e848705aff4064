"""The drawn people: which poses go with what, who is drawn, and the pictures as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, DARK, FIGURES, LIGHT, LOOKS, Palette, draw
from easeback.domain.routine import poses_of, rest_pose
from easeback.domain.vocabulary import Language
from easeback.web.program.words import page_words
from easeback.web.wording import Voice

TONES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK, "night": DARK}
"""`night` is `dark` without its stage, for a page that has one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing on a page: its two files, its size, and its words for those who do not see it."""

    light: str
    dark: str
    alt: str
    width: int
    height: int


def pictures_of(exercise: Exercise, voice: Voice) -> tuple[Picture, ...]:
    """The poses that are shown of it, in pictures."""
    return tuple(
        picture(exercise.figure, pose, described(exercise, pose, voice))
        for pose in shown_poses(exercise)
    )


def shown_poses(exercise: Exercise) -> tuple[str, ...]:
    """The poses of a movement, the resting one first, or how a position is held, in one."""
    return poses_of(exercise) if exercise.moves else (rest_pose(exercise),)


def described(exercise: Exercise, pose: str, voice: Voice) -> str:
    """A pose for those who do not see it: in words of its own, or by how the person gets there."""
    own: str | None = page_words()[voice.language]["figures"].get(exercise.figure, {}).get(pose)
    if own is not None:
        return own
    for place, phase in enumerate(exercise.phases, start=1):
        if phase.pose == pose:
            return voice[f"exercises.{exercise.id}.cues.{place}"]
    return voice[f"exercises.{exercise.id}.start"]


def picture(figure: str, pose: str, alt: str, *, dark: str = "dark") -> Picture:
    width, height = _size(figure, pose)
    return Picture(
        light=file_path(figure, pose, "light"),
        dark=file_path(figure, pose, dark),
        alt=alt,
        width=width,
        height=height,
    )


@cache
def file_path(figure: str, pose: str, tone: str) -> str:
    """The address of a drawing; its mark changes with the drawing, so it may be kept for ever."""
    return f"/figures/{figure}/{pose}.{tone}.{mark(figure, pose)}.svg"


@cache
def mark(figure: str, pose: str) -> str:
    """One for all tones: a page names a drawing in two of them."""
    drawn = b"".join(drawing(figure, pose, tone) for tone in TONES)
    return sha256(drawn).hexdigest()[:8]


@cache
def drawing(figure: str, pose: str, tone: str) -> bytes:
    """The picture's file. Raises UnknownFigure, or KeyError for an unknown tone."""
    palette = TONES[tone]
    alt = str(page_words()[Language.ENGLISH]["figures"].get(figure, {}).get(pose, pose))
    look = LOOKS[CAST[figure]]
    svg = draw(figure, pose, look=look, palette=palette, title=figure, description=alt)
    return (svg.replace(_stage(svg), "", 1) if tone == "night" else svg).encode()


def _stage(svg: str) -> str:
    """The panel behind a figure: the first thing painted."""
    start = svg.index("<rect")
    return svg[start : svg.index("/>", start) + 2]


def size_of(figure: str) -> tuple[int, int]:
    """Width and height, the same for all poses of a figure."""
    return _size(figure, FIGURES[figure][0])


@cache
def _size(figure: str, pose: str) -> tuple[int, int]:
    window = drawing(figure, pose, "light").split(b'viewBox="', 1)[1].split(b'"', 1)[0]
    _, _, width, height = (round(float(part)) for part in window.split())
    return width, height
