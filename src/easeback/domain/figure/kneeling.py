"""Decides the joints of someone on hands and knees, planted at the same points in every pose."""

from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, heading, solve
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import KNEE, Limb, Pose, Skeleton, reaching_arm, shoulder
from easeback.domain.figure.spine import Bend, Spine, spine

FLOOR = 290.0
_KNEE_X = 196.0
_REACH = 0.992
"""Share of the arm's length between shoulder and wrist: elbows soft, never locked."""
_FORWARD = -0.012
_FAR = Point(13.0, -5.0)
"""How far the limbs behind appear shifted; a hint of depth."""


@dataclass(frozen=True, slots=True)
class Plants:
    """The points that never move: near knee, near ankle and near wrist."""

    knee: Point
    ankle: Point
    wrist: Point


def _trunk(body: Body, hip: Point, wrist_y: float, wrist_x: float | None, bend: Bend) -> Spine:
    """The trunk turned about the hips until the arms just reach.

    Without `wrist_x` the hand goes below the shoulder.
    """
    length = _REACH * (body.upper_arm + body.forearm)

    def spare(degrees: float) -> float:
        joint = shoulder(body, spine(body, hip, degrees, bend), _FORWARD)
        if wrist_x is None:
            return wrist_y - joint.y - length
        return (joint - Point(wrist_x, wrist_y)).length - length

    return spine(body, hip, solve(spare, -75.0, 40.0), bend)


def plants(body: Body) -> Plants:
    """Where knees and hands stand: under hips and shoulders when the back is long."""
    knee = Point(_KNEE_X, FLOOR - body.leg.joint[0])
    ankle_y = FLOOR - 0.030 * body.unit
    drop = ankle_y - knee.y
    ankle = Point(knee.x - (body.shin**2 - drop**2) ** 0.5, ankle_y)
    hip = knee + heading(-90.0) * body.thigh
    wrist_y = FLOOR - 0.024 * body.unit
    resting = _trunk(body, hip, wrist_y, None, NEUTRAL)
    return Plants(knee, ankle, Point(shoulder(body, resting, _FORWARD).x, wrist_y))


NEUTRAL = Bend(lumbar=18.0, thoracic=-28.0, neck=4.0, nod=14.0)
"""A long, nearly level back."""


def kneel(body: Body, pose: Pose) -> Skeleton:
    """Joints on hands and knees; `pose.lean` tips the thighs forward (degrees)."""
    fixed = plants(body)
    hip = fixed.knee + heading(-90.0 + pose.lean) * body.thigh
    back = _trunk(body, hip, fixed.wrist.y, fixed.wrist.x, pose.bend)
    root = shoulder(body, back, _FORWARD)

    def leg(shift: Point) -> Limb:
        ankle = fixed.ankle + shift
        return Limb(Bones(hip + shift, fixed.knee + shift, ankle, KNEE), Frame(ankle, 171.0))

    def arm(shift: Point) -> Limb:
        return reaching_arm(body, root + Point(shift.x * 0.7, 0.0), fixed.wrist + shift, 0.0)

    none = Point(0.0, 0.0)
    return Skeleton(body, back, leg(none), leg(_FAR), arm(none), arm(_FAR), FLOOR)
