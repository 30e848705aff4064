"""The path data of the drawings as polygons, to ask what lies inside."""

import re
from itertools import pairwise

NUMBERS = re.compile(r"-?(?:\d+\.\d+|\.\d+|\d+)")
STEPS = 8
Polygon = list[tuple[float, float]]


def around(path: str) -> Polygon:
    """Points along a closed path of ours: one start, then relative Bézier curves."""
    start, *curves = path.rstrip("z").split("c")
    x, y = (float(value) for value in NUMBERS.findall(start))
    points = [(x, y)]
    for curve in curves:
        a, b, c, d, e, f = (float(value) for value in NUMBERS.findall(curve))
        for step in range(1, STEPS + 1):
            t = step / STEPS
            one, two, three = 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
            points.append((x + one * a + two * c + three * e, y + one * b + two * d + three * f))
        x, y = x + e, y + f
    return points


def holds(polygon: Polygon, x: float, y: float) -> bool:
    """Whether a point is inside: a ray from it crosses the outline an odd number of times."""
    inside = False
    for (left, top), (right, bottom) in pairwise([*polygon, polygon[0]]):
        if (top > y) != (bottom > y):
            inside ^= x < left + (right - left) * (y - top) / (bottom - top)
    return inside
