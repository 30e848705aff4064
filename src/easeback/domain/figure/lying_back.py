"""Decides the joints of someone lying on the back: seat, shoulders, head and feet on the floor."""

from dataclasses import replace
from functools import lru_cache

from easeback.domain.figure.body import Body
from easeback.domain.figure.extremity import heel_height
from easeback.domain.figure.geometry import Frame, Point, between, heading, solve, turn
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.lying import FAR, FLOOR, HERE, both
from easeback.domain.figure.skeleton import (
    ELBOW,
    KNEE,
    Limb,
    Pose,
    Skeleton,
    free_leg,
    planted_leg,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Bend, Spine, spine
from easeback.domain.figure.touch import Place, hand_on_trunk

RESTING = Bend(lumbar=12.0, thoracic=-20.0, neck=4.0, nod=4.0)
"""A back that lies at ease, with little room under the waist."""
_HIP_X = 258.0
_PILLOW = 0.045
"""Thickness of the small head pillow, as a share of the stature."""
_RIBS = 6
"""The first slice of the trunk that rests on the floor above the waist."""


def _lowest_rib(body: Body, back: Spine) -> float:
    return max(back.along(cut.up).at(0.0, cut.back).y for cut in body.slices[_RIBS:])


def _pillowed(body: Body, hip: Point, pelvis: float, bend: Bend) -> float:
    """The bend of the neck that lays the skull on the pillow."""

    def sink(neck: float) -> float:
        skull = spine(body, hip, pelvis, replace(bend, neck=neck)).head
        return FLOOR - _PILLOW * body.unit - skull.at(-8.7 * body.head, 2.5 * body.head).y

    return solve(sink, -30.0, 60.0)


def _head_down(body: Body, hip: Point, pelvis: float, bend: Bend) -> Spine:
    """The spine whose skull lies on the pillow."""
    return spine(body, hip, pelvis, replace(bend, neck=_pillowed(body, hip, pelvis, bend)))


def _head_still(body: Body, hip: Point, pelvis: float, bend: Bend, rest: Frame) -> Spine:
    """The spine whose neck gives way so that the head stays as high, and looks as, at rest."""

    def held(neck: float) -> Spine:
        loose = replace(bend, neck=neck)
        nod = bend.nod + turn(spine(body, hip, pelvis, loose).head.degrees, rest.degrees)
        return spine(body, hip, pelvis, replace(loose, nod=nod))

    return held(solve(lambda neck: rest.origin.y - held(neck).head.origin.y, -30.0, 75.0))


def _on_back(body: Body, hip_x: float, bend: Bend) -> Spine:
    """The trunk with seat and shoulder blades on the floor, the skull on the pillow."""
    hip = Point(hip_x, FLOOR - 0.88 * body.buttock)
    pelvis = solve(
        lambda degrees: FLOOR - _lowest_rib(body, spine(body, hip, degrees, bend)), 140.0, 220.0
    )
    return _head_down(body, hip, pelvis, bend)


@lru_cache(maxsize=16)
def resting_head(body: Body) -> Frame:
    """Where the head lies before anything moves, which is where its pillow stays."""
    return _on_back(body, _HIP_X, RESTING).head


def _flat_foot(body: Body, hip: Point, away: float = 0.225) -> Point:
    """The ankle of a foot that stands flat beyond the seat."""
    share = away * body.thigh / (0.245 * body.unit)
    return Point(hip.x + share * body.unit, FLOOR - 0.25 * body.foot)


def _standing_legs(body: Body, hip: Point, ankle: Point) -> tuple[Limb, Limb]:
    """Both legs with the feet flat on the floor, wherever the hips are."""
    return (
        planted_leg(body, hip, ankle, 0.0),
        planted_leg(body, hip + FAR * 0.3, ankle + FAR, 0.0),
    )


def _beside(body: Body, root: Point, shift: Point) -> Point:
    """The wrist of an arm that lies along the body."""
    return Point(
        root.x + 0.955 * (body.upper_arm + body.forearm), FLOOR - 0.020 * body.unit + shift.y
    )


def _arm_beside(body: Body, back: Spine, shift: Point, rest: Spine) -> Limb:
    """An arm along the body, the hand where it lay at rest."""
    wrist = _beside(body, shoulder(body, rest) + shift * 0.3, shift)
    limb = reaching_arm(body, shoulder(body, back) + shift * 0.3, wrist, aside=10.0)
    return Limb(limb.bones, Frame(limb.tip.origin, limb.tip.degrees + 4.0))


def _hand_on_front(
    body: Body, back: Spine, shift: Point, place: Place, breath: float = 0.0
) -> Limb:
    """An arm whose hand lies on the front of the trunk and rises with it."""
    root = shoulder(body, back) + shift * 0.3
    return hand_on_trunk(body, back, root, place, shift=shift, breath=breath)


def lie_knees_bent(body: Body, pose: Pose) -> Skeleton:
    """On the back, feet flat; `lift` draws the near knee up, `grasp` brings both hands to it."""
    back = _on_back(body, _HIP_X, pose.bend)
    hip, pelvis = back.hip, back.frames[0].degrees
    ground = _flat_foot(body, hip)
    raised = free_leg(body, hip, pelvis, pose.near_leg)
    toes = turn(0.0, raised.tip.degrees) * pose.lift
    near = planted_leg(body, hip, between(ground, raised.tip.origin, pose.lift), toes)
    far = planted_leg(body, hip + FAR * 0.3, ground + FAR, 0.0)
    shin = near.bones.lower

    def arm(shift: Point, grip: tuple[float, float]) -> Limb:
        root = shoulder(body, back, 0.02 * pose.grasp) + shift * 0.3
        rest = _beside(body, root, shift)
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
        arm(HERE, (0.15, -0.046)),
        arm(FAR, (0.21, -0.042)),
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

    near = _hand_on_front(body, back, HERE, Place(0.132, 0.60, 142.0), pose.breath)
    far = _hand_on_front(body, back, FAR, Place(0.105, 0.76, 145.0), pose.breath)
    return Skeleton(body, back, *both(leg), near, far, FLOOR)


def tilt_pelvis(body: Body, pose: Pose) -> Skeleton:
    """On the back, feet flat, hands on the hip bones; the pelvis rolls, the shoulders stay."""
    rest = _on_back(body, _HIP_X, RESTING)
    rolled = _on_back(body, _HIP_X, pose.bend)
    slide = shoulder(body, rest).x - shoulder(body, rolled).x
    back = _on_back(body, _HIP_X + slide, pose.bend)
    near, far = _standing_legs(body, back.hip, _flat_foot(body, rest.hip))
    return Skeleton(
        body,
        back,
        near,
        far,
        _hand_on_front(body, back, HERE, Place(0.135, 0.60, 172.0)),
        _hand_on_front(body, back, FAR, Place(0.130, 0.66, 168.0)),
        FLOOR,
    )


def bridge(body: Body, pose: Pose) -> Skeleton:
    """Feet and shoulders carry; `lift` raises the hips to the line from shoulders to knees."""
    rest = _on_back(body, _HIP_X, RESTING)
    ankle = _flat_foot(body, rest.hip)
    planted = shoulder(body, rest)

    def risen(degrees: float) -> Point:
        trial = spine(body, HERE, degrees, pose.bend)
        return Point(planted.x - shoulder(body, trial).x, FLOOR - _lowest_rib(body, trial))

    def sag(degrees: float) -> float:
        hip = risen(degrees)
        knee = planted_leg(body, hip, ankle, 0.0).bones.joint
        joint = shoulder(body, spine(body, hip, degrees, pose.bend))
        return turn((knee - joint).angle, (hip - joint).angle)

    low = _on_back(body, _HIP_X, pose.bend).frames[0].degrees
    pelvis = low + (solve(sag, 120.0, 182.0) - low) * pose.lift
    back = _head_still(body, risen(pelvis), pelvis, pose.bend, rest.head)
    near, far = _standing_legs(body, back.hip, ankle)
    arms = both(lambda shift: _arm_beside(body, back, shift, rest))
    return Skeleton(body, back, near, far, *arms, FLOOR)


def _heel_down(body: Body, hip: Point, reach: float, toes: float) -> Limb:
    """A leg whose heel rests on the floor, `reach` (share of its length) beyond the hip."""
    ankle = Point(hip.x + reach * (body.thigh + body.shin), FLOOR - heel_height(toes) * body.foot)
    return planted_leg(body, hip, ankle, toes)


def slide_heel(body: Body, pose: Pose) -> Skeleton:
    """On the back; `lift` slides the near heel away until the leg is almost straight."""
    back = _on_back(body, _HIP_X, pose.bend)
    ground = _flat_foot(body, back.hip)
    _, far = _standing_legs(body, back.hip, ground)
    bent = (ground.x - back.hip.x) / (body.thigh + body.shin)
    reach = bent + (0.975 - bent) * pose.lift
    near = _heel_down(body, back.hip, reach, -74.0 * pose.lift)
    arms = both(lambda shift: _arm_beside(body, back, shift, back))
    return Skeleton(body, back, near, far, *arms, FLOOR)


def lie_over_bolster(body: Body, pose: Pose) -> Skeleton:
    """On the back with a roll under both knees, arms at ease beside the body."""
    back = _on_back(body, _HIP_X, pose.bend)

    def leg(shift: Point) -> Limb:
        hip = back.hip + shift * 0.3
        limb = _heel_down(body, hip, 0.925, -66.0)
        ankle = limb.bones.end + Point(shift.x * 0.7, shift.y)
        return planted_leg(body, hip, ankle, limb.tip.degrees)

    arms = both(lambda shift: _arm_beside(body, back, shift, back))
    return Skeleton(body, back, *both(leg), *arms, FLOOR)


def breathe(body: Body, pose: Pose) -> Skeleton:
    """On the back, feet flat; the near hand on the belly and the other on the chest ride along."""
    back = _on_back(body, _HIP_X, pose.bend)
    near, far = _standing_legs(body, back.hip, _flat_foot(body, back.hip))
    return Skeleton(
        body,
        back,
        near,
        far,
        _hand_on_front(body, back, HERE, Place(0.140, 0.90, 180.0), pose.breath),
        _hand_on_front(body, back, HERE, Place(0.192, 1.04, -7.0), pose.breath),
        FLOOR,
    )


def curl_up(body: Body, pose: Pose) -> Skeleton:
    """One knee bent, hands under the low back; chest, neck and head rise as one block.

    Elbows and hands stay on the floor; the arms slant into the picture, and look short.
    """
    rest = _on_back(body, _HIP_X, RESTING)
    hip, pelvis = rest.hip, rest.frames[0].degrees
    held = _pillowed(body, hip, pelvis, RESTING) + pose.bend.neck - RESTING.neck
    back = spine(body, hip, pelvis, replace(pose.bend, neck=held))
    near, _ = _standing_legs(body, hip, _flat_foot(body, hip))
    far = _heel_down(body, hip + FAR * 0.3, 0.985, -80.0)

    planted = shoulder(body, rest).x
    elbow = Point(planted + 0.084 * body.unit, FLOOR)
    wrist = Point(planted + 0.168 * body.unit, FLOOR - 0.008 * body.unit)

    def arm(shift: Point) -> Limb:
        root, end = shoulder(body, back) + shift * 0.3, wrist + shift
        return Limb(Bones(root, elbow + shift, end, ELBOW), Frame(end, 0.0))

    return Skeleton(body, back, near, far, *both(arm), FLOOR)
