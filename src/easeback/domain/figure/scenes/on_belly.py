"""Decides the figures on the belly."""

from collections.abc import Mapping

from easeback.domain.figure import prop
from easeback.domain.figure.extremity import Grip, Hand
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.lying_belly import (
    FLAT,
    PRESSED,
    PROPPED,
    lie_on_belly,
    press_up,
    prop_on_elbows,
)
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.skeleton import Pose
from easeback.domain.figure.spine import Bend

_REST = Grip(Hand.REST, Hand.REST, 0.0)
_FLAT = Grip(Hand.FLAT, Hand.FLAT, 0.0)


def on_belly(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    hip, size = person.spine.hip, person.body.head
    brow = person.spine.head.at(9.0 * size, 6.0 * size)
    return "".join((
        prop.mat(18, 582, floor, palette),
        prop.shadow(Point(300, floor), 210, palette),
        prop.pillow(hip.x - 22, hip.x + 78, hip.y + 18, floor + 5, palette),
        prop.pillow(brow.x - 18, brow.x + 30, brow.y - 3, floor + 3, palette),
        painter.far_leg(),
        painter.far_arm(_REST),
        painter.near_side(_REST),
    ))  # fmt: skip


def rising(painter: Painter) -> str:
    """On elbows or hands, from flat upward."""
    palette, floor = painter.palette, painter.person.floor
    return "".join((
        prop.mat(18, 582, floor, palette),
        prop.shadow(Point(250, floor), 200, palette),
        painter.far_arm(_FLAT),
        painter.far_leg(),
        painter.near_side(_FLAT),
    ))  # fmt: skip


ON_BELLY: Mapping[str, Figure] = {
    "prone": Figure(600, 120, 154, {
        "rest": Pose(bend=Bend(lumbar=22.0, thoracic=-24.0, neck=-4.0, nod=8.0)),
        "filled": Pose(bend=Bend(lumbar=29.0, thoracic=-29.0, neck=-4.0, nod=8.0), breath=1.0),
    }, lie_on_belly, on_belly),
    "on-elbows": Figure(600, 70, 204, {
        "flat": Pose(bend=FLAT),
        "elbows": Pose(bend=PROPPED, lift=1.0),
    }, prop_on_elbows, rising),
    "press-up": Figure(600, 0, 274, {
        "flat": Pose(bend=FLAT),
        "half": Pose(bend=Bend(lumbar=-11.0, thoracic=-33.0, neck=0.0, nod=12.0), lift=0.5),
        "up": Pose(bend=PRESSED, lift=1.0),
    }, press_up, rising),
}  # fmt: skip
