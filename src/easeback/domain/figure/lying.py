"""Decides the joints of someone lying: on the back, on the belly, or on the side from above."""

from dataclasses import replace

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, between, heading, solve, turn
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import (
    KNEE,
    Limb,
    Pose,
    Skeleton,
    free_arm,
    free_leg,
    planted_leg,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Bend, Spine, spine

FLOOR = 250.0
_FAR = Point(15.0, -4.0)
_NONE = Point(0.0, 0.0)
_PILLOW = 0.045
"""Thickness of the small head pillow, as a share of the stature."""


def _on_back(body: Body, hip_x: float, bend: Bend) -> Spine:
    """The trunk with seat and shoulder blades on the floor, the skull on the pillow."""
    hip = Point(hip_x, FLOOR - 0.88 * body.buttock)

    def gap(degrees: float) -> float:
        back = spine(body, hip, degrees, bend)
        ribs = [back.along(cut.up).at(0.0, cut.back).y for cut in body.slices[6:]]
        return FLOOR - max(ribs)

    pelvis = solve(gap, 140.0, 220.0)

    def sink(neck: float) -> float:
        skull = spine(body, hip, pelvis, replace(bend, neck=neck)).head
        return FLOOR - _PILLOW * body.unit - skull.at(-8.7 * body.head, 2.5 * body.head).y

    return spine(body, hip, pelvis, replace(bend, neck=solve(sink, -30.0, 60.0)))


def _flat_foot(body: Body, hip: Point, away: float) -> Point:
    """The ankle of a foot that stands flat beyond the seat."""
    return Point(hip.x + away * body.unit, FLOOR - 0.25 * body.foot)


def lie_knees_bent(body: Body, pose: Pose) -> Skeleton:
    """On the back, feet flat; `lift` draws the near knee up, `grasp` brings both hands to it."""
    back = _on_back(body, 258.0, pose.bend)
    hip, pelvis = back.hip, back.frames[0].degrees
    ground = _flat_foot(body, hip, 0.225 * body.thigh / (0.245 * body.unit))
    raised = free_leg(body, hip, pelvis, pose.near_leg)
    toes = turn(0.0, raised.tip.degrees) * pose.lift
    near = planted_leg(body, hip, between(ground, raised.tip.origin, pose.lift), toes)
    far = planted_leg(body, hip + _FAR * 0.3, ground + _FAR, 0.0)
    shin = near.bones.lower

    def arm(shift: Point, grip: tuple[float, float]) -> Limb:
        root = shoulder(body, back, 0.02 * pose.grasp) + shift * 0.3
        rest = Point(
            root.x + 0.955 * (body.upper_arm + body.forearm), FLOOR - 0.020 * body.unit + shift.y
        )
        held = shin.at(grip[0] * body.shin, grip[1] * body.unit)
        limb = reaching_arm(body, root, between(rest, held, pose.grasp), aside=10.0)
        straight = limb.tip.degrees
        grasping = shin.degrees - 78.0
        tilt = 4.0 * (1 - pose.grasp) + turn(straight, grasping) * pose.grasp
        return Limb(limb.bones, Frame(limb.tip.origin, straight + tilt))

    return Skeleton(
        body,
        back,
        near,
        far,
        arm(_NONE, (0.15, -0.046)),
        arm(_FAR, (0.21, -0.042)),
        FLOOR,
        pose.grasp,
    )


def lie_calves_raised(body: Body, pose: Pose) -> Skeleton:
    """On the back with thighs upright and calves level; hands on the belly."""
    back = _on_back(body, 268.0, pose.bend)
    hip = back.hip

    def leg(shift: Point) -> Limb:
        thigh = 270.0 + pose.near_leg.hip
        knee = hip + shift + heading(thigh) * body.thigh
        shin = thigh + pose.near_leg.knee
        ankle = knee + heading(shin) * body.shin
        return Limb(
            Bones(hip + shift, knee, ankle, KNEE), Frame(ankle, shin - 90.0 + pose.near_leg.point)
        )

    def arm(shift: Point, up: float, over: float) -> Limb:
        wrist = back.along(up * body.unit).at(0.0, -over * body.unit)
        limb = reaching_arm(body, shoulder(body, back) + shift * 0.3, wrist + shift, aside=42.0)
        return Limb(limb.bones, Frame(limb.tip.origin, limb.tip.degrees + 14.0))

    return Skeleton(
        body, back, leg(_NONE), leg(_FAR), arm(_NONE, 0.130, 0.050), arm(_FAR, 0.105, 0.066), FLOOR
    )


def lie_on_belly(body: Body, pose: Pose) -> Skeleton:
    """Face down: chest and feet on the floor, belly over a pillow, forehead on a folded towel."""
    hip = Point(285.0, FLOOR - body.slices[0].front - 0.036 * body.unit)

    def gap(degrees: float) -> float:
        back = spine(body, hip, degrees, pose.bend)
        return FLOOR - max(back.along(cut.up).at(0.0, -cut.front).y for cut in body.slices[6:])

    pelvis = solve(gap, -40.0, 40.0)

    def sink(neck: float) -> float:
        down = replace(pose.bend, neck=neck, nod=pose.bend.nod - neck)
        return (
            FLOOR
            - 0.022 * body.unit
            - spine(body, hip, pelvis, down).head.at(9.5 * body.head, 6.0 * body.head).y
        )

    neck = solve(sink, -60.0, 30.0)
    back = spine(body, hip, pelvis, replace(pose.bend, neck=neck, nod=pose.bend.nod - neck))

    def leg(shift: Point) -> Limb:
        start = hip + shift
        knee_y = FLOOR + shift.y - body.leg.joint[0]
        knee = Point(start.x - (body.thigh**2 - (knee_y - start.y) ** 2) ** 0.5, knee_y)
        ankle_y = FLOOR + shift.y - 0.034 * body.unit
        ankle = Point(knee.x - (body.shin**2 - (ankle_y - knee_y) ** 2) ** 0.5, ankle_y)
        return Limb(Bones(start, knee, ankle, KNEE), Frame(ankle, 169.0))

    def arm(shift: Point) -> Limb:
        root = shoulder(body, back, 0.012) + shift
        wrist = Point(
            root.x - 0.975 * (body.upper_arm + body.forearm), FLOOR - 0.022 * body.unit + shift.y
        )
        limb = reaching_arm(body, root, wrist, aside=0.0)
        return Limb(limb.bones, Frame(limb.tip.origin, 178.0))

    return Skeleton(body, back, leg(_NONE), leg(_FAR), arm(_NONE), arm(_FAR), FLOOR)


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
