"""Decides where the joints of a posed person are, by angles or by what they must touch."""

import math
from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, bend_to_reach, heading
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.spine import Bend, Spine

KNEE, ELBOW = 1, -1
"""The side of the limb on which the joint points out: knees to the front, elbows to the back."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Joint angles in degrees: hip flexion, knee flexion, and how far the foot points down."""

    hip: float
    knee: float
    point: float = 0.0


@dataclass(frozen=True, slots=True)
class Arm:
    """Joint angles in degrees: upper arm away from the trunk's line, and elbow flexion."""

    lift: float
    elbow: float


_STRAIGHT_LEG = Leg(0.0, 0.0)
_HANGING_ARM = Arm(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Pose:
    """Everything that tells one moment of a figure from another; numbers, so moments can blend.

    `lean` tips the part that carries the trunk (degrees), `lift` takes what the exercise moves
    (near leg, hips, chest) from where it rests (0) to its end (1), `grasp` moves the hands from
    rest (0) to their hold (1), `breath` fills the belly (1).
    """

    bend: Bend
    near_leg: Leg = _STRAIGHT_LEG
    far_leg: Leg = _STRAIGHT_LEG
    near_arm: Arm = _HANGING_ARM
    far_arm: Arm = _HANGING_ARM
    lean: float = 0.0
    lift: float = 0.0
    grasp: float = 0.0
    breath: float = 0.0


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb's bones and the frame of its hand or foot, which looks toward fingertips or toes."""

    bones: Bones
    tip: Frame


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All joints of one person in one moment, in drawing units; `floor` is what carries them.

    `twist` is how far the chest turns toward the viewer: 0 in profile, 90 from the front.
    """

    body: Body
    spine: Spine
    near_leg: Limb
    far_leg: Limb
    near_arm: Limb
    far_arm: Limb
    floor: float
    grasp: float = 0.0
    breath: float = 0.0
    twist: float = 0.0


def shoulder(body: Body, spine: Spine, forward: float = 0.0) -> Point:
    """The shoulder joint; `forward` slides the shoulder blade round the ribs (share of stature)."""
    return spine.along(0.296 * body.unit).at(0.0, -(0.010 + forward) * body.unit)


def free_leg(body: Body, hip: Point, trunk: float, angles: Leg) -> Limb:
    """A leg that hangs, lifts or stands by its joint angles; `trunk` is the pelvis direction."""
    thigh = trunk + 180.0 - angles.hip
    knee = hip + heading(thigh) * body.thigh
    shin = thigh + angles.knee
    ankle = knee + heading(shin) * body.shin
    return Limb(Bones(hip, knee, ankle, KNEE), Frame(ankle, shin - 90.0 + angles.point))


def planted_leg(body: Body, hip: Point, ankle: Point, toes: float) -> Limb:
    """A leg whose ankle stays where it is; `toes` is the direction in which the foot looks."""
    knee, end = bend_to_reach(hip, ankle, body.thigh, body.shin, KNEE)
    return Limb(Bones(hip, knee, end, KNEE), Frame(end, toes))


def reaching_arm(
    body: Body, root: Point, wrist: Point, hand: float | None = None, aside: float = 0.0
) -> Limb:
    """An arm whose wrist is at a place; without a direction the hand prolongs the forearm.

    `aside` turns the whole arm out of the picture (degrees), which shortens what is seen of it.
    """
    seen = math.cos(math.radians(aside))
    elbow, end = bend_to_reach(root, wrist, body.upper_arm * seen, body.forearm * seen, ELBOW)
    direction = (end - elbow).angle if hand is None else hand
    return Limb(Bones(root, elbow, end, ELBOW), Frame(end, direction))


def free_arm(body: Body, root: Point, trunk: float, angles: Arm) -> Limb:
    """An arm by its joint angles; `trunk` is the direction from hips to neck."""
    upper = trunk + 180.0 - angles.lift
    elbow = root + heading(upper) * body.upper_arm
    fore = upper - angles.elbow
    end = elbow + heading(fore) * body.forearm
    return Limb(Bones(root, elbow, end, ELBOW), Frame(end, fore))
