"""Decides what a figure is: its window, its poses, how joints settle and how parts overlap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.skeleton import Pose, Skeleton


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawn exercise or position: window, poses, how joints settle and how parts overlap.

    The window (`width`, `top`, `height`) is shared by all poses of a figure.
    """

    width: int
    top: int
    height: int
    poses: Mapping[str, Pose]
    settle: Callable[[Body, Pose], Skeleton]
    paint: Callable[[Painter], str]
    shod: bool = False
