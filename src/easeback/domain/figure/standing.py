"""Decides the joints of someone upright: walking, leaning on a counter, bending at hips or back."""

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, heading
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import (
    ELBOW,
    Limb,
    Pose,
    Skeleton,
    free_arm,
    free_leg,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Spine, spine
from easeback.domain.figure.touch import Place, hand_on_trunk

FLOOR = 470.0
SOLE = 0.312
"""Height of the ankle above the sole, as a share of the foot."""
_FAR, _FAR_ARM = Point(11.0, -4.0), Point(5.0, -2.0)
"""How far the limbs behind appear shifted when both do the same."""
_CREASE = Place(up=0.078, out=0.54, hand=152.0, aside=26.0)
_BUTTOCK = Place(up=0.052, out=-0.55, hand=176.0, aside=24.0)
"""Where the hands of a hip hinge and of a back bend lie."""


def _lowest(body: Body, limb: Limb) -> float:
    """How far heel or ball of the foot reaches down."""
    return max(limb.tip.at(x * body.foot, -SOLE * body.foot).y for x in (-0.2, 0.58))


def _settled(body: Body, pose: Pose, x: float) -> tuple[Spine, Limb, Limb]:
    """Trunk and legs by their angles, let down until a foot touches the floor."""
    start = Point(x, 0.0)
    trunk = spine(body, start, -90.0 + pose.lean, pose.bend)
    pelvis = trunk.frames[0].degrees
    legs = [free_leg(body, start, pelvis, angles) for angles in (pose.near_leg, pose.far_leg)]
    hip = Point(x, FLOOR - max(_lowest(body, leg) for leg in legs))
    trunk = spine(body, hip, -90.0 + pose.lean, pose.bend)
    near, far = (free_leg(body, hip, pelvis, angles) for angles in (pose.near_leg, pose.far_leg))
    return trunk, near, far


def walk(body: Body, pose: Pose) -> Skeleton:
    """An easy step; arms swing against the legs."""
    back, near, far = _settled(body, pose, 165.0)
    root = shoulder(body, back)
    near_arm = free_arm(body, root, -90.0, pose.near_arm)
    far_arm = free_arm(body, root + Point(4.0, 0.0), -90.0, pose.far_arm)
    return Skeleton(body, back, near, far, near_arm, far_arm, FLOOR)


def lean(body: Body, pose: Pose) -> Skeleton:
    """Bent at the hips with both forearms level on a counter."""
    back, near, far = _settled(body, pose, 150.0)
    root = shoulder(body, back, 0.01)

    def arm(shift: Point) -> Limb:
        elbow = root + shift + heading(90.0 - pose.near_arm.lift) * body.upper_arm
        wrist = elbow + heading(2.0) * body.forearm
        return Limb(Bones(root + shift, elbow, wrist, ELBOW), Frame(wrist, 4.0))

    near, far = (Limb(leg.bones, Frame(leg.tip.origin, 0.0)) for leg in (near, far))
    return Skeleton(body, back, near, far, arm(Point(0.0, 0.0)), arm(Point(9.0, -3.0)), FLOOR)


def copied(limb: Limb, shift: Point) -> Limb:
    """The limb behind that does what the near one does.

    A copy spells its curves alike, which packs.
    """
    root, joint, end = (
        point + shift for point in (limb.bones.root, limb.bones.joint, limb.bones.end)
    )
    return Limb(
        Bones(root, joint, end, limb.bones.outer), Frame(limb.tip.origin + shift, limb.tip.degrees)
    )


def _planted(body: Body, pose: Pose, ankle_x: float) -> tuple[Spine, Limb]:
    """Trunk and near leg by their angles, over a foot that stays flat where it is."""
    trunk = spine(body, Point(0.0, 0.0), -90.0 + pose.lean, pose.bend)
    leg = free_leg(body, trunk.hip, trunk.frames[0].degrees, pose.near_leg)
    ankle = Point(ankle_x, FLOOR - SOLE * body.foot)
    hip = ankle - leg.bones.end
    trunk = spine(body, hip, -90.0 + pose.lean, pose.bend)
    leg = free_leg(body, hip, trunk.frames[0].degrees, pose.near_leg)
    return trunk, Limb(leg.bones, Frame(ankle, 0.0))


def hinge(body: Body, pose: Pose) -> Skeleton:
    """Feet planted, hands in the creases of the hips, the back in one piece."""
    back, leg = _planted(body, pose, 160.0)
    arm = hand_on_trunk(body, back, shoulder(body, back), _CREASE, shift=Point(0.0, 0.0))
    return Skeleton(body, back, leg, copied(leg, _FAR), arm, copied(arm, _FAR_ARM), FLOOR)


def counter_top(body: Body) -> float:
    """The height of a kitchen counter beside someone."""
    return FLOOR - 0.545 * body.unit


def bend_back(body: Body, pose: Pose) -> Skeleton:
    """Feet planted, the far hand on a counter, the near one on the buttock."""
    back, leg = _planted(body, pose, 150.0)
    root = shoulder(body, back)
    near = hand_on_trunk(body, back, root, _BUTTOCK, shift=Point(0.0, 0.0))
    wrist = Point(150.0 + 0.150 * body.unit, counter_top(body) - 0.022 * body.unit)
    far = reaching_arm(body, root + _FAR_ARM, wrist, 4.0, aside=10.0)
    return Skeleton(body, back, leg, copied(leg, _FAR), near, far, FLOOR)
