"""Decides the drawn faces of the invented therapists: head and shoulders from the front."""

import math

from easeback.domain.figure.geometry import Point
from easeback.domain.figure.ink import line, oval, shape
from easeback.domain.figure.look import Palette, is_dark, mix
from easeback.domain.figure.sitter import Rows, Sitter

SIZE = 240
_CENTER = Point(120.0, 120.0)
_FACE = Point(120.0, 106.0)
_DISC = 112.0


def _at(rows: Rows) -> list[Point]:
    return [Point(_FACE.x + x, _FACE.y + y) for x, y in rows]


def _mirrored(rows: Rows) -> list[Point]:
    """A symmetrical outline from its right half, top to bottom."""
    return _at([*rows, *((-x, y) for x, y in reversed(rows[1:-1]))])


def _shoulders(sitter: Sitter) -> tuple[list[Point], set[int]]:
    """Shoulders whose lower edge follows the disc, so that nothing needs to be clipped."""
    wide = sitter.shoulder
    rim = []
    start = math.degrees(math.acos(min(1.0, wide / _DISC)))
    for step in range(7):
        angle = math.radians(start + (180 - 2 * start) * step / 6)
        rim.append(Point(_CENTER.x + _DISC * math.cos(angle), _CENTER.y + _DISC * math.sin(angle)))
    top = sitter.neck + 7
    edge = rim[0].y
    slope = (
        (top, 172.0),
        (wide * 0.58, 178.0),
        (wide * 0.85, min(186.0, edge - 7)),
        (wide * 0.97, edge - 3),
    )
    right = [Point(120 + x, y) for x, y in slope]
    left = [Point(240 - point.x, point.y) for point in reversed(right)]
    dip = [Point(120 - top * 0.55, 184), Point(120, 189), Point(120 + top * 0.55, 184)]
    outline = [*right, *rim, *left, *dip]
    return outline, {0, 4, 10, 14}


def _eyes(sitter: Sitter, mark: str) -> str:
    parts = []
    for side in (-1.0, 1.0):
        center = Point(_FACE.x + 17 * side, _FACE.y - 1)
        parts.append(oval(center, 3.1, 3.9, mark))
        parts.append(oval(center + Point(1.0, -1.4), 0.9, 0.9, "#ffffff"))
        lid = ((-6.2, -0.6), (-3.0, -3.7), (2.2, -4.3), (7.2, -0.2))
        parts.append(line([center + Point(x * side, y) for x, y in lid], mark, 1.5))
    return "".join(parts)


def _features(sitter: Sitter, skin: str, hair: str) -> str:
    deep = is_dark(skin)
    mark = mix(skin, "#180704", 0.72) if deep else mix(skin, "#2a0f08", 0.62)
    soft = mix(skin, "#180704", 0.45) if deep else mix(skin, "#7a2f1c", 0.35)
    brow = mix(hair, "#1d1512", 0.15)
    parts = [_eyes(sitter, mix(mark, "#1d1512", 0.7))]
    for side in (-1.0, 1.0):
        arch = [(9 * side, -12.8), (14.5 * side, -15.0), (20.5 * side, -15.2), (27 * side, -12.2)]
        parts.append(line(_at(arch), brow, sitter.brow))
        parts.append(
            oval(Point(_FACE.x + 25 * side, _FACE.y + 18), 7.5, 5.0, mix(skin, "#c8553d", 0.11))
        )
        if sitter.lines:
            parts.append(
                line(_at([(31 * side, -1), (34.5 * side, 0.5), (37 * side, 3)]), soft, 0.9)
            )
    parts.append(line(_at([(2.5, 3), (5.6, 13), (2.6, 17.4), (-3.4, 16.8)]), soft, 1.6))
    parts.append(line(_at([(-12.5, 31), (-6, 35.4), (0, 36.4), (6, 35.4), (12.5, 31)]), mark, 1.9))
    parts.append(line(_at([(-4, 41.5), (0, 42.3), (4, 41.5)]), soft, 1.3))
    return "".join(parts)


def _glasses(color: str) -> str:
    parts = []
    for side in (-1.0, 1.0):
        ring = [
            (17 + 12.5 * math.cos(a), -1 + 10.5 * math.sin(a))
            for a in (0.2 + 0.6 * step for step in range(11))
        ]
        parts.append(line(_at([(x * side, y) for x, y in ring]), color, 1.5))
        parts.append(line(_at([(29 * side, -3), (36 * side, -4.5), (42 * side, -5)]), color, 1.5))
    parts.append(line(_at([(-5, -2.5), (0, -4.2), (5, -2.5)]), color, 1.5))
    return "".join(parts)


def sit(sitter: Sitter, palette: Palette) -> str:
    """The painted portrait of a sitter, without the frame of the SVG."""
    dark = is_dark(palette.ground)
    skin, hair = sitter.skin, sitter.hair
    disc = mix(sitter.disc, palette.ground, 0.35) if dark else sitter.disc
    shade = mix(skin, "#6b2f1c", 0.22)
    outline, corners = _shoulders(sitter)
    half = sitter.neck
    neck = [
        (-half, 34), (half, 34), (half + 1, 58), (half + 9, 70), (0, 84),
        (-half - 9, 70), (-half - 1, 58),
    ]  # fmt: skip
    chin = [
        (-sitter.neck - 0.5, 46),
        (sitter.neck + 0.5, 46),
        (sitter.neck + 0.8, 56),
        (0, 69),
        (-sitter.neck - 0.8, 56),
    ]
    parts = [
        oval(_CENTER, _DISC, _DISC, disc),
        shape(_at(sitter.hair_behind), hair),
        shape(_at(neck), skin),
        shape(_at(chin), shade),
        shape(outline, sitter.top, corners),
    ]
    for side in (-1.0, 1.0):
        parts.append(oval(Point(_FACE.x + 41.5 * side, _FACE.y + 3), 5.6, 9.5, shade))
        if sitter.earrings:
            parts.append(oval(Point(_FACE.x + 43 * side, _FACE.y + 16), 2.3, 2.3, sitter.earrings))
    parts.append(shape(_mirrored(sitter.half_face), skin))
    if sitter.beard:
        parts.append(shape(_at(sitter.beard), mix(hair, "#ffffff", 0.12)))
        parts.append(oval(Point(_FACE.x, _FACE.y + 36), 15.5, 7.5, skin))
    parts.append(shape(_at(sitter.hair_before), hair, sitter.corners))
    parts.append(_features(sitter, skin, hair))
    if sitter.glasses:
        parts.append(_glasses("#3a3f45"))
    return "".join(parts)
