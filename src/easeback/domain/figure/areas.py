"""Decides where on the drawn body each area lies: its outline, and where touching means it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from easeback.domain.figure.curve import closed
from easeback.domain.figure.geometry import Point, between
from easeback.domain.figure.mannequin import INSIDE, SIDE, Rows, mirrored, placed
from easeback.domain.vocabulary import Area, View

VIEW_WIDTH, VIEW_HEIGHT = 152.0, 464.0
"""One view, in drawing units; the middle of the body is the middle of the view."""
TOUCH = 39.0
"""The least that can be touched of an area, across and down: 44 pixels in a view of 172."""
_GAP = 0.8
"""How far an area stays inside its borders, so that two never meet."""
_ROUND = 2.4
"""How far from its end a straight border begins to turn."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in drawing units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def joined(self, other: "Box") -> "Box":
        """The least box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


_Edge = Rows | float
"""Where a border runs: through these points, or straight down at this distance from the middle."""
_Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Patch:
    """An area on one side of the body, or across its middle where `inner` is None.

    `top` and `bottom` are how far down it begins and ends at its inner and at its outer edge.
    """

    inner: _Edge | None
    outer: _Edge
    top: _Ends
    bottom: _Ends


_CENTER = 19.8
"""Half of the middle of the low back."""
_GROIN: Rows = ((0.0, 200.0), (0.0, 240.0), *INSIDE)

_PATCHES: Mapping[Area, _Patch] = {
    Area.MID_BACK: _Patch(None, SIDE, (134.0, 132.0), (173.0, 171.0)),
    Area.LOW_BACK_LEFT: _Patch(_CENTER, SIDE, (172.0, 171.0), (213.8, 211.0)),
    Area.LOW_BACK_CENTER: _Patch(None, _CENTER, (173.0, 172.0), (216.0, 213.8)),
    Area.BUTTOCK_LEFT: _Patch(0.0, SIDE, (216.0, 211.0), (258.0, 253.0)),
    Area.THIGH_BACK_LEFT: _Patch(INSIDE, SIDE, (258.0, 253.0), (334.0, 331.0)),
    Area.LOWER_LEG_BACK_LEFT: _Patch(INSIDE, SIDE, (334.0, 331.0), (414.0, 414.0)),
    Area.GROIN_LEFT: _Patch(_GROIN, SIDE, (221.0, 229.0), (272.0, 271.0)),
    Area.THIGH_FRONT_LEFT: _Patch(INSIDE, SIDE, (272.0, 271.0), (313.0, 313.0)),
    Area.KNEE_LEFT: _Patch(INSIDE, SIDE, (313.0, 313.0), (354.0, 354.0)),
    Area.LOWER_LEG_FRONT_LEFT: _Patch(INSIDE, SIDE, (354.0, 354.0), (415.0, 415.0)),
}
"""What lies between two edges."""

_HALVES: Mapping[Area, Rows] = {
    Area.NECK: (
        (0.0, 62.6), (9.0, 63.2), (11.4, 66.0), (11.8, 72.0), (12.8, 77.6), (8.0, 81.0),
        (0.0, 82.4),
    ),
    Area.UPPER_BACK: (
        (0.0, 86.6), (12.0, 85.6), (23.4, 86.6), (26.2, 89.6), (26.2, 104.0), (26.4, 119.4),
        (28.8, 122.6), (38.6, 122.9), (41.0, 124.8), (40.8, 129.4), (38.2, 131.5), (20.0, 132.5),
        (0.0, 133.0),
    ),
    Area.CHEST: (
        (0.0, 94.6), (9.0, 90.0), (15.6, 82.4), (22.0, 85.6), (38.0, 90.6), (44.4, 94.0),
        (45.0, 104.0), (42.6, 116.0), (41.6, 128.0), (40.6, 138.0), (39.4, 145.6), (36.6, 148.0),
        (20.0, 146.8), (0.0, 146.2),
    ),
    Area.BELLY: (
        (0.0, 147.8), (20.0, 148.4), (36.2, 149.8), (38.6, 152.4), (38.2, 160.0), (37.2, 176.0),
        (37.0, 180.4), (34.6, 182.8), (23.0, 184.8), (20.4, 187.4), (19.9, 194.0), (19.9, 216.0),
        (17.4, 221.6), (8.0, 220.8), (0.0, 220.0),
    ),
}  # fmt: skip
"""What lies across the middle: one half of it, from the top down."""

_OUTLINES: Mapping[Area, Rows] = {
    Area.SHOULDER_LEFT: (
        (27.8, 91.4), (30.6, 88.6), (40.0, 91.0), (52.0, 95.4), (60.2, 102.6), (64.4, 114.0),
        (65.4, 119.6), (62.8, 122.0), (52.0, 121.8), (44.0, 121.4), (31.0, 121.0), (28.0, 118.4),
        (27.8, 104.0),
    ),
    Area.HIP_LEFT: (
        (21.5, 194.0), (22.0, 188.6), (24.2, 186.4), (35.4, 184.4), (38.4, 186.4), (39.4, 195.0),
        (42.2, 210.0), (43.6, 220.0), (43.6, 225.2), (41.2, 227.0), (32.0, 225.6), (24.0, 224.2),
        (21.6, 221.4), (21.5, 210.0),
    ),
    Area.HEEL_LEFT: (
        (17.2, 418.0), (19.2, 415.2), (26.0, 415.2), (28.6, 418.0), (28.2, 434.0), (29.2, 446.0),
        (28.8, 452.4), (25.0, 455.4), (19.8, 455.0), (16.8, 451.8), (16.8, 445.0), (17.4, 434.0),
    ),
    Area.FOOT_LEFT: (
        (17.2, 419.0), (19.2, 416.2), (26.0, 416.2), (28.8, 419.0), (28.6, 436.0), (33.4, 444.6),
        (37.6, 450.4), (36.4, 454.0), (30.0, 455.4), (20.2, 455.2), (15.6, 453.0), (15.2, 448.0),
        (17.0, 439.0),
    ),
}  # fmt: skip
"""What has a form of its own."""


def _at(edge: _Edge, down: float) -> float:
    """How far from the middle an edge is at a height."""
    if not isinstance(edge, Sequence):
        return edge
    for (near, above), (far, below) in pairwise(edge):
        if down <= below:
            return near + (far - near) * (down - above) / (below - above)
    return edge[-1][0]


def _along(edge: _Edge, ends: _Ends, aside: float) -> list[Point]:
    """A border from its top to its bottom, moved aside by the gap, without its rounded ends."""
    top, bottom = ends[0] + _GAP, ends[1] - _GAP
    rows = edge if isinstance(edge, Sequence) else ()
    turns = (top + _ROUND, top + 2 * _ROUND, bottom - 2 * _ROUND, bottom - _ROUND)
    downs = sorted([*turns, *(y for _, y in rows if turns[1] + 3.0 < y < turns[2] - 3.0)])
    return [Point(_at(edge, y) + aside, y) for y in downs]


def _across(patch: _Patch, ends: _Ends, down: float) -> list[Point]:
    """The upper or lower border from the inner to the outer edge, without its rounded ends."""
    inner = Point(0.0 if patch.inner is None else _at(patch.inner, ends[0]), ends[0] + down)
    outer = Point(_at(patch.outer, ends[1]), ends[1] + down)
    long = (outer - inner).length
    turn, corner = _ROUND / long, (_GAP + _ROUND) / long
    shares = [0.0] if patch.inner is None else [corner, corner + turn]
    shares += [1.0 - corner - turn, 1.0 - corner]
    return [between(inner, outer, share) for share in shares]


def _outline(patch: _Patch) -> list[Point]:
    """From the top of the inner edge around; half of it where it lies across the middle."""
    outer = _along(patch.outer, (patch.top[1], patch.bottom[1]), -_GAP)
    points = [*_across(patch, patch.top, _GAP), *outer, *_across(patch, patch.bottom, -_GAP)[::-1]]
    if patch.inner is not None:
        points += _along(patch.inner, (patch.top[0], patch.bottom[0]), _GAP)[::-1]
    return points


def outline(area: Area) -> tuple[Point, ...]:
    """The points around an area, in the drawing of its view, whose middle is at 0.

    A person's left is on the right of the front view, and on the left of the back view.
    """
    left = Area(area.replace("-right", "-left"))
    patch = _PATCHES.get(left)
    points = _outline(patch) if patch else placed(_HALVES.get(left) or _OUTLINES[left])
    if left in _HALVES or (patch and patch.inner is None):
        return (*points, *mirrored(points[1:-1])[::-1])
    there = (area is left) == (area.view is View.FRONT)
    return tuple(points if there else mirrored(points))


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _target(own: Box) -> Box:
    """A square on the area, or away from the middle of the body and up where that is smaller."""
    half, across, down = TOUCH / 2, own.middle.x, own.middle.y
    if own.width < TOUCH and abs(across) > 1.0:
        across = own.left + half if across > 0 else own.right - half
    if own.height < TOUCH:
        down = own.bottom - half
    return Box(across - half, down - half, across + half, down + half)


@dataclass(frozen=True, slots=True)
class Spot:
    """An area in the drawing of its view, in units from the middle of the body and from the top.

    `path` is its outline as SVG path data, `middle` where a sign on it stands. Touching `target`
    means it too, which is `TOUCH` across and down, and touches no other area. `reach` holds both.
    """

    area: Area
    path: str
    middle: Point
    target: Box
    reach: Box


@cache
def spots(view: View) -> tuple[Spot, ...]:
    """All that can be pointed at in a view, from the head down."""
    return tuple(_spot(area) for area in Area if area.view is view)


def _spot(area: Area) -> Spot:
    points = outline(area)
    own = _bounds(points)
    target = _target(own)
    return Spot(area, closed(points), own.middle, target, own.joined(target))
