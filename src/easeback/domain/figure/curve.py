"""Decides how a row of points becomes one smooth SVG path of a fixed number of commands."""

import math
from collections.abc import Collection, Sequence

from easeback.domain.figure.geometry import Point, between


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


def _handle(before: Point, here: Point, after: Point) -> Point:
    """The Bézier handle leaving `here` toward `after` on a centripetal Catmull-Rom curve."""
    back = math.sqrt(max((here - before).length, 1e-6))
    ahead = math.sqrt(max((after - here).length, 1e-6))
    keep = 2 * back * back + 3 * back * ahead + ahead * ahead
    total = 3 * back * (back + ahead)
    return (after * (back * back) - before * (ahead * ahead) + here * keep) * (1 / total)


def _segment(
    points: Sequence[Point], corners: Collection[int], index: int
) -> tuple[Point, Point, Point]:
    """Two handles and the end of one piece; a corner's handle leans toward the other end's."""
    count = len(points)
    first, last = index % count, (index + 1) % count
    here, after = points[first], points[last]
    leave = _handle(points[first - 1], here, after)
    arrive = _handle(points[(last + 1) % count], after, here)
    if first in corners and last in corners:
        return between(here, after, 1 / 3), between(after, here, 1 / 3), after
    if first in corners:
        leave = between(here, arrive, 0.5)
    elif last in corners:
        arrive = between(after, leave, 0.5)
    return leave, arrive, after


def _path(points: Sequence[Point], corners: Collection[int], segments: int) -> str:
    """Relative commands, each measured from the rounded pen so that rounding never adds up."""
    pen_x, pen_y = round(points[0].x, 1), round(points[0].y, 1)
    text = [f"M{_pair(pen_x, pen_y)}"]
    for index in range(segments):
        steps = []
        end_x, end_y = pen_x, pen_y
        for spot in _segment(points, corners, index):
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
