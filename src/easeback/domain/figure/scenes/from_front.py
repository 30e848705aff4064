"""Decides the figures whose front is seen."""

from collections.abc import Mapping

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.front import FrontPainter
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.planking import side_plank
from easeback.domain.figure.rocking import rock_knees
from easeback.domain.figure.scenes.scene import FrontFigure
from easeback.domain.figure.skeleton import Pose
from easeback.domain.figure.spine import Bend

_FLAT = Grip(Hand.FLAT, Hand.FLAT, 0.0)
_REST = Grip(Hand.REST, Hand.REST, 0.0)


def rocking(painter: FrontPainter) -> str:
    person, palette, colors = painter.person, painter.palette, painter.colors
    ear = person.gaze.frame.origin
    right, left = person.right_leg, person.left_leg
    return "".join((
        prop.bed(50, 8, 390, 310, palette),
        prop.cushion(Point(ear.x, ear.y - 4), 58, 30, palette),
        painter.neck(),
        painter.arm(person.right_arm, 1, _REST),
        painter.arm(person.left_arm, -1, _REST),
        painter.shirt(),
        painter.head(),
        painter.hips(colors.trousers_shade),
        painter.foot(right, 1, colors.skin),
        painter.foot(left, -1, colors.skin),
        painter.thigh(right, colors.trousers_shade),
        painter.thigh(left, colors.trousers_shade),
        painter.shin(right, colors.trousers),
        painter.shin(left, colors.trousers),
        painter.seam(colors.trousers_far),
    ))  # fmt: skip


def planking(painter: FrontPainter) -> str:
    person, palette, colors = painter.person, painter.palette, painter.colors
    right, left, floor = person.right_leg, person.left_leg, person.view.origin.y
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(person.right_arm.joint.x - 34, floor + 3), 62, palette),
        prop.shadow(Point(person.right_leg.joint.x - 20, floor + 1), 120, palette),
        painter.foot(right, 1, colors.skin_far),
        painter.foot(left, -1, colors.skin_far),
        painter.shin(right, colors.trousers_far),
        painter.shin(left, colors.trousers_far),
        painter.neck(),
        painter.head(),
        painter.arm(person.right_arm, 1, _FLAT),
        painter.hips(colors.trousers),
        painter.thigh(right, colors.trousers),
        painter.thigh(left, colors.trousers),
        painter.inseam(colors.trousers_far),
        painter.arm(person.left_arm, 1, _REST),
        painter.shirt(-1),
    ))  # fmt: skip


FROM_FRONT: Mapping[str, FrontFigure] = {
    "knee-rocks": FrontFigure(440, 0, 324, {
        "middle": Pose(Bend()),
        "left": Pose(Bend(), lean=1.0),
        "right": Pose(Bend(), lean=-1.0),
    }, rock_knees, rocking),
    "side-plank": FrontFigure(520, 40, 260, {
        "start": Pose(Bend()),
        "lifted": Pose(Bend(), lift=1.0),
    }, side_plank, planking),
}  # fmt: skip
