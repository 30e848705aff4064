"""Decides the head in profile: face, ear, eye and hair, in centimeters around the ear."""

from collections.abc import Sequence

from easeback.domain.figure.geometry import Frame, Point, between
from easeback.domain.figure.ink import line, oval, shape
from easeback.domain.figure.look import HairStyle, Inks, Look
from easeback.domain.figure.skeleton import Skeleton

_Rows = Sequence[tuple[float, float]]

FACE: _Rows = (
    (-8.7, 2.5), (-7.6, 7.4), (-3.6, 11.4), (1.8, 12.5), (6.3, 10.8), (8.9, 7.4), (9.5, 4.6),
    (9.05, 2.5),
    (10.1, 0.8), (11.6, -1.0), (11.2, -2.05), (9.75, -2.5), (10.1, -3.7), (9.45, -4.5),
    (9.85, -5.4), (9.05, -6.5),
    (9.2, -8.0), (8.2, -9.4), (5.2, -8.8), (1.6, -6.6), (-0.6, -3.6), (-4.6, -4.8), (-7.8, -1.2),
)  # fmt: skip
_EAR: _Rows = ((-0.2, -2.6), (-1.3, -0.6), (-1.7, 1.3), (-0.6, 2.3), (0.7, 1.5), (0.6, -0.4))
_LID: _Rows = ((6.1, 1.6), (7.1, 1.05), (8.3, 1.5))
_OPEN_LID: _Rows = ((6.3, 1.7), (7.4, 2.45), (8.6, 2.0))
_BROW: _Rows = ((5.6, 4.0), (7.2, 4.7), (8.7, 4.2))
_LIPS: _Rows = ((9.4, -4.5), (8.5, -4.75), (7.5, -4.4))
BEARD: _Rows = (
    (1.7, 1.0), (0.6, -3.0), (1.4, -6.8), (5.0, -9.4), (8.4, -10.2), (9.9, -8.6), (9.5, -6.4),
    (8.6, -5.7),
    (7.2, -5.4), (6.9, -3.4), (9.6, -2.9), (9.7, -2.5), (6.6, -2.3), (4.4, -3.6), (3.0, -1.8),
    (2.8, 1.2),
)  # fmt: skip
HAIR: dict[HairStyle, _Rows] = {
    HairStyle.CROP: (
        (8.7, 8.0), (7.6, 11.0), (3.6, 13.7), (-1.6, 13.6), (-6.6, 11.0), (-9.5, 6.2),
        (-9.6, 1.2), (-7.9, -2.6),
        (-5.6, -4.9), (-3.4, -4.0), (-2.6, -0.8), (-1.6, 2.6), (0.6, 3.0), (1.2, -0.4),
        (2.5, -0.2), (2.9, 3.4),
        (4.6, 6.0), (7.0, 6.6),
    ),
    HairStyle.BUN: (
        (8.4, 8.6), (6.6, 11.6), (2.6, 13.4), (-2.4, 13.1), (-6.9, 10.4), (-9.3, 5.8),
        (-9.2, 1.4), (-7.6, -2.2),
        (-5.4, -4.3), (-3.6, -3.2), (-2.5, -0.4), (-1.7, 2.4), (0.4, 3.0), (1.4, 1.0),
        (2.1, 0.8), (2.6, 3.8),
        (4.4, 6.6), (6.8, 7.8),
    ),
    HairStyle.BOB: (
        (9.3, 5.6), (9.6, 9.4), (7.0, 12.8), (2.4, 14.3), (-3.0, 13.9), (-7.8, 11.2),
        (-10.3, 6.0), (-10.5, 0.4),
        (-9.9, -5.0), (-8.9, -8.6), (-5.2, -9.1), (-1.4, -8.7), (1.6, -9.2), (2.0, -5.6),
        (1.5, -1.8), (2.2, 1.4),
        (3.6, 4.2), (6.4, 5.9),
    ),
    HairStyle.CURLS: (
        (8.4, 7.0), (10.0, 9.4), (8.6, 11.6), (7.6, 14.0), (4.4, 14.4), (2.0, 16.2),
        (-1.2, 15.2), (-4.2, 16.2),
        (-6.4, 13.8), (-9.6, 13.2), (-10.2, 10.2), (-12.4, 8.0), (-11.4, 5.0), (-12.2, 2.0),
        (-10.2, 0.0),
        (-9.8, -3.0), (-7.0, -3.6), (-4.6, -5.0), (-3.2, -2.4), (-2.2, 1.0), (-0.4, 3.2),
        (1.6, 2.0), (2.6, 4.0),
        (4.4, 5.4), (6.4, 6.6),
    ),
    HairStyle.RECEDING: (
        (-4.2, 10.6), (-6.6, 9.7), (-8.6, 7.4), (-9.5, 4.6), (-9.6, 2.0), (-9.0, -0.6),
        (-7.6, -3.0), (-5.8, -4.7),
        (-3.8, -4.0), (-2.8, -2.0), (-2.2, 0.6), (-1.5, 2.7), (0.7, 3.0), (1.1, -0.6),
        (2.3, -0.4), (2.7, 2.6),
        (1.2, 5.2), (-1.6, 7.6),
    ),
}  # fmt: skip
_STRAND: dict[HairStyle, _Rows] = {
    HairStyle.CROP: ((6.6, 9.6), (2.0, 11.0), (-3.6, 9.8)),
    HairStyle.BUN: ((6.2, 9.4), (1.6, 9.6), (-3.4, 12.2)),
    HairStyle.BOB: ((4.6, 11.4), (-2.2, 8.0), (-4.4, 0.6), (-4.2, -6.0)),
    HairStyle.CURLS: ((4.0, 10.6), (0.6, 12.0), (-3.2, 10.8)),
    HairStyle.RECEDING: ((-5.6, 6.6), (-6.8, 3.4), (-6.2, -0.4)),
}
KNOT: _Rows = (
    (-2.6, 12.4),
    (-1.6, 15.8),
    (-4.0, 18.3),
    (-7.6, 18.0),
    (-9.4, 15.0),
    (-8.2, 11.8),
    (-5.2, 10.8),
)


def _placed(person: Skeleton, rows: _Rows) -> list[Point]:
    """Rows around the ear, on the grid of the written numbers.

    A head that moves without turning then spells its curves alike in every moment, which packs.
    """
    size, ear = person.body.head, person.spine.head.origin
    frame = Frame(Point(round(ear.x, 1), round(ear.y, 1)), person.spine.head.degrees)
    return [frame.at(x * size, y * size) for x, y in rows]


def neck(person: Skeleton, fill: str) -> str:
    """The neck, from under the collar to under the jaw and the back of the skull."""
    half, nape, unit = person.body.neck_half, person.spine.nape, person.body.unit
    middle = person.spine.along(person.body.trunk + 0.5 * person.body.neck)
    skull = _placed(person, ((-6.6, -1.6), (-3.0, 1.0), (4.6, -5.0), (5.4, -8.4)))
    front = between(middle.at(0.0, -half * 1.02), skull[3], 0.12)
    points = [
        nape.at(-0.045 * unit, half * 0.7),
        nape.at(0.004 * unit, half * 1.02),
        middle.at(0.0, half * 0.98),
        *skull,
        front,
        nape.at(-0.012 * unit, -half * 1.25),
        nape.at(-0.055 * unit, -half * 0.9),
    ]
    return shape(points, fill)


def head(person: Skeleton, look: Look, colors: Inks, *, awake: bool) -> str:
    """Face and hair; eyes are closed at rest, and look ahead when `awake`."""
    size = person.body.head
    parts = []
    if look.hair_style is HairStyle.BUN:
        parts.append(shape(_placed(person, KNOT), colors.hair))
    parts.append(shape(_placed(person, FACE), colors.skin))
    if look.beard:
        parts.append(shape(_placed(person, BEARD), colors.hair))
    parts += [
        shape(_placed(person, _EAR), colors.skin_shade),
        shape(
            _placed(person, HAIR[look.hair_style]),
            colors.hair,
            {0} if look.hair_style is not HairStyle.BOB else {0, 12},
        ),
        line(_placed(person, _STRAND[look.hair_style]), colors.hair_light, 0.9 * size),
        line(_placed(person, _OPEN_LID if awake else _LID), colors.skin_line, 0.5 * size),
        line(_placed(person, _BROW), colors.hair, 0.65 * size),
        line(_placed(person, _LIPS), colors.skin_line, 0.5 * size),
    ]
    if awake:
        pupil = person.spine.head.at(7.75 * size, 1.45 * size)
        parts.append(oval(pupil, 0.62 * size, 0.85 * size, colors.eye))
    return "".join(parts)
