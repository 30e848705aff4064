"""Decides what a person seen from the front is made of: a column, a face, and limbs in space."""

from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.face import Gaze
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.solid import Reach, View
from easeback.domain.figure.spine import Spine

HIP = 0.050
SHOULDER = 0.104
"""How far the joints are from the middle of the body, as shares of the stature."""


@dataclass(frozen=True, slots=True)
class Facing:
    """All joints of one person whose front is seen, in drawing units.

    Limbs are named by the person's own sides. `seen` is how much of the trunk's length is seen,
    `sway` which leg lies on the other: the left one (-1) or the right one (1).
    """

    body: Body
    view: View
    spine: Spine
    gaze: Gaze
    right_leg: Reach
    left_leg: Reach
    right_arm: Reach
    left_arm: Reach
    seen: float = 1.0
    sway: float = 0.0
    breath: float = 0.0

    def trunk(self, up: float, across: float) -> Point:
        """A point on the front: height above the hips, and how far toward the person's left."""
        return self.spine.along(up * self.seen).at(0.0, -across)
