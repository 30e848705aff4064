"""Decides which figures and poses there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from easeback.domain.figure import painter
from easeback.domain.figure.body import Body
from easeback.domain.figure.kneeling import NEUTRAL, kneel
from easeback.domain.figure.lying import (
    lie_calves_raised,
    lie_knees_bent,
    lie_on_belly,
    lie_on_side,
)
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.skeleton import Arm, Leg, Pose, Skeleton
from easeback.domain.figure.spine import Bend
from easeback.domain.figure.standing import lean, walk


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawn exercise or position: window, poses, how joints settle and how parts overlap.

    The window (`width`, `top`, `height`) is shared by all poses of a figure.
    """

    width: int
    top: int
    height: int
    poses: Mapping[str, Pose]
    settle: Callable[[Body, Pose], Skeleton]
    paint: Callable[[Painter], str]
    shod: bool = False


_BENT = Leg(hip=118.0, knee=128.0, point=30.0)
_ON_BACK = Bend(lumbar=12.0, thoracic=-20.0, neck=4.0, nod=4.0)

SCENES: Mapping[str, Figure] = {
    "cat-cow": Figure(520, 40, 274, {
        "neutral": Pose(bend=NEUTRAL),
        "cat": Pose(bend=Bend(lumbar=74.0, thoracic=-14.0, neck=28.0, nod=18.0), lean=2.0),
        "cow": Pose(bend=Bend(lumbar=-8.0, thoracic=-34.0, neck=-18.0, nod=6.0), lean=0.0),
    }, kneel, painter.kneeling),
    "knee-to-chest": Figure(520, 54, 220, {
        "start": Pose(bend=_ON_BACK, near_leg=_BENT),
        "holding": Pose(bend=Bend(18.0, -20.0, 4.0, 4.0), near_leg=_BENT, lift=1.0, grasp=1.0),
    }, lie_knees_bent, painter.knee_to_chest),
    "rest-90-90": Figure(520, 20, 254, {
        "rest": Pose(bend=_ON_BACK, near_leg=Leg(hip=4.0, knee=88.0, point=8.0)),
    }, lie_calves_raised, painter.calves_raised),
    "prone": Figure(600, 120, 154, {
        "rest": Pose(bend=Bend(lumbar=22.0, thoracic=-24.0, neck=-4.0, nod=8.0)),
    }, lie_on_belly, painter.on_belly),
    "side-lying": Figure(520, 0, 324, {
        "rest": Pose(
            bend=Bend(14.0, -10.0, 4.0, 4.0), near_leg=Leg(62.0, 74.0, 18.0),
            far_leg=Leg(50.0, 66.0, 18.0),
            near_arm=Arm(66.0, 92.0), far_arm=Arm(98.0, 112.0), lean=4.0,
        ),
    }, lie_on_side, painter.on_side),
    "walk": Figure(330, -34, 518, {
        "step": Pose(
            bend=Bend(0.0, -4.0, 2.0, 5.0), near_leg=Leg(20.0, 5.0, -2.0),
            far_leg=Leg(-9.0, 22.0, 12.0),
            near_arm=Arm(-14.0, 16.0), far_arm=Arm(18.0, 26.0), lean=4.0,
        ),
    }, walk, painter.walking, shod=True),
    "supported-lean": Figure(400, 30, 454, {
        "rest": Pose(
            bend=Bend(8.0, -10.0, -4.0, 4.0), near_leg=Leg(52.0, 10.0, -6.0),
            far_leg=Leg(44.0, 8.0, -4.0),
            near_arm=Arm(10.0, 0.0), lean=52.0,
        ),
    }, lean, painter.leaning, shod=True),
}  # fmt: skip
