"""Decides whether a painting stays within its window."""

import math
import re
from collections.abc import Iterator

from easeback.domain.figure.scenes import Scene

_PATH = re.compile(r' d="([^"]*)"')
_NUMBER = re.compile(r"-?(?:\d+\.\d+|\.\d+|\d+)")


def sticks_out(painting: str, scene: Scene) -> bool:
    """Whether some outline leaves the window of its scene, or cannot be drawn at all."""
    return not all(
        0 <= x <= scene.width and scene.top <= y <= scene.top + scene.height
        for path in _PATH.findall(painting)
        for x, y in _points(path)
    )


def _points(path: str) -> Iterator[tuple[float, float]]:
    """The points through which a path of ours runs: one start, then relative curves."""
    if "nan" in path or "inf" in path:
        yield math.nan, math.nan
        return
    start, *curves = path.rstrip("z").split("c")
    x, y = (float(value) for value in _NUMBER.findall(start))
    yield x, y
    for curve in curves:
        *_, across, down = (float(value) for value in _NUMBER.findall(curve))
        x, y = x + across, y + down
        yield x, y
