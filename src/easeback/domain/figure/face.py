"""Decides the head at any turn between profile and front: outlines blend, features go round."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from easeback.domain.figure import head as profile
from easeback.domain.figure.geometry import Frame, Point
from easeback.domain.figure.ink import line, shape
from easeback.domain.figure.look import HairStyle, Inks, Look

_Rows = Sequence[tuple[float, float]]

_FACE: _Rows = (
    (-7.5, 2.0), (-6.9, 6.6), (-4.0, 10.9), (0.6, 12.3), (4.6, 10.5), (6.8, 7.0), (7.4, 4.2),
    (7.5, 2.4),
    (7.5, 0.8), (7.4, -0.6), (7.2, -1.8), (7.0, -2.8), (6.7, -3.9), (6.3, -4.9),
    (5.7, -6.0), (4.8, -7.2),
    (3.6, -8.4), (2.0, -9.4), (-0.4, -9.8), (-2.9, -8.9), (-5.2, -6.7), (-6.7, -3.8), (-7.3, -1.0),
)  # fmt: skip
_BEARD: _Rows = (
    (-7.3, 0.6), (-7.4, -3.4), (-6.2, -7.0), (-3.2, -10.2), (0.0, -11.0), (3.2, -10.2),
    (6.2, -7.0), (7.4, -3.4),
    (7.3, 0.6), (6.2, -2.0), (3.4, -3.4), (2.4, -5.6), (0.0, -6.3), (-2.4, -5.6), (-3.4, -3.4),
    (-6.2, -2.0),
)  # fmt: skip
_HAIR: Mapping[HairStyle, _Rows] = {
    HairStyle.CROP: (
        (7.3, 0.6), (8.3, 5.4), (6.6, 11.0), (1.0, 13.7), (-4.6, 12.8), (-7.8, 8.8),
        (-8.4, 4.6), (-8.0, 1.6),
        (-7.3, 0.0), (-6.9, 1.6), (-6.8, 3.4), (-6.4, 5.4), (-5.2, 7.2), (-3.0, 8.2), (0.0, 8.5),
        (3.2, 8.2),
        (5.6, 6.8), (6.7, 4.4),
    ),
    HairStyle.BUN: (
        (7.2, 2.0), (7.9, 6.4), (5.8, 11.2), (1.0, 13.2), (-4.2, 12.2), (-7.2, 8.4),
        (-7.9, 4.8), (-7.7, 2.2),
        (-7.2, 0.8), (-7.0, 2.4), (-6.7, 4.2), (-6.0, 6.2), (-4.6, 8.0), (-2.4, 9.2), (0.2, 9.6),
        (3.0, 9.0),
        (5.4, 7.4), (6.7, 5.0),
    ),
    HairStyle.BOB: (
        (8.4, -8.6), (9.8, -3.6), (9.4, 5.8), (5.6, 12.4), (0.0, 14.2), (-5.6, 12.6),
        (-9.2, 6.8), (-9.8, 0.0),
        (-9.8, -4.6), (-8.6, -8.8), (-6.2, -8.6), (-5.9, -5.0), (-6.9, 0.0), (-6.0, 4.8),
        (-2.2, 8.4), (3.4, 7.4),
        (6.8, 2.4), (6.2, -6.6),
    ),
    HairStyle.CURLS: (
        (7.4, -0.4), (10.0, 0.8), (9.4, 3.6), (11.2, 6.2), (9.0, 8.6), (9.0, 11.8),
        (5.8, 12.8), (3.8, 15.6),
        (0.4, 14.8), (-3.4, 15.8), (-5.6, 13.0), (-8.8, 12.0), (-9.0, 8.8), (-11.2, 6.4),
        (-9.4, 3.6),
        (-10.0, 0.8), (-7.4, -0.4), (-6.8, 2.2), (-7.2, 4.4), (-5.4, 6.0), (-4.2, 8.0),
        (0.0, 8.4), (4.2, 8.0),
        (5.6, 6.0), (7.0, 3.6),
    ),
    HairStyle.RECEDING: (
        (7.4, -0.2), (8.2, 3.6), (7.2, 8.2), (4.2, 11.4), (0.2, 12.6), (-4.2, 11.4),
        (-7.2, 8.2), (-8.2, 3.6),
        (-7.4, -0.2), (-6.9, 1.6), (-6.8, 3.6), (-6.5, 6.0), (-5.6, 8.6), (-3.4, 10.4), (0.0, 10.6),
        (3.4, 10.4),
        (5.6, 8.6), (6.6, 5.0),
    ),
}  # fmt: skip
_KNOT: _Rows = (
    (4.2, 13.0),
    (4.2, 16.4),
    (1.6, 18.6),
    (-2.0, 18.4),
    (-4.2, 16.0),
    (-3.8, 12.6),
    (0.0, 11.4),
)


@dataclass(frozen=True, slots=True)
class Gaze:
    """A head on the page: `frame` as for a profile, `turn` from profile (0) to front (90 degrees).

    `squeeze` is how much of its height is seen when it tips toward the viewer.
    """

    frame: Frame
    turn: float
    squeeze: float = 1.0

    def at(self, x: float, y: float, size: float) -> Point:
        return self.frame.at(x * size, y * size * self.squeeze)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the head: degrees round from the nose, distance from the middle, height."""

    round: float
    out: float
    up: float


def _blended(gaze: Gaze, side: _Rows, front: _Rows, size: float) -> list[Point]:
    share = math.sin(math.radians(gaze.turn))
    pairs = zip(side, front, strict=True)
    return [gaze.at(a + (c - a) * share, b + (d - b) * share, size) for (a, b), (c, d) in pairs]


def _seen(gaze: Gaze, spot: _Spot, size: float) -> Point:
    """A spot as far round as it can be seen; what is behind the edge waits on the edge."""
    angle = max(4.0, min(176.0, spot.round + gaze.turn))
    return gaze.at(spot.out * math.cos(math.radians(angle)), spot.up, size)


def _row(gaze: Gaze, spots: Sequence[tuple[float, float, float]], size: float) -> list[Point]:
    return [_seen(gaze, _Spot(*spot), size) for spot in spots]


_EYELID = ((13.0, 8.3, 0.9), (24.0, 8.3, 0.2), (36.0, 8.3, 1.0))
_EYEBROW = ((10.0, 8.5, 3.4), (22.0, 8.5, 4.2), (38.0, 8.5, 3.4))
_NOSE = ((4.0, 9.0, 0.6), (8.0, 9.8, -1.6), (6.0, 9.8, -2.5), (-6.0, 9.8, -2.5))
_MOUTH = ((18.0, 8.6, -4.6), (0.0, 9.2, -5.3), (-18.0, 8.6, -4.6))
_NOSTRIL = (9.0, 9.4, -2.4)


def _features(gaze: Gaze, colors: Inks, size: float) -> str:
    """Eyes, brows, nose and mouth.

    In profile the far eye and brow hide in the near ones, and the line of the nose in its nostril.
    """
    shown = min(1.0, max(0.0, (gaze.turn - 24.0) / 24.0))
    parts = []
    for far in (0.0, 1.0):
        for row, color, width in (_EYELID, colors.skin_line, 0.6), (_EYEBROW, colors.hair, 0.6):
            spots = [(degrees * (1.0 - 2.0 * far * shown), out, up) for degrees, out, up in row]
            parts.append(line(_row(gaze, spots, size), color, width * size))
    nose = [
        (a + (d - a) * shown, b + (e - b) * shown, c + (f - c) * shown)
        for (d, e, f), (a, b, c) in ((spot, _NOSTRIL) for spot in _NOSE)
    ]
    parts.append(line(_row(gaze, nose, size), colors.skin_line, 0.5 * size))
    parts.append(line(_row(gaze, _MOUTH, size), colors.skin_line, 0.6 * size))
    return "".join(parts)


def _ear(gaze: Gaze, side: float, size: float) -> list[Point]:
    """The ear sits at the middle in profile, and on the edge from the front."""
    share = math.sin(math.radians(gaze.turn))
    middle = -side * 7.4 * share
    wide = 1.0 - 0.35 * share
    rows = ((-0.2, -2.6), (-1.3, -0.6), (-1.7, 1.3), (-0.6, 2.3), (0.7, 1.5), (0.6, -0.4))
    return [gaze.at(middle + side * x * wide, y, size) for x, y in rows]


def turned_head(gaze: Gaze, look: Look, colors: Inks, size: float) -> str:
    """Face, ears and hair with closed eyes, at any turn."""
    style = look.hair_style
    parts = []
    if style is HairStyle.BUN:
        parts.append(shape(_blended(gaze, profile.KNOT, _KNOT, size), colors.hair))
    parts += [
        shape(_ear(gaze, -1.0, size), colors.skin_shade),
        shape(_blended(gaze, profile.FACE, _FACE, size), colors.skin),
        shape(_ear(gaze, 1.0, size), colors.skin_shade),
    ]
    if look.beard:
        parts.append(shape(_blended(gaze, profile.BEARD, _BEARD, size), colors.hair))
    corners = {0, 12} if style is HairStyle.BOB else {0}
    hair = _blended(gaze, profile.HAIR[style], _HAIR[style], size)
    return "".join((*parts, shape(hair, colors.hair, corners), _features(gaze, colors, size)))
