"""Decides the joints of someone face down: hips and feet on the floor, the chest down or raised."""

import math
from dataclasses import dataclass, replace

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, solve
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.lying import FLOOR, both
from easeback.domain.figure.skeleton import (
    ELBOW,
    KNEE,
    Limb,
    Pose,
    Skeleton,
    reaching_arm,
    shoulder,
)
from easeback.domain.figure.spine import Bend, Spine, spine

FLAT = Bend(lumbar=10.0, thoracic=-24.0, neck=-4.0, nod=8.0)
"""Face down without a pillow."""
PROPPED = Bend(lumbar=-7.0, thoracic=-24.0, neck=4.0, nod=14.0)
"""Resting on the elbows, the low back hollow, the neck long."""
PRESSED = Bend(lumbar=-35.0, thoracic=-45.0, neck=4.0, nod=16.0)
"""Raised on the hands, the whole back hollow."""
_HIP_X = 285.0
_RIBS = 6
"""The first slice of the trunk above the waist."""
_SOFT = 0.010
"""How far a belly gives way where it is lain on, as a share of the stature."""
_WIDE = 24.0
"""How far the arms of a press-up slant out of the picture (degrees): hands beside the chest."""
_TOWEL = 0.022
"""Thickness of what lies under the brow, as a share of the stature."""
_FOLDED = 0.106
"""How near the shoulder comes to the hand when the elbow is bent as far as it goes (stature)."""


def _face_down(body: Body, hip: Point, bend: Bend) -> tuple[float, Bend]:
    """Where the pelvis looks with the chest on the floor, and the bend that lays down the brow."""

    def gap(degrees: float) -> float:
        back = spine(body, hip, degrees, bend)
        fronts = [back.along(cut.up).at(0.0, -cut.front).y for cut in body.slices]
        return FLOOR - max(*fronts[_RIBS:], max(fronts[:_RIBS]) - _SOFT * body.unit)

    pelvis = solve(gap, -40.0, 40.0)

    def sink(neck: float) -> float:
        head = spine(body, hip, pelvis, replace(bend, neck=neck, nod=bend.nod - neck)).head
        return FLOOR - _TOWEL * body.unit - head.at(9.5 * body.head, 6.0 * body.head).y

    neck = solve(sink, -60.0, 30.0)
    return pelvis, replace(bend, neck=neck, nod=bend.nod - neck)


def _leg(body: Body, hip: Point, shift: Point) -> Limb:
    """A leg stretched out behind, knee and instep on the floor."""
    start = hip + shift
    knee_y = FLOOR + shift.y - body.leg.joint[0]
    knee = Point(start.x - (body.thigh**2 - (knee_y - start.y) ** 2) ** 0.5, knee_y)
    ankle_y = FLOOR + shift.y - 0.034 * body.unit
    ankle = Point(knee.x - (body.shin**2 - (ankle_y - knee_y) ** 2) ** 0.5, ankle_y)
    return Limb(Bones(start, knee, ankle, KNEE), Frame(ankle, 169.0))


def lie_on_belly(body: Body, pose: Pose) -> Skeleton:
    """Face down: chest and feet on the floor, belly over a pillow, forehead on a folded towel.

    The pillow carries the belly, so a breath lifts the low back.
    """
    rise = 0.036 + 0.006 * pose.breath
    hip = Point(_HIP_X, FLOOR - body.slices[0].front - rise * body.unit)
    pelvis, bend = _face_down(body, hip, pose.bend)
    back = spine(body, hip, pelvis, bend)

    def arm(shift: Point) -> Limb:
        root = shoulder(body, back, 0.012) + shift
        wrist = Point(
            root.x - 0.975 * (body.upper_arm + body.forearm), FLOOR - 0.022 * body.unit + shift.y
        )
        limb = reaching_arm(body, root, wrist, aside=0.0)
        return Limb(limb.bones, Frame(limb.tip.origin, 178.0))

    legs = both(lambda shift: _leg(body, hip, shift))
    return Skeleton(body, back, *legs, *both(arm), FLOOR)


@dataclass(frozen=True, slots=True)
class _Riser:
    """A trunk that lies flat and can rise from there while the hips stay."""

    body: Body
    hip: Point
    pelvis: float
    flat: Bend

    def trunk(self, bend: Bend, lean: float) -> Spine:
        """The pelvis tipped back by `lean` (degrees), the back bent as asked."""
        held = replace(
            bend,
            neck=self.flat.neck + bend.neck - FLAT.neck,
            nod=self.flat.nod + bend.nod - FLAT.nod,
        )
        return spine(self.body, self.hip, self.pelvis - lean, held)

    def root(self, bend: Bend, lean: float) -> Point:
        return shoulder(self.body, self.trunk(bend, lean))


def _riser(body: Body) -> _Riser:
    """Pelvis and soft belly share the floor; the chest lies down."""
    soft = max(cut.front for cut in body.slices[:5])
    hip = Point(_HIP_X, FLOOR - 0.3 * body.slices[0].front - 0.7 * soft)
    return _Riser(body, hip, *_face_down(body, hip, FLAT))


def prop_on_elbows(body: Body, pose: Pose) -> Skeleton:
    """Forearms planted; `lift` raises the chest until the shoulders are over the elbows.

    With the chest down the upper arms point out of the picture, and look short.
    """
    riser = _riser(body)
    elbow_y = FLOOR - 0.026 * body.unit
    shoulder_y = elbow_y - 0.985 * body.upper_arm
    most = solve(lambda lean: shoulder_y - riser.root(PROPPED, lean).y, -5.0, 60.0)
    elbow = Point(riser.root(PROPPED, most).x, elbow_y)
    wrist = elbow + Point(body.forearm, 0.0)
    back = riser.trunk(pose.bend, most * pose.lift)
    root = shoulder(body, back)

    def arm(shift: Point) -> Limb:
        end = wrist + shift
        return Limb(Bones(root + shift, elbow + shift, end, ELBOW), Frame(end, 0.0))

    legs = both(lambda shift: _leg(body, riser.hip, shift))
    return Skeleton(body, back, *legs, *both(arm), FLOOR)


def press_up(body: Body, pose: Pose) -> Skeleton:
    """Hands planted by the shoulders; `lift` raises the chest until the arms are nearly straight.

    The hips stay heavy: all the height comes from the pelvis tipping and the back hollowing.
    """
    riser = _riser(body)
    down = riser.root(FLAT, 0.0)
    wrist_y = FLOOR - 0.024 * body.unit
    behind = max(0.0, (_FOLDED * body.unit) ** 2 - (wrist_y - down.y) ** 2) ** 0.5
    wrist = Point(down.x - behind, wrist_y)
    long = 0.952 * math.cos(math.radians(_WIDE)) * (body.upper_arm + body.forearm)
    most = solve(lambda lean: (riser.root(PRESSED, lean) - wrist).length - long, 0.0, 40.0)
    back = riser.trunk(pose.bend, most * pose.lift)
    root = shoulder(body, back)

    def arm(shift: Point) -> Limb:
        return reaching_arm(body, root + shift * 0.6, wrist + shift, 0.0, aside=_WIDE)

    legs = both(lambda shift: _leg(body, riser.hip, shift))
    return Skeleton(body, back, *legs, *both(arm), FLOOR)
