"""People of every build that the drawings must carry, and the joints they settle into."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st

from easeback.domain.figure import Build
from easeback.domain.figure.body import body
from easeback.domain.figure.facing import Facing
from easeback.domain.figure.motion import blend
from easeback.domain.figure.scenes import SCENES, Figure, FrontFigure
from easeback.domain.figure.skeleton import Limb, Skeleton

POSES = [(figure, pose) for figure, scene in SCENES.items() for pose in scene.poses]

MOVES = [
    (figure, *ends)
    for figure, scene in SCENES.items()
    for ends in pairwise([*scene.poses, *list(scene.poses)[: len(scene.poses) > 2]])
]
"""Every move from one pose of a figure to its next, and from the last of several to the first."""

SIDEWAYS = {name: scene for name, scene in SCENES.items() if isinstance(scene, Figure)}
FACING = {name: scene for name, scene in SCENES.items() if isinstance(scene, FrontFigure)}
"""The figures that are seen from the side, and from the front."""
SIDE_POSES = [pose for pose in POSES if pose[0] in SIDEWAYS]
SIDE_MOVES = [move for move in MOVES if move[0] in SIDEWAYS]
FRONT_MOVES = [move for move in MOVES if move[0] in FACING]

builds = st.builds(
    Build,
    stature=st.floats(0.92, 1.03),
    girth=st.floats(0.88, 1.22),
    hips=st.floats(0.94, 1.14),
    chest=st.floats(1.0, 1.5),
    belly=st.floats(0.0, 0.9),
    legs=st.floats(0.96, 1.04),
    head=st.floats(0.96, 1.06),
)


def settled(figure: str, pose: str, build: Build) -> Skeleton:
    scene = SIDEWAYS[figure]
    return scene.settle(body(build), scene.poses[pose])


def midway(figure: str, start: str, end: str, share: float, build: Build) -> Skeleton:
    """The joints a share of the way from one pose to another."""
    scene = SIDEWAYS[figure]
    return scene.settle(body(build), blend(scene.poses[start], scene.poses[end], share))


def facing(figure: str, start: str, end: str, share: float, build: Build) -> Facing:
    """The same of a figure that is seen from the front."""
    scene = FACING[figure]
    return scene.settle(body(build), blend(scene.poses[start], scene.poses[end], share))


def legs(person: Skeleton) -> tuple[Limb, Limb]:
    return person.near_leg, person.far_leg


def arms(person: Skeleton) -> tuple[Limb, Limb]:
    return person.near_arm, person.far_arm


def limbs(person: Skeleton) -> Iterator[Limb]:
    yield from legs(person)
    yield from arms(person)


few = settings(max_examples=max(3, settings().max_examples * 8 // 100))
"""For what is asked of every pose: eight people with the proofs, three others in each run."""
