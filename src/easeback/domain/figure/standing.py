"""Decides the joints of someone upright: walking, or leaning with the forearms on a counter."""

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
    shoulder,
)
from easeback.domain.figure.spine import Spine, spine

FLOOR = 470.0
SOLE = 0.312
"""Height of the ankle above the sole, as a share of the foot."""


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
