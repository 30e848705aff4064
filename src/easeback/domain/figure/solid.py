"""Decides where points in space are seen: steps in three directions, and bones that turn away."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from easeback.domain.figure.geometry import Frame, Point, heading
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.skeleton import Limb

_NORMALS = 16
"""Points on a round outline; each looks in its own fixed direction, so that outlines can morph."""


@dataclass(frozen=True, slots=True)
class Vec:
    """A place or a step in space: right and down the page, and out of it toward the viewer."""

    x: float
    y: float
    z: float

    def __add__(self, other: "Vec") -> "Vec":
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: "Vec") -> "Vec":
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> "Vec":
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: "Vec") -> float:
        return self.x * other.x + self.y * other.y + self.z * other.z

    @property
    def length(self) -> float:
        return math.sqrt(self.dot(self))

    @property
    def unit(self) -> "Vec":
        return self * (1.0 / self.length)

    @property
    def seen(self) -> Point:
        """Where it is on the page."""
        return Point(self.x, self.y)


@dataclass(frozen=True, slots=True)
class View:
    """How someone looks at the floor: from `height` degrees above it; 90 is straight down."""

    origin: Point
    height: float

    @property
    def floor_share(self) -> float:
        """How much of a length is seen that lies on the floor and runs toward the viewer."""
        return math.sin(math.radians(self.height))

    def step(self, across: float, toward: float, up: float) -> Vec:
        """A step to the right, along the floor toward the viewer, and up from the floor."""
        sine, cosine = self.floor_share, math.cos(math.radians(self.height))
        return Vec(across, toward * sine - up * cosine, toward * cosine + up * sine)

    def place(self, across: float, toward: float, up: float) -> Vec:
        return Vec(self.origin.x, self.origin.y, 0.0) + self.step(across, toward, up)


@dataclass(frozen=True, slots=True)
class Reach:
    """A limb in space: three joints, and the unit step in which its hand or foot looks."""

    root: Vec
    joint: Vec
    end: Vec
    tip: Vec

    @property
    def lengths(self) -> tuple[float, float]:
        return (self.joint - self.root).length, (self.end - self.joint).length

    @property
    def flexion(self) -> float:
        """Degrees of bend at the joint: 0 straight."""
        upper, lower = (self.joint - self.root).unit, (self.end - self.joint).unit
        return math.degrees(math.acos(min(1.0, max(-1.0, upper.dot(lower)))))

    def limb(self, outer: int) -> Limb:
        """The limb as it is seen; `outer` is the side on which its joint points out."""
        bones = Bones(self.root.seen, self.joint.seen, self.end.seen, outer)
        return Limb(bones, Frame(self.end.seen, self.tip.seen.angle))


def bent(root: Vec, target: Vec, bones: tuple[float, float], hint: Vec) -> tuple[Vec, Vec]:
    """Middle and end joint of a limb that reaches for the target; its joint points to the hint.

    A target out of reach is pointed at, never stretched to.
    """
    upper, lower = bones
    line = target - root
    distance = min(max(line.length, abs(upper - lower) * 1.001 + 0.01), (upper + lower) * 0.9995)
    along = line.unit
    aside = (hint - along * hint.dot(along)).unit
    share = (upper * upper + distance * distance - lower * lower) / (2 * distance)
    out = math.sqrt(max(0.0, upper * upper - share * share))
    return root + along * share + aside * out, root + along * distance


def hull(circles: Sequence[tuple[Point, float]]) -> list[Point]:
    """The round outline of all circles together, as of a cloth drawn tight around them."""
    outline = []
    for step in range(_NORMALS):
        normal = heading(360.0 * (step + 0.5) / _NORMALS)
        reach = [point.x * normal.x + point.y * normal.y + radius for point, radius in circles]
        center, radius = circles[reach.index(max(reach))]
        outline.append(center + normal * radius)
    return outline
