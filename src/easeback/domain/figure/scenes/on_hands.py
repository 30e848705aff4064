"""Decides the figures on hands and knees."""

from collections.abc import Mapping

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.kneeling import NEUTRAL, kneel, reach
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Pose
from easeback.domain.figure.spine import Bend

_FLAT = Grip(Hand.FLAT, Hand.FLAT, 0.0)


def kneeling(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    hands = Point(person.near_arm.tip.origin.x + 22, floor - 1)
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(130, floor - 1), 88, palette),
        prop.shadow(hands, 44, palette),
        painter.far_arm(_FLAT),
        painter.far_leg(),
        painter.near_side(_FLAT),
    ))  # fmt: skip


def reaching(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    hands = Point(person.near_arm.tip.origin.x + 22, floor - 1)
    return "".join((
        prop.mat(18, 622, floor, palette),
        prop.shadow(Point(person.far_leg.bones.joint.x - 70, floor - 1), 92, palette),
        prop.shadow(hands, 44, palette),
        painter.far_arm(Grip(Hand.FLAT, Hand.REST, person.grasp)),
        painter.far_leg(),
        painter.near_side(_FLAT),
    ))  # fmt: skip


ON_HANDS: Mapping[str, Figure] = {
    "cat-cow": Figure(520, 40, 274, {
        "neutral": Pose(bend=NEUTRAL),
        "cat": Pose(bend=Bend(lumbar=74.0, thoracic=-14.0, neck=28.0, nod=18.0), lean=2.0),
        "cow": Pose(bend=Bend(lumbar=-8.0, thoracic=-34.0, neck=-10.0, nod=10.0), lean=0.0),
    }, kneel, kneeling),
    "bird-dog": Figure(640, 40, 274, {
        "start": Pose(bend=NEUTRAL),
        "leg": Pose(bend=NEUTRAL, lift=0.6),
        "reach": Pose(bend=NEUTRAL, lift=1.0, grasp=1.0),
    }, reach, reaching),
}  # fmt: skip
