"""Decides the outlines of hands and feet; all kinds of hand have equally many points to morph."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point
from easeback.domain.figure.ink import line, shape
from easeback.domain.figure.skeleton import Limb

_Rows = tuple[tuple[float, float], ...]


class Hand(StrEnum):
    """What a hand does."""

    FLAT = "flat"
    REST = "rest"
    HOLD = "hold"
    TURNED = "turned"
    """At rest with the other face of the hand up."""


_PALMS: Mapping[Hand, _Rows] = {
    Hand.FLAT: (
        (-0.13, 0.17), (-0.19, 0.00), (-0.19, -0.16), (-0.10, -0.225), (0.30, -0.225),
        (0.62, -0.225),
        (0.92, -0.225), (1.00, -0.17), (0.93, -0.10), (0.66, -0.045), (0.42, 0.065), (0.16, 0.18),
    ),
    Hand.REST: (
        (-0.04, 0.11), (-0.06, 0.00), (-0.02, -0.11), (0.16, -0.18), (0.40, -0.20), (0.68, -0.14),
        (0.93, -0.09), (1.00, -0.01), (0.93, 0.07), (0.66, 0.12), (0.40, 0.17), (0.16, 0.17),
    ),
    Hand.HOLD: (
        (-0.04, 0.11), (-0.06, 0.00), (-0.02, -0.11), (0.14, -0.19), (0.34, -0.24), (0.56, -0.34),
        (0.72, -0.42), (0.82, -0.36), (0.84, -0.16), (0.72, 0.08), (0.44, 0.19), (0.16, 0.18),
    ),
    Hand.TURNED: (
        (-0.04, 0.11), (-0.06, 0.00), (-0.02, -0.11), (0.16, -0.18), (0.40, -0.20), (0.68, -0.14),
        (0.93, -0.09), (1.00, -0.01), (0.93, 0.07), (0.66, 0.12), (0.40, 0.17), (0.16, 0.17),
    ),
}  # fmt: skip
_THUMBS: Mapping[Hand, _Rows] = {
    Hand.FLAT: (
        (0.06, 0.02),
        (0.24, -0.06),
        (0.46, -0.13),
        (0.60, -0.225),
        (0.34, -0.225),
        (0.12, -0.15),
    ),
    Hand.REST: ((0.08, 0.02), (0.22, 0.20), (0.44, 0.28), (0.62, 0.24), (0.56, 0.14), (0.34, 0.06)),
    Hand.HOLD: (
        (0.10, 0.06),
        (0.32, 0.08),
        (0.56, 0.02),
        (0.58, -0.08),
        (0.34, -0.08),
        (0.10, -0.08),
    ),
    Hand.TURNED: (
        (0.08, -0.02),
        (0.22, -0.2),
        (0.44, -0.28),
        (0.62, -0.24),
        (0.56, -0.14),
        (0.34, -0.06),
    ),
}
_FINGERS: Mapping[Hand, _Rows] = {
    Hand.FLAT: ((0.58, -0.12), (0.93, -0.155)),
    Hand.REST: ((0.60, 0.04), (0.95, 0.02)),
    Hand.HOLD: ((0.56, 0.04), (0.78, -0.06)),
    Hand.TURNED: ((0.60, -0.04), (0.95, -0.02)),
}
_LOWER_FINGERS: Mapping[Hand, _Rows] = {
    Hand.FLAT: ((0.66, -0.175), (0.90, -0.195)),
    Hand.REST: ((0.60, -0.05), (0.96, -0.045)),
    Hand.HOLD: ((0.54, -0.09), (0.77, -0.21)),
    Hand.TURNED: ((0.60, 0.05), (0.96, 0.045)),
}
_FOOT = (
    (-0.235, -0.02), (-0.265, -0.14), (-0.20, -0.245), (0.00, -0.255),
    (0.20, -0.225), (0.42, -0.25), (0.58, -0.255), (0.70, -0.235), (0.73, -0.17), (0.66, -0.115),
    (0.46, -0.05), (0.29, 0.05),
)  # fmt: skip
_TOE = ((0.60, -0.205), (0.71, -0.20))
_SHOE = (
    (-0.25, 0.02), (-0.275, -0.12), (-0.25, -0.26), (0.00, -0.28), (0.30, -0.28), (0.60, -0.28),
    (0.77, -0.25), (0.78, -0.16), (0.66, -0.075), (0.46, 0.00), (0.27, 0.11),
)  # fmt: skip
_SOLE = (
    (-0.275, -0.17), (-0.24, -0.235), (0.30, -0.245), (0.62, -0.245), (0.78, -0.185), (0.82, -0.23),
    (0.76, -0.30), (0.40, -0.315), (0.00, -0.315), (-0.24, -0.31), (-0.30, -0.25),
)  # fmt: skip


def _placed(frame: Frame, size: float, rows: _Rows) -> list[Point]:
    return [frame.at(x * size, y * size) for x, y in rows]


@dataclass(frozen=True, slots=True)
class Grip:
    """A hand on its way from one shape to another; `share` 0 is wholly the first."""

    first: Hand
    second: Hand
    share: float


def _blended(table: Mapping[Hand, _Rows], grip: Grip) -> _Rows:
    pairs = zip(table[grip.first], table[grip.second], strict=True)
    return tuple((a + (c - a) * grip.share, b + (d - b) * grip.share) for (a, b), (c, d) in pairs)


def hand(frame: Frame, size: float, grip: Grip, fill: str, mark: str) -> str:
    """A hand at the wrist frame: palm, thumb and two lines between the fingers."""
    return (
        shape(_placed(frame, size, _blended(_PALMS, grip)), fill)
        + shape(_placed(frame, size, _blended(_THUMBS, grip)), fill)
        + line(_placed(frame, size, _blended(_FINGERS, grip)), mark, 0.8)
        + line(_placed(frame, size, _blended(_LOWER_FINGERS, grip)), mark, 0.8)
    )


def heel_height(toes: float) -> float:
    """How far above the floor the ankle is (share of the foot) when the foot only just touches.

    `toes` is the direction in which the foot looks: 0 flat, -90 straight up.
    """
    bare = Frame(Point(0.0, 0.0), toes)
    return max(bare.at(x, y).y for x, y in _FOOT)


def _ankle(limb: Limb, body: Body) -> tuple[Point, Point]:
    """Where the shin enters the foot: its back and its front edge."""
    shin = limb.bones.lower
    up = body.shin - 0.26 * body.foot
    half = body.leg.lower[-1][1] * 0.86
    return shin.at(up, -half), shin.at(up, half)


def foot(limb: Limb, body: Body, fill: str, mark: str) -> str:
    """A bare foot with a line for the big toe; it grows out of the shin at any angle."""
    back, front = _ankle(limb, body)
    outline = [back, *_placed(limb.tip, body.foot, _FOOT), front]
    whole = shape(outline, fill, {0, len(outline) - 1})
    return whole + line(_placed(limb.tip, body.foot, _TOE), mark, 0.9)


def shoe(limb: Limb, body: Body, fill: str, sole: str) -> str:
    """A soft shoe with its sole."""
    back, front = _ankle(limb, body)
    outline = [back, *_placed(limb.tip, body.foot, _SHOE), front]
    whole = shape(outline, fill, {0, len(outline) - 1})
    return whole + shape(_placed(limb.tip, body.foot, _SOLE), sole)
