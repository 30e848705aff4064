"""Decides the figures on the back."""

from collections.abc import Mapping

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.lying import (
    lie_calves_raised,
    lie_knees_bent,
)
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Leg, Pose
from easeback.domain.figure.spine import Bend

_BENT = Leg(hip=118.0, knee=128.0, point=30.0)
_ON_BACK = Bend(lumbar=12.0, thoracic=-20.0, neck=4.0, nod=4.0)
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


ON_BACK: Mapping[str, Figure] = {
    "knee-to-chest": Figure(520, 54, 220, {
        "start": Pose(bend=_ON_BACK, near_leg=_BENT),
        "holding": Pose(bend=Bend(18.0, -20.0, 4.0, 4.0), near_leg=_BENT, lift=1.0, grasp=1.0),
    }, lie_knees_bent, knee_to_chest),
    "rest-90-90": Figure(520, 20, 254, {
        "rest": Pose(bend=_ON_BACK, near_leg=Leg(hip=4.0, knee=88.0, point=8.0)),
    }, lie_calves_raised, calves_raised),
}  # fmt: skip
