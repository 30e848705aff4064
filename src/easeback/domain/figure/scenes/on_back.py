"""Decides the figures on the back."""

from collections.abc import Callable, Mapping

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.lying_back import (
    RESTING,
    breathe,
    bridge,
    curl_up,
    lie_calves_raised,
    lie_knees_bent,
    lie_over_bolster,
    resting_head,
    slide_heel,
    tilt_pelvis,
)
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Leg, Pose
from easeback.domain.figure.spine import Bend

_BENT = Leg(hip=118.0, knee=128.0, point=30.0)
_REST = Grip(Hand.REST, Hand.REST, 0.0)
_HOLD = Grip(Hand.HOLD, Hand.HOLD, 0.0)


def knee_to_chest(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    grip = Grip(Hand.REST, Hand.HOLD, person.grasp)
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(215, floor), 170, palette),
        painter.head_pillow(),
        painter.far_leg(),
        painter.far_arm(grip),
        painter.near_side(grip),
    ))  # fmt: skip


def calves_raised(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    bones, calf = person.near_leg.bones, person.body.leg.lower[1]
    seat = bones.lower.at(calf[0] * person.body.shin, -calf[2]).y - 1.5
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(170, floor), 135, palette),
        prop.chair(bones.joint.x + 26, bones.end.x + 44, seat, floor, palette),
        painter.head_pillow(),
        painter.far_arm(_HOLD),
        painter.far_leg(),
        painter.near_side(_HOLD),
    ))  # fmt: skip


def _lying(painter: Painter, right: int, across: int) -> str:
    """The mat, the shadow on it, and the pillow where the head rests."""
    floor, palette = painter.person.floor, painter.palette
    return (
        prop.mat(18, right, floor, palette)
        + prop.shadow(Point(45 + across, floor), across, palette)
        + painter.head_pillow(resting_head(painter.person.body))
    )


def _easy(right: int, across: int) -> Callable[[Painter], str]:
    """Arms at ease before everything, on a mat up to `right` with a shadow as wide as the body."""

    def paint(painter: Painter) -> str:
        return "".join((
            _lying(painter, right, across),
            painter.far_leg(),
            painter.far_arm(_REST),
            painter.near_side(_REST),
        ))  # fmt: skip

    return paint


def curling(painter: Painter) -> str:
    return "".join((
        _lying(painter, 542, 205),
        painter.far_arm(_REST),
        painter.far_leg(),
        painter.tucked_side(_REST),
    ))  # fmt: skip


def over_bolster(painter: Painter) -> str:
    person = painter.person
    bones, thick = person.near_leg.bones, person.body.leg.lower[0][2]
    under = (bones.joint.y + 0.8 * thick + person.floor) / 2
    roll = Point(bones.joint.x + 2, under)
    return "".join((
        _lying(painter, 542, 205),
        painter.far_leg(),
        prop.roll(roll, person.floor - under, painter.palette),
        painter.far_arm(_REST),
        painter.near_side(_REST),
    ))  # fmt: skip


_SHORT, _LONG = _easy(502, 170), _easy(542, 205)

ON_BACK: Mapping[str, Figure] = {
    "knee-to-chest": Figure(520, 54, 220, {
        "start": Pose(bend=RESTING, near_leg=_BENT),
        "holding": Pose(bend=Bend(18.0, -20.0, 4.0, 4.0), near_leg=_BENT, lift=1.0, grasp=1.0),
    }, lie_knees_bent, knee_to_chest),
    "rest-90-90": Figure(520, 20, 254, {
        "rest": Pose(bend=RESTING, near_leg=Leg(hip=4.0, knee=88.0, point=8.0)),
        "filled": Pose(bend=RESTING, near_leg=Leg(hip=4.0, knee=88.0, point=8.0), breath=1.0),
    }, lie_calves_raised, calves_raised),
    "pelvic-tilt": Figure(520, 84, 190, {
        "start": Pose(bend=Bend(4.0, -18.0, 4.0, 4.0)),
        "flat": Pose(bend=Bend(24.0, -26.0, 4.0, 4.0)),
    }, tilt_pelvis, _SHORT),
    "bridge": Figure(520, 84, 190, {
        "start": Pose(bend=RESTING),
        "lifted": Pose(bend=Bend(14.0, 2.0, 4.0, 4.0), lift=1.0),
    }, bridge, _SHORT),
    "curl-up": Figure(560, 84, 190, {
        "start": Pose(bend=RESTING),
        "lifted": Pose(bend=Bend(12.0, -9.0, 7.0, 4.0)),
    }, curl_up, curling),
    "heel-slide": Figure(560, 84, 190, {
        "bent": Pose(bend=RESTING),
        "straight": Pose(bend=RESTING, lift=1.0),
    }, slide_heel, _LONG),
    "bolster": Figure(560, 84, 190, {
        "rest": Pose(bend=RESTING),
        "filled": Pose(bend=RESTING, breath=1.0),
    }, lie_over_bolster, over_bolster),
    "belly-breathing": Figure(520, 84, 190, {
        "rest": Pose(bend=RESTING),
        "filled": Pose(bend=RESTING, breath=1.0),
    }, breathe, _SHORT),
}  # fmt: skip
