"""Decides how a row of points becomes one smooth SVG path of a fixed number of commands."""

import math
from collections.abc import Collection, Sequence
from functools import lru_cache

from easeback.domain.figure.geometry import Point, between


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A coordinate with one decimal in its shortest spelling."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _pair(x: float, y: float) -> str:
    second = number(y)
    return number(x) + (second if second.startswith("-") else f" {second}")


def _roots(points: Sequence[Point]) -> list[float]:
    """The square root of how far it is from each point to the next, around."""
    after = (*points[1:], points[0])
    chords = zip(points, after, strict=True)
    return [math.sqrt(max(math.hypot(b.x - a.x, b.y - a.y), 1e-6)) for a, b in chords]


def _handle(before: Point, here: Point, after: Point, back: float, ahead: float) -> Point:
    """The Bézier handle leaving `here` toward `after` on a centripetal Catmull-Rom curve.

    `back` and `ahead` are the roots of the two chords. Counted number by number, not point by
    point: much of the time of a picture goes by here.
    """
    on, off = back * back, ahead * ahead
    keep = 2 * back * back + 3 * back * ahead + ahead * ahead
    share = 1 / (3 * back * (back + ahead))
    return Point(
        (after.x * on - before.x * off + here.x * keep) * share,
        (after.y * on - before.y * off + here.y * keep) * share,
    )


def _segment(
    points: Sequence[Point], roots: Sequence[float], corners: Collection[int], index: int
) -> tuple[Point, Point, Point]:
    """Two handles and the end of one piece; a corner's handle leans toward the other end's."""
    first, last = index, (index + 1) % len(points)
    here, after = points[first], points[last]
    if first in corners and last in corners:
        return between(here, after, 1 / 3), between(after, here, 1 / 3), after
    beyond = points[(last + 1) % len(points)]
    leave = _handle(points[first - 1], here, after, roots[first - 1], roots[first])
    arrive = _handle(beyond, after, here, roots[last], roots[first])
    if first in corners:
        leave = between(here, arrive, 0.5)
    elif last in corners:
        arrive = between(after, leave, 0.5)
    return leave, arrive, after


def _path(points: Sequence[Point], corners: Collection[int], segments: int) -> str:
    """Relative commands, each measured from the rounded pen so that rounding never adds up."""
    pen_x, pen_y = round(points[0].x, 1), round(points[0].y, 1)
    text, roots = [f"M{_pair(pen_x, pen_y)}"], _roots(points)
    for index in range(segments):
        steps = []
        end_x, end_y = pen_x, pen_y
        for spot in _segment(points, roots, corners, index):
            end_x, end_y = round(spot.x - pen_x, 1), round(spot.y - pen_y, 1)
            steps.append(_pair(end_x, end_y))
        pen_x, pen_y = pen_x + end_x, pen_y + end_y
        joined = steps[0]
        for step in steps[1:]:
            joined += step if step.startswith("-") else f" {step}"
        text.append(f"c{joined}")
    return "".join(text)


def closed(points: Sequence[Point], corners: Collection[int] = ()) -> str:
    """A closed outline through all points; `corners` are the indexes where it may break."""
    return _path(points, corners, len(points)) + "z"


def opened(points: Sequence[Point]) -> str:
    """A line through all points, for lids, lips and folds."""
    return _path(points, (0, len(points) - 1), len(points) - 1)
