"""Decides how a pose can be changed: which numbers a figure has, how far they go, what cannot be.

A therapist changes a pose of ours in whole degrees, and in percent where a number is a share.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from easeback.domain.figure.drawing import Side, framed, moved, scene_of
from easeback.domain.figure.extent import sticks_out
from easeback.domain.figure.geometry import turn
from easeback.domain.figure.look import LIGHT, LOOKS, Look, Palette
from easeback.domain.figure.motion import Stretch, moments
from easeback.domain.figure.scenes import CAST, Figure, FrontFigure, Scene
from easeback.domain.figure.scenes.scene import settled
from easeback.domain.figure.skeleton import Pose, Skeleton

SHARES = frozenset({"lift", "grasp", "breath"})
"""From 0 to 100 percent. Seen from the front, `lean` is a share too, to either side."""
BEYOND = 30
"""So many degrees beyond the poses of the figure a joint may go."""
WIDEST: Mapping[str, tuple[int, int]] = {
    "hip": (-20, 135),
    "knee": (0, 145),
    "elbow": (0, 145),
    "neck": (-50, 50),
    "nod": (-45, 45),
}
"""No joint of anybody goes beyond these, whatever the figure (degrees)."""
HIPS, FACE, HINGES = (-20.0, 135.0), (-65.0, 65.0), (-0.01, 145.0)
"""What the joints of a drawn person keep to, once they have settled (degrees)."""


class Unposed(StrEnum):
    """Why a pose cannot be."""

    NOT_HERE = "not-of-this-figure"
    OUT_OF_RANGE = "out-of-range"
    TOO_FAR = "bends-too-far"
    """Hip, knee, elbow or neck would bend further than that of a person."""
    OUTSIDE = "outside-the-picture"


@dataclass(frozen=True, slots=True)
class Joint:
    """A number of a figure's poses, by its name, as in `near_leg.hip`; bounds are part of it."""

    name: str
    least: int
    most: int
    is_share: bool


@dataclass(frozen=True, slots=True)
class Posed:
    """A pose of ours, and what a therapist made of its numbers."""

    base: str
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PoseFault:
    """`joint`: whose number cannot be; "" where it is the pose as a whole."""

    joint: str
    wrong: Unposed
    range: tuple[int, int] | None = None


@cache
def joints_of(figure: str) -> tuple[Joint, ...]:
    """What can be changed of a figure: each number on which its drawing depends.

    Raises `UnknownFigure`.
    """
    scene = scene_of(figure)
    return tuple(
        _joint(scene, name)
        for name in _names(next(iter(scene.poses.values())))
        if (name != "breath" or _breathes(scene)) and _counts(figure, name)
    )


def numbers_of(figure: str, pose: str) -> dict[str, int]:
    """The numbers of a pose of ours. Raises `UnknownFigure`."""
    found = scene_of(figure, pose).poses[pose]
    return {
        joint.name: round(_value(found, joint.name) * (100 if joint.is_share else 1))
        for joint in joints_of(figure)
    }


def pose_faults(figure: str, posed: Posed) -> tuple[PoseFault, ...]:
    """Everything that cannot be: by the number, and only then by the person as drawn.

    Raises `UnknownFigure`.
    """
    known = {joint.name: joint for joint in joints_of(figure)}
    scene_of(figure, posed.base)
    found = []
    for name, number in posed.numbers:
        joint = known.get(name)
        if joint is None:
            found.append(PoseFault(name, Unposed.NOT_HERE))
        elif not joint.least <= number <= joint.most:
            found.append(PoseFault(name, Unposed.OUT_OF_RANGE, (joint.least, joint.most)))
    return tuple(found) or tuple(_drawn_faults(figure, pose_of(figure, posed)))


def pose_of(figure: str, posed: Posed) -> Pose:
    """The pose with its numbers. Raises `UnknownFigure`, and KeyError for a number it lacks."""
    pose = scene_of(figure, posed.base).poses[posed.base]
    shares = {joint.name: joint.is_share for joint in joints_of(figure)}
    for name, number in posed.numbers:
        pose = _with(pose, name, number / 100 if shares[name] else float(number))
    return pose


def draw_posed(
    figure: str,
    posed: Posed,
    *,
    palette: Palette,
    title: str,
    description: str,
    side: Side = Side.RIGHT,
) -> str:
    """One still picture, as `draw` makes it, of the person who is drawn in this figure.

    The pose is one without faults. Raises `UnknownFigure`.
    """
    scene = scene_of(figure)
    painted = scene.painted(pose_of(figure, posed), _look(figure), palette)
    return framed(scene, painted, palette, side, title, description)


def animate_posed(
    figure: str,
    poses: Mapping[str, Posed],
    stretches: Sequence[Stretch],
    *,
    palette: Palette,
    title: str,
    description: str,
) -> str:
    """The person who is drawn in this figure, moving between these poses as `animate` has it.

    The poses are without faults, and named by the stretches. Raises `UnknownFigure`, and
    `Discontinuous` where stretches do not join.
    """
    scene = scene_of(figure)
    found = {name: pose_of(figure, posed) for name, posed in poses.items()}
    moving = moved(scene, found, moments(stretches), _look(figure), palette)
    return framed(scene, moving, palette, Side.RIGHT, title, description)


def _look(figure: str) -> Look:
    return LOOKS[CAST[figure]]


def _names(pose: Pose) -> Iterator[str]:
    """The name of each number of a pose, in their order."""
    for part in fields(pose):
        value = getattr(pose, part.name)
        if is_dataclass(value):
            yield from (f"{part.name}.{inner.name}" for inner in fields(value))
        else:
            yield part.name


def _value(pose: Pose, name: str) -> float:
    found: Any = pose
    for part in name.split("."):
        found = getattr(found, part)
    return float(found)


def _with(pose: Pose, name: str, value: float) -> Pose:
    part, _, inner = name.partition(".")
    changes: dict[str, Any] = {part: value}
    if inner:
        changes = {part: replace(getattr(pose, part), **{inner: value})}
    return replace(pose, **changes)


def _breathes(scene: Scene) -> bool:
    """A breath is changed where the figure is about breathing; anybody breathes by the way."""
    return any(pose.breath for pose in scene.poses.values())


def _counts(figure: str, name: str) -> bool:
    """Whether some pose of the figure is drawn otherwise when this number changes."""
    scene, look = scene_of(figure), _look(figure)
    step = 0.25 if _is_share(scene, name) else 3.0
    for pose in scene.poses.values():
        value = _value(pose, name)
        other = _with(pose, name, value - step if value > 0.5 and step < 1 else value + step)
        if scene.painted(other, look, LIGHT) != scene.painted(pose, look, LIGHT):
            return True
    return False


def _is_share(scene: Scene, name: str) -> bool:
    return name in SHARES or (name == "lean" and isinstance(scene, FrontFigure))


def _joint(scene: Scene, name: str) -> Joint:
    if name in SHARES:
        return Joint(name, 0, 100, is_share=True)
    if _is_share(scene, name):
        return Joint(name, -100, 100, is_share=True)
    values = [round(_value(pose, name)) for pose in scene.poses.values()]
    least, most = WIDEST.get(name.rpartition(".")[2], (-180, 180))
    return Joint(
        name,
        min(*values, max(least, min(values) - BEYOND)),
        max(*values, min(most, max(values) + BEYOND)),
        is_share=False,
    )


def _drawn_faults(figure: str, pose: Pose) -> Iterator[PoseFault]:
    """The same as is asked of the poses that are ours."""
    scene = scene_of(figure)
    if isinstance(scene, Figure) and _bends_too_far(
        settled(scene.settle, _look(figure).build, pose)
    ):
        yield PoseFault("", Unposed.TOO_FAR)
    if sticks_out(scene.painted(pose, _look(figure), LIGHT), scene):
        yield PoseFault("", Unposed.OUTSIDE)


def _bends_too_far(person: Skeleton) -> bool:
    pelvis = person.spine.frames[0].degrees
    legs = (person.near_leg.bones, person.far_leg.bones)
    hips = [-turn(pelvis + 180.0, leg.upper.degrees) for leg in legs]
    hinges = [bones.flexion for bones in (*legs, person.near_arm.bones, person.far_arm.bones)]
    face = turn(person.spine.nape.degrees + 90.0, person.spine.head.degrees)
    return not (
        all(HIPS[0] <= each <= HIPS[1] for each in hips)
        and all(HINGES[0] <= each <= HINGES[1] for each in hinges)
        and FACE[0] <= face <= FACE[1]
    )
