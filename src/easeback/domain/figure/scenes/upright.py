"""Decides the figures on their feet."""

from collections.abc import Mapping
from dataclasses import replace

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Arm, Leg, Pose
from easeback.domain.figure.spine import Bend
from easeback.domain.figure.standing import bend_back, counter_top, hinge, lean, walk

_REST = Grip(Hand.REST, Hand.REST, 0.0)
_FLAT = Grip(Hand.FLAT, Hand.FLAT, 0.0)


def walking(painter: Painter) -> str:
    person = painter.person
    return "".join((
        prop.shadow(Point(person.spine.hip.x + 8, person.floor), 104, painter.palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        painter.near_side(_REST),
    ))  # fmt: skip


def leaning(painter: Painter) -> str:
    person, palette = painter.person, painter.palette
    elbow = person.near_arm.bones.joint
    top = elbow.y + person.body.arm.joint[0]
    return "".join((
        prop.shadow(Point(person.spine.hip.x + 20, person.floor), 80, palette),
        prop.counter(elbow.x - 34, 392, top, person.floor + 3, palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        painter.near_side(_REST),
    ))  # fmt: skip


def standing(painter: Painter) -> str:
    person = painter.person
    return "".join((
        prop.shadow(Point(person.near_leg.bones.end.x + 22, person.floor + 2), 70, painter.palette),
        painter.far_leg(),
        painter.far_arm(_REST),
        painter.near_side(_REST),
    ))  # fmt: skip


def beside_counter(painter: Painter) -> str:
    """The counter is on the far side, so its foot is further up the page."""
    person, palette = painter.person, painter.palette
    return "".join((
        prop.counter(20, 316, counter_top(person.body), person.floor - 7, palette),
        prop.shadow(Point(person.near_leg.bones.end.x + 22, person.floor + 2), 70, palette),
        painter.far_leg(),
        painter.far_arm(_FLAT),
        painter.near_side(_REST),
    ))  # fmt: skip


_WALKING = Bend(0.0, -4.0, 2.0, 5.0)

_TALL = Bend(0.0, -8.0, 2.0, 7.0)
_LONG = Bend(6.0, -26.0, -2.0, 6.0)
_LEANING = Pose(
    bend=Bend(8.0, -10.0, -4.0, 4.0),
    near_leg=Leg(52.0, 10.0, -6.0),
    far_leg=Leg(44.0, 8.0, -4.0),
    near_arm=Arm(10.0, 0.0),
    lean=52.0,
)

UPRIGHT: Mapping[str, Figure] = {
    "walk": Figure(330, -34, 518, {
        "step": Pose(
            bend=_WALKING, near_leg=Leg(20.0, 5.0, -2.0),
            far_leg=Leg(-9.0, 22.0, 12.0),
            near_arm=Arm(-14.0, 16.0), far_arm=Arm(18.0, 26.0), lean=4.0,
        ),
        "pass": Pose(
            bend=_WALKING, near_leg=Leg(3.0, 6.0, -1.0), far_leg=Leg(20.0, 54.0, 14.0),
            near_arm=Arm(3.0, 18.0), far_arm=Arm(3.0, 20.0), lean=4.0,
        ),
        "swap": Pose(
            bend=_WALKING, near_leg=Leg(-9.0, 22.0, 12.0), far_leg=Leg(20.0, 5.0, -2.0),
            near_arm=Arm(18.0, 26.0), far_arm=Arm(-14.0, 16.0), lean=4.0,
        ),
        "pass-swap": Pose(
            bend=_WALKING, near_leg=Leg(20.0, 54.0, 14.0), far_leg=Leg(3.0, 6.0, -1.0),
            near_arm=Arm(3.0, 20.0), far_arm=Arm(3.0, 18.0), lean=4.0,
        ),
    }, walk, walking, shod=True),
    "supported-lean": Figure(400, 30, 454, {
        "rest": _LEANING,
        "filled": replace(_LEANING, breath=1.0),
    }, lean, leaning, shod=True),
    "hip-hinge": Figure(330, -34, 518, {
        "start": Pose(bend=_TALL, near_leg=Leg(3.0, 2.0), lean=2.0),
        "hinged": Pose(bend=_LONG, near_leg=Leg(84.0, 24.0), lean=60.0),
    }, hinge, standing, shod=True),
    "back-bend": Figure(330, -34, 518, {
        "start": Pose(bend=_TALL, near_leg=Leg(3.0, 2.0), lean=2.0),
        "back": Pose(bend=Bend(-16.0, -12.0, 10.0, 26.0), near_leg=Leg(-9.0, 2.0), lean=-5.0),
    }, bend_back, beside_counter, shod=True),
}  # fmt: skip
