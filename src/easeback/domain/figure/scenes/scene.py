"""Decides what a figure is: its window, its poses, how joints settle and how parts overlap."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from easeback.domain.figure.body import Body, Build, body
from easeback.domain.figure.facing import Facing
from easeback.domain.figure.front import FrontPainter
from easeback.domain.figure.look import Look, Palette, inks
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.skeleton import Pose, Skeleton

Joints = TypeVar("Joints", Skeleton, Facing)


@dataclass(frozen=True, slots=True)
class Scene(ABC):
    """One drawn exercise or position.

    The window (`width`, `top`, `height`) is shared by all poses, of which the first is at rest.
    """

    width: int
    top: int
    height: int
    poses: Mapping[str, Pose]

    @abstractmethod
    def painted(self, pose: Pose, look: Look, palette: Palette) -> str:
        """A person in the pose, with what carries them."""


@dataclass(frozen=True, slots=True)
class Figure(Scene):
    """Seen from the side: how joints settle and how parts overlap."""

    settle: Callable[[Body, Pose], Skeleton]
    paint: Callable[[Painter], str]
    shod: bool = False

    def painted(self, pose: Pose, look: Look, palette: Palette) -> str:
        person = settled(self.settle, look.build, pose)
        return self.paint(Painter(person, look, inks(look, palette), palette, self.shod))


@dataclass(frozen=True, slots=True)
class FrontFigure(Scene):
    """Seen from the front."""

    settle: Callable[[Body, Pose], Facing]
    paint: Callable[[FrontPainter], str]

    def painted(self, pose: Pose, look: Look, palette: Palette) -> str:
        person = settled(self.settle, look.build, pose)
        return self.paint(FrontPainter(person, look, inks(look, palette), palette))


# The same person in the same pose is painted by day and by night, still and moving.
@lru_cache(maxsize=512)
def settled(settle: Callable[[Body, Pose], Joints], build: Build, pose: Pose) -> Joints:
    """The joints of a person in a pose."""
    return replace(settle(body(build), pose), breath=pose.breath)
