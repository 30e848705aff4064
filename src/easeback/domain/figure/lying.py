"""Decides the joints of someone lying on the side, seen from above, and what all lying shares."""

from collections.abc import Callable

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.skeleton import Limb, Pose, Skeleton, free_arm, free_leg, shoulder
from easeback.domain.figure.spine import spine

FLOOR = 250.0
FAR = Point(15.0, -4.0)
"""How far the limbs behind appear shifted; a hint of depth."""
HERE = Point(0.0, 0.0)


def both(make: Callable[[Point], Limb]) -> tuple[Limb, Limb]:
    """The near limb and, shifted, the far one."""
    return make(HERE), make(FAR)


def lie_on_side(body: Body, pose: Pose) -> Skeleton:
    """On the side, seen from above: knees and hips bent, one leg over the other."""
    hip = Point(249.0, 128.0)
    back = spine(body, hip, pose.lean, pose.bend)
    chord = (back.nape.origin - hip).angle
    root = shoulder(body, back, 0.02)
    shift = Point(-6.0, 14.0)
    return Skeleton(
        body,
        back,
        free_leg(body, hip, back.frames[0].degrees, pose.near_leg),
        free_leg(body, hip + shift * 0.3, back.frames[0].degrees, pose.far_leg),
        free_arm(body, root, chord, pose.near_arm),
        free_arm(body, root + shift * 0.4, chord, pose.far_arm),
        FLOOR,
    )
