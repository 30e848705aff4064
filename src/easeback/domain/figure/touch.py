"""Decides where a hand lies that rests on the trunk and rides along with it."""

from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Point
from easeback.domain.figure.skeleton import Limb, reaching_arm
from easeback.domain.figure.spine import Spine
from easeback.domain.figure.trunk import belly


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hand lies on the trunk.

    `up` is how far above the hip the wrist is (share of stature), `out` how far toward the skin of
    the front (1 is on it, below 0 is toward the back), `hand` where the hand looks (0 toward the
    head, 180 toward the feet), `aside` how far the arm turns out of the picture (degrees).
    """

    up: float
    out: float
    hand: float
    aside: float = 42.0


def hand_on_trunk(
    body: Body, back: Spine, root: Point, place: Place, *, shift: Point, breath: float = 0.0
) -> Limb:
    """An arm from the shoulder at `root` whose hand lies on the trunk and rises with it."""
    up = place.up * body.unit
    frame = back.along(up)
    skin = belly(body, up, 0.0)
    swollen = belly(body, up, breath) - skin
    wrist = frame.at(0.0, -place.out * skin - swollen)
    return reaching_arm(body, root, wrist + shift, frame.degrees + place.hand, place.aside)
