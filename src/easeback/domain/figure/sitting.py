"""Decides the joints of someone on a chair, who sits, moves the back there, or stands up."""

from dataclasses import dataclass, replace

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, between, frame_between, heading, turn
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import (
    KNEE,
    Limb,
    Pose,
    Skeleton,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Bend, Spine, spine
from easeback.domain.figure.standing import FLOOR, SOLE, copied
from easeback.domain.figure.touch import Place, hand_on_trunk

_ANKLE_X = 184.0
_FAR, _FAR_ARM = Point(11.0, -4.0), Point(5.0, -3.0)
"""How far the limbs behind appear shifted; a hint of depth."""
_SHIN = (13.0, 1.0)
_THIGH = (5.0, 88.0)
"""How far the shin tips forward, and the thigh rises from level, sitting and standing (degrees)."""
_KNEES = 10.0
_BOW = 20.0
"""How much further knees and chest go forward halfway between seat and stand (degrees)."""
_SUNK = 0.72
"""How deep the buttock sinks into the seat: what is left of its radius under the hip joint."""
_HAND = 0.50
"""Where on the thigh the wrist rests (share of the thigh)."""
_HANGING = 0.955
"""Share of the arm's length between shoulder and wrist of an arm that hangs."""
_AHEAD = 5.0
"""Where the face of someone who stands up looks (degrees below level)."""
ON_BELLY = Place(up=0.135, out=0.02, hand=116.0, aside=42.0)


@dataclass(frozen=True, slots=True)
class Seat:
    """The upper face of a chair's seat, as wide as it is deep."""

    left: float
    right: float
    top: float


def _near_leg(body: Body, lift: float) -> Limb:
    """The leg over its planted foot; hip and knee open together as it straightens."""
    arch = 4.0 * lift * (1.0 - lift)
    shin = _SHIN[0] + (_SHIN[1] - _SHIN[0]) * lift + _KNEES * arch
    thigh = _THIGH[0] + (_THIGH[1] - _THIGH[0]) * lift
    ankle = Point(_ANKLE_X, FLOOR - SOLE * body.foot)
    knee = ankle + heading(-90.0 + shin) * body.shin
    hip = knee + heading(180.0 + thigh) * body.thigh
    return Limb(Bones(hip, knee, ankle, KNEE), Frame(ankle, 0.0))


def seat(body: Body) -> Seat:
    """The chair that fits a person who sits near its front, feet flat."""
    leg = _near_leg(body, 0.0).bones
    right = leg.end.x - 0.075 * body.unit
    return Seat(right - 0.30 * body.unit, right, leg.root.y + _SUNK * body.buttock)


@dataclass(frozen=True, slots=True)
class _Base:
    """Both legs, and the trunk on them."""

    near: Limb
    far: Limb
    back: Spine


def _base(body: Body, pose: Pose) -> _Base:
    near = _near_leg(body, pose.lift)
    lean = pose.lean + _BOW * 4.0 * pose.lift * (1.0 - pose.lift)
    return _Base(near, copied(near, _FAR), spine(body, near.bones.root, -90.0 + lean, pose.bend))


def _on_thigh(body: Body, leg: Limb) -> Frame:
    """The wrist of a hand that lies on a thigh."""
    thigh = frame_between(leg.bones.root, leg.bones.joint)
    return Frame(thigh.at(_HAND * body.thigh, 0.040 * body.unit), thigh.degrees + 6.0)


def _arm(body: Body, root: Point, leg: Limb, pose: Pose) -> Limb:
    """An arm between hanging (`grasp` 0, swung forward by its lift) and a hand on the thigh (1)."""
    long = _HANGING * (body.upper_arm + body.forearm)
    hanging = root + heading(90.0 - pose.near_arm.lift) * long
    held = _on_thigh(body, leg)
    limb = reaching_arm(body, root, between(hanging, held.origin, pose.grasp), aside=8.0)
    straight = limb.tip.degrees
    return Limb(
        limb.bones,
        Frame(limb.tip.origin, straight + turn(straight, held.degrees) * pose.grasp),
    )


def _looking_ahead(body: Body, back: Spine, bend: Bend) -> Spine:
    """The same trunk with the face turned to where it looked sitting tall."""
    nod = bend.nod + turn(back.head.degrees, _AHEAD)
    return spine(body, back.hip, back.frames[0].degrees, replace(bend, nod=nod))


def rise(body: Body, pose: Pose) -> Skeleton:
    """Feet planted before a chair, eyes ahead; `lift` goes from the seat (0) to standing (1)."""
    base = _base(body, pose)
    return _seated(body, pose, replace(base, back=_looking_ahead(body, base.back, pose.bend)))


def sit(body: Body, pose: Pose) -> Skeleton:
    """On a chair, hands on the thighs, while the back moves."""
    return _seated(body, pose, _base(body, pose))


def _seated(body: Body, pose: Pose, base: _Base) -> Skeleton:
    root = shoulder(body, base.back, 0.006)
    near = _arm(body, root, base.near, pose)
    return Skeleton(
        body, base.back, base.near, base.far, near, copied(near, _FAR_ARM), FLOOR, pose.grasp
    )


def sit_and_breathe(body: Body, pose: Pose) -> Skeleton:
    """On a chair, the near hand on the belly, where it rides on the breath."""
    base = _base(body, pose)
    root = shoulder(body, base.back, 0.006)
    near = hand_on_trunk(body, base.back, root, ON_BELLY, shift=Point(0.0, 0.0), breath=pose.breath)
    far = copied(_arm(body, root, base.near, pose), _FAR_ARM)
    return Skeleton(body, base.back, base.near, base.far, near, far, FLOOR)
