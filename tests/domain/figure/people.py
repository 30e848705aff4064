"""People of every build that the drawings must carry, and the joints they settle into."""

from collections.abc import Iterator

from hypothesis import strategies as st

from easeback.domain.figure import Build
from easeback.domain.figure.body import body
from easeback.domain.figure.scenes import SCENES
from easeback.domain.figure.skeleton import Limb, Skeleton

POSES = [(figure, pose) for figure, scene in SCENES.items() for pose in scene.poses]

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
    scene = SCENES[figure]
    return scene.settle(body(build), scene.poses[pose])


def legs(person: Skeleton) -> tuple[Limb, Limb]:
    return person.near_leg, person.far_leg


def arms(person: Skeleton) -> tuple[Limb, Limb]:
    return person.near_arm, person.far_arm


def limbs(person: Skeleton) -> Iterator[Limb]:
    yield from legs(person)
    yield from arms(person)
