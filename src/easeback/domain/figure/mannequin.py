"""Decides how the person of the body chart is drawn, upright, from the front and from behind."""

from collections.abc import Sequence

from easeback.domain.figure.extremity import Grip, Hand, hand
from easeback.domain.figure.face import Gaze, turned_head
from easeback.domain.figure.geometry import Frame, Point
from easeback.domain.figure.ink import line, shape
from easeback.domain.figure.look import HairStyle, Inks, Look, Palette, inks
from easeback.domain.vocabulary import View

Rows = Sequence[tuple[float, float]]

LOOK = Look(
    skin="#cf9d78", hair="#5b4a41", hair_style=HairStyle.CROP, top="#b5c9bb", trousers="#7e9890"
)
"""Somebody of no particular age or sex, in quiet colors on which a mark stands out."""

SIDE: Rows = (
    (42.0, 122.0), (41.0, 140.0), (39.0, 160.0), (38.0, 178.0), (39.8, 194.0), (43.0, 210.0),
    (45.0, 228.0), (45.2, 246.0), (44.2, 266.0), (41.6, 292.0), (38.0, 316.0), (36.2, 334.0),
    (36.6, 354.0), (36.2, 372.0), (33.2, 396.0), (29.6, 420.0), (29.0, 434.0),
)  # fmt: skip
"""The outer edge of trunk and leg, from the armpit to the ankle, from the middle to one side."""
INSIDE: Rows = (
    (0.6, 243.0), (3.2, 266.0), (7.4, 292.0), (10.6, 316.0), (11.8, 334.0), (11.0, 354.0),
    (11.4, 372.0), (13.6, 396.0), (16.2, 420.0), (16.4, 434.0),
)  # fmt: skip
"""The inner edge of a leg, from the crotch to the ankle."""
_NECK: Rows = ((13.4, 54.0), (12.8, 68.0), (14.4, 78.0), (22.0, 90.0), (0.0, 100.0))
_ARM: Rows = (
    (50.0, 96.0), (60.0, 102.0), (65.0, 118.0), (66.6, 140.0), (67.4, 160.0), (68.8, 178.0),
    (69.2, 196.0), (68.6, 216.0), (67.4, 240.0), (58.4, 240.0), (55.8, 218.0), (52.8, 196.0),
    (51.0, 178.0), (49.6, 160.0), (47.0, 140.0), (43.0, 120.0),
)  # fmt: skip
_WRIST = Frame(Point(63.0, 238.0), 89.0)
_HAND = 44.0
_SHIRT: Rows = (
    (13.6, 78.0), (22.0, 84.2), (38.0, 89.2), (52.0, 94.0), (61.0, 101.6), (66.0, 116.0),
    (69.0, 139.0), (46.4, 143.0), (42.6, 124.0), (41.8, 140.0), (40.0, 160.0), (39.2, 178.0),
    (40.6, 192.0), (43.4, 206.0), (0.0, 209.0),
)  # fmt: skip
_SHIRT_CORNERS = (0, 6, 7, 8, 13)
_SHORTS: Rows = (
    (43.0, 203.0), (45.4, 216.0), (46.4, 232.0), (46.8, 250.0), (46.6, 268.0), (46.0, 288.0),
    (5.4, 289.0), (2.6, 268.0), (0.0, 247.0),
)  # fmt: skip
_SHORTS_CORNERS = (0, 5, 6)
_DIP = {View.FRONT: 91.0, View.BACK: 83.6}
"""How far down the collar reaches in the middle."""
_FOOT: Rows = (
    (29.4, 436.0), (34.0, 443.6), (38.8, 450.4), (37.4, 454.8), (30.0, 456.4), (20.0, 456.2),
    (14.6, 453.8), (14.2, 448.0), (16.0, 439.0),
)  # fmt: skip
"""A foot from the front, from the outer ankle around to the inner one."""
_TOES: Sequence[Rows] = (
    ((21.4, 451.6), (21.6, 455.2)),
    ((27.0, 452.0), (27.6, 455.4)),
    ((31.8, 451.4), (32.6, 454.6)),
)
_SOLE: Rows = ((27.0, 444.0), (34.6, 450.4), (36.4, 454.4), (32.0, 456.0), (24.0, 455.6))
_HEEL: Rows = (
    (28.8, 438.0), (30.2, 446.0), (29.8, 453.0), (25.2, 456.4), (19.6, 456.0), (15.8, 452.4),
    (15.8, 445.0), (16.6, 438.0),
)  # fmt: skip
_HEAD = Gaze(Frame(Point(0.0, 44.0), 0.0), 90.0)
_SIZE = 2.62
_HAIR: Rows = (
    (0.0, 13.7), (4.6, 12.6), (7.6, 9.2), (8.3, 4.6), (7.7, 0.4), (6.9, -3.4), (5.4, -5.8),
    (2.8, -6.6), (0.0, -6.8),
)  # fmt: skip
_EAR: Rows = ((7.0, 2.2), (8.4, 2.6), (9.0, 1.0), (8.4, -1.4), (7.4, -2.8), (6.6, -1.6))
_SPINE: Rows = ((0.0, 98.0), (0.0, 150.0), (0.0, 200.0))
_BLADE: Rows = ((12.6, 103.0), (11.4, 113.0), (14.2, 122.0), (20.0, 124.6))


def placed(rows: Rows) -> list[Point]:
    """The points of an outline, on the side of the body to the right of the middle."""
    return [Point(x, y) for x, y in rows]


def mirrored(points: Sequence[Point]) -> list[Point]:
    """The same outline on the other side of the middle."""
    return [Point(-point.x, point.y) for point in points]


def _whole(half: Rows, fill: str, corners: Sequence[int] = ()) -> str:
    """An outline from one half of it, which runs from the top to the middle below."""
    points = placed(half)
    other = mirrored([p for p in points if p.x][::-1])
    last = len(points) + len(other) - 1
    return shape([*points, *other], fill, {*corners, *(last - at for at in corners)})


def _twice(half: str) -> str:
    """One side of the body and the same on the other."""
    return half + f'<g transform="scale(-1 1)">{half}</g>'


def _leg(view: View, colors: Inks) -> str:
    end = _FOOT if view is View.FRONT else _HEEL
    leg = shape(placed([*SIDE[8:], *end, *INSIDE[:1:-1], (4.6, 274.0)]), colors.skin)
    if view is View.BACK:
        return shape(placed(_SOLE), colors.skin_shade) + leg
    return leg + "".join(line(placed(toe), colors.skin_line, 0.7) for toe in _TOES)


def _arm(colors: Inks) -> str:
    grip = Grip(Hand.TURNED, Hand.TURNED, 0.0)
    drawn = hand(_WRIST, _HAND, grip, colors.skin, colors.skin_line)
    return drawn + shape(placed(_ARM), colors.skin)


def _shirt(view: View, colors: Inks) -> str:
    points = placed(_SHIRT)
    dip = Point(0.0, _DIP[view])
    outline = [dip, *points, *mirrored(points[:-1])[::-1]]
    count = len(outline)
    corners = {at + 1 for at in _SHIRT_CORNERS}
    return shape(outline, colors.top, corners | {count - at for at in corners})


def _head(view: View, colors: Inks) -> str:
    if view is View.FRONT:
        return turned_head(_HEAD, LOOK, colors, _SIZE)
    ear = [_HEAD.at(x, y, _SIZE) for x, y in _EAR]
    hair = [_HEAD.at(x, y, _SIZE) for x, y in _HAIR]
    whole = [*hair, *mirrored(hair[1:-1])[::-1]]
    return _twice(shape(ear, colors.skin_shade)) + shape(whole, colors.hair)


def mannequin(view: View, palette: Palette) -> str:
    """The painted person, the middle of the body at 0 and the soles at 456 units."""
    colors = inks(LOOK, palette)
    parts = [
        _twice(_arm(colors) + _leg(view, colors)),
        _whole(_SHORTS, colors.trousers, _SHORTS_CORNERS),
    ]
    parts += [_whole(_NECK, colors.skin_shade), _shirt(view, colors)]
    if view is View.BACK:
        parts.append(line(placed(_SPINE), colors.top_shade, 1.6))
        parts.append(_twice(line(placed(_BLADE), colors.top_shade, 1.6)))
    parts.append(_head(view, colors))
    return "".join(parts)
