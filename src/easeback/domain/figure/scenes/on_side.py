"""Decides the figures on the side."""

from collections.abc import Mapping
from dataclasses import replace

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.face import Gaze, turned_head
from easeback.domain.figure.geometry import Point, frame_between
from easeback.domain.figure.head import neck
from easeback.domain.figure.lying import lie_on_side
from easeback.domain.figure.opening import CLOSED, OPEN, open_book
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Arm, Leg, Pose
from easeback.domain.figure.spine import Bend
from easeback.domain.figure.trunk import shirt

_REST = Grip(Hand.REST, Hand.REST, 0.0)
_FOLLOWED = 84.0
"""How far the head turns with the hand (degrees)."""


def on_side(painter: Painter) -> str:
    person, palette, body = painter.person, painter.palette, painter.person.body
    ear, bones = person.spine.head.origin, person.near_leg.bones
    shin = frame_between(bones.joint, bones.end)
    return "".join((
        prop.bed(12, 12, 508, 308, palette),
        prop.cushion(Point(ear.x + 6, ear.y + 2), 46, 62, palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        prop.bolster(shin, body.shin * 0.9, body.leg.joint[0] * 1.85, palette),
        painter.near_side(_REST),
    ))  # fmt: skip


def opening(painter: Painter) -> str:
    person, palette, look = painter.person, painter.palette, painter.look
    colors, size = painter.colors, person.body.head
    gaze = Gaze(person.spine.head, _FOLLOWED * person.grasp)
    return "".join((
        prop.bed(12, 8, 508, 424, palette),
        prop.cushion(Point(428, 236), 52, 64, palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        neck(person, colors.skin_shade),
        turned_head(gaze, look, colors, size),
        shirt(person, colors),
        painter.near_leg(),
        painter.near_arm(Grip(Hand.REST, Hand.TURNED, person.grasp)),
    ))  # fmt: skip


_RESTING = Pose(
    bend=Bend(14.0, -10.0, 4.0, 4.0),
    near_leg=Leg(62.0, 74.0, 18.0),
    far_leg=Leg(50.0, 66.0, 18.0),
    near_arm=Arm(66.0, 92.0),
    far_arm=Arm(98.0, 112.0),
    lean=4.0,
)

_CLOSED = Pose(bend=CLOSED, near_leg=Leg(78.0, 82.0, 20.0), far_leg=Leg(78.0, 82.0, 20.0))

ON_SIDE: Mapping[str, Figure] = {
    "side-lying": Figure(520, 0, 324, {
        "rest": _RESTING,
        "filled": replace(_RESTING, breath=1.0),
    }, lie_on_side, on_side),
    "open-book": Figure(520, 0, 436, {
        "closed": _CLOSED,
        "open": replace(_CLOSED, bend=OPEN, lift=1.0),
    }, open_book, opening),
}  # fmt: skip
