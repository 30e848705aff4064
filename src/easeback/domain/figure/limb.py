"""Decides the outline of a limb: tapered, rounded over its joint, creased inside the bend."""

import math
from dataclasses import dataclass

from easeback.domain.figure.body import LimbShape
from easeback.domain.figure.geometry import Frame, Point, frame_between, heading, turn


@dataclass(frozen=True, slots=True)
class Bones:
    """Three joints, and the side (+1 or -1, the frame's y) on which knee or elbow points out."""

    root: Point
    joint: Point
    end: Point
    outer: int

    @property
    def upper(self) -> Frame:
        return frame_between(self.root, self.joint)

    @property
    def lower(self) -> Frame:
        return frame_between(self.joint, self.end)

    @property
    def lengths(self) -> tuple[float, float]:
        return (self.joint - self.root).length, (self.end - self.joint).length

    @property
    def flexion(self) -> float:
        """Degrees of bend at the joint: 0 straight, positive the way the joint really bends."""
        return self.outer * turn(self.upper.degrees, self.lower.degrees)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two long edges of a limb, each from root to end."""

    outer: tuple[Point, ...]
    inner: tuple[Point, ...]


def crease(flexion: float, half: float, room: float) -> tuple[float, float]:
    """How far the fold inside a bend reaches along the bones, and out along the bisector."""
    angle = math.radians(min(max(flexion, 0.0), 150.0)) / 2
    along = half * math.tan(angle)
    if along > room:
        return room, math.hypot(room, half)
    return along, half / math.cos(angle)


def sides(bones: Bones, shape: LimbShape) -> Sides:
    """Both edges of the limb; the number of points never depends on the pose."""
    upper, lower = bones.upper, bones.lower
    long, short = bones.lengths
    sign, flexion = bones.outer, bones.flexion
    out, inside = shape.joint
    along, depth = crease(flexion, inside, 0.42 * min(long, short))
    middle = upper.degrees + turn(upper.degrees, lower.degrees) / 2
    bisector = heading(middle - 90.0 * sign)
    rounded = out * (0.9 - 0.6 * min(max(flexion, 0.0) / 90.0, 1.0))
    outer = [upper.at(share * long, sign * half) for share, half, _ in shape.upper]
    outer += [
        upper.at(long - rounded, sign * out),
        bones.joint + bisector * (out * 1.02),
        lower.at(rounded, sign * out),
    ]
    outer += [lower.at(share * short, sign * half) for share, half, _ in shape.lower]
    first = shape.upper[0][0]
    left = (long - along - first * long) / (long - first * long)
    right = (short - along) / short
    inner = [
        upper.at(long * (first + (share - first) * left), -sign * half)
        for share, _, half in shape.upper
    ]
    inner.append(bones.joint + bisector * -depth)
    inner += [
        lower.at(short * (1 - (1 - share) * right), -sign * half) for share, _, half in shape.lower
    ]
    return Sides(tuple(outer), tuple(inner))
