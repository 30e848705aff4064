"""Decides the joints of someone on hands and knees, planted at the same points in every pose."""

from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, between, heading, solve, turn
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import (
    KNEE,
    Limb,
    Pose,
    Skeleton,
    planted_leg,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Bend, Spine, spine

FLOOR = 290.0
_KNEE_X = 196.0
_REACHING_X = 292.0
"""Where the near knee stands; further in where a leg reaches back."""
_TOES = 171.0
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


def plants(body: Body, knee_x: float = _KNEE_X) -> Plants:
    """Where knees and hands stand: under hips and shoulders when the back is long."""
    knee = Point(knee_x, FLOOR - body.leg.joint[0])
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
        return Limb(Bones(hip + shift, fixed.knee + shift, ankle, KNEE), Frame(ankle, _TOES))

    def arm(shift: Point) -> Limb:
        return reaching_arm(body, root + Point(shift.x * 0.7, 0.0), fixed.wrist + shift, 0.0)

    none = Point(0.0, 0.0)
    return Skeleton(body, back, leg(none), leg(_FAR), arm(none), arm(_FAR), FLOOR)


_SLID = 0.6
"""Share of the way at which the leg is straight and its foot leaves the floor."""
_WAITS = 0.3
"""Share of the way that the arm waits for the leg."""
_LEVEL = 179.0
_AHEAD = -3.0
"""Where the leg and the arm look in the end: as high as the back, not higher (degrees)."""
_RELAXED = 158.0
"""Where the toes of the lifted foot look."""
_STRETCHED = 0.993


def _sliding_leg(body: Body, hip: Point, start: Point, lift: float) -> Limb:
    """The near leg: its foot slides back until the leg is straight, then rises to level."""
    long = _STRETCHED * (body.thigh + body.shin)
    slid = Point(hip.x - (long**2 - (start.y - hip.y) ** 2) ** 0.5, start.y)
    if lift <= _SLID:
        return planted_leg(body, hip, between(start, slid, lift / _SLID), _TOES)
    share = (lift - _SLID) / (1.0 - _SLID)
    low = (slid - hip).angle
    ankle = hip + heading(low + turn(low, _LEVEL) * share) * long
    return planted_leg(body, hip, ankle, _TOES + (_RELAXED - _TOES) * share)


def _reaching_arm(body: Body, root: Point, ground: Point, grasp: float) -> Limb:
    """The far arm: its hand leaves the floor and swings ahead, the elbow soft on the way."""
    share = max(0.0, (grasp - _WAITS) / (1.0 - _WAITS))
    rest = ground - root
    full = _STRETCHED * (body.upper_arm + body.forearm)
    long = rest.length + (full - rest.length) * share - 0.32 * full * share * (1.0 - share)
    wrist = root + heading(rest.angle + turn(rest.angle, _AHEAD) * share) * long
    limb = reaching_arm(body, root, wrist)
    return Limb(limb.bones, Frame(limb.tip.origin, turn(0.0, limb.tip.degrees) * share))


def reach(body: Body, pose: Pose) -> Skeleton:
    """On hands and knees; `lift` slides the near leg back, `grasp` takes the far hand ahead.

    Hips and back stay still over the far knee and the near hand.
    """
    fixed = plants(body, _REACHING_X)
    hip = fixed.knee + heading(-90.0) * body.thigh
    back = _trunk(body, hip, fixed.wrist.y, fixed.wrist.x, pose.bend)
    root = shoulder(body, back, _FORWARD)
    ankle = fixed.ankle + _FAR
    return Skeleton(
        body,
        back,
        _sliding_leg(body, hip, fixed.ankle, pose.lift),
        Limb(Bones(hip + _FAR, fixed.knee + _FAR, ankle, KNEE), Frame(ankle, _TOES)),
        reaching_arm(body, root, fixed.wrist, 0.0),
        _reaching_arm(body, root + Point(_FAR.x * 0.7, 0.0), fixed.wrist + _FAR, pose.grasp),
        FLOOR,
        pose.grasp,
    )
