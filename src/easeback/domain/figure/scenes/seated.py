"""Decides the figures on a chair."""

from collections.abc import Mapping
from dataclasses import replace

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.sitting import rise, seat, sit, sit_and_breathe
from easeback.domain.figure.skeleton import Arm, Pose
from easeback.domain.figure.spine import Bend

_REST = Grip(Hand.REST, Hand.REST, 0.0)


def on_chair(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    place = seat(person.body)
    return "".join((
        prop.shadow(Point(150, floor + 2), 118, palette),
        prop.seat_behind(place.left, place.right, place.top, floor, palette),
        painter.far_leg(),
        painter.far_arm(_REST),
        painter.near_side(_REST),
        prop.seat_before(place.left, place.right, place.top, palette),
    ))  # fmt: skip


_TALL = Bend(lumbar=14.0, thoracic=-12.0, neck=2.0, nod=8.0)
"""Sitting tall: the low back less hollow than standing, the chest open."""
_SITTING = Pose(bend=_TALL, lean=-6.0, grasp=1.0)

SEATED: Mapping[str, Figure] = {
    "sit-to-stand": Figure(330, -34, 518, {
        "sitting": _SITTING,
        "leaning": Pose(
            bend=Bend(10.0, -16.0, -10.0, -4.0), near_arm=Arm(28.0, 0.0), lean=40.0,
        ),
        "standing": Pose(
            bend=Bend(0.0, -8.0, 2.0, 7.0), near_arm=Arm(4.0, 0.0), lean=2.0, lift=1.0,
        ),
    }, rise, on_chair, shod=True),
    "seated-cat-cow": Figure(330, 82, 402, {
        "neutral": _SITTING,
        "cat": Pose(bend=Bend(58.0, -2.0, 4.0, 6.0), lean=-30.0, grasp=1.0),
        "cow": Pose(bend=Bend(-6.0, -18.0, 2.0, 8.0), lean=9.0, grasp=1.0),
    }, sit, on_chair, shod=True),
    "seated-breathing": Figure(330, 82, 402, {
        "rest": _SITTING,
        "filled": replace(_SITTING, breath=1.0),
    }, sit_and_breathe, on_chair, shod=True),
}  # fmt: skip
