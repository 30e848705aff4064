"""Decides where points lie: vectors, frames, two-bone reach; the y axis points down the page."""

import math
from collections.abc import Callable
from dataclasses import dataclass

_CLOSE = 1e-9
"""Nobody sees the difference, in degrees or units."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place or a step in the plane, in drawing units."""

    x: float
    y: float

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Point") -> "Point":
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: float) -> "Point":
        return Point(self.x * factor, self.y * factor)

    @property
    def length(self) -> float:
        return math.hypot(self.x, self.y)

    @property
    def angle(self) -> float:
        """Direction in degrees: 0 points right, 90 points down the page."""
        return math.degrees(math.atan2(self.y, self.x))


def heading(degrees: float) -> Point:
    """The unit step in a direction (0 right, 90 down)."""
    radians = math.radians(degrees)
    return Point(math.cos(radians), math.sin(radians))


def between(start: Point, end: Point, share: float) -> Point:
    """The point that lies `share` of the way from start to end."""
    return start + (end - start) * share


def turn(start: float, end: float) -> float:
    """The signed turn in degrees from one direction to another, in (-180, 180]."""
    difference = (end - start) % 360.0
    return difference - 360.0 if difference > 180.0 else difference


@dataclass(frozen=True, slots=True)
class Frame:
    """A local frame: x runs along `degrees`, y runs to the left hand of someone walking that way.

    Trunk frames look toward the head, so +y is the back; thigh, shin and arm frames look toward
    hand or foot, so +y is the front; head frames look along the nose, so +y is the crown.
    """

    origin: Point
    degrees: float

    def at(self, x: float, y: float) -> Point:
        # Number by number: a picture asks for thousands of these.
        radians, origin = math.radians(self.degrees), self.origin
        right, down = math.cos(radians), math.sin(radians)
        return Point(origin.x + right * x + down * y, origin.y + down * x - right * y)

    def out(self, point: Point) -> float:
        """How far a point lies on the +y side."""
        along, step = heading(self.degrees), point - self.origin
        return step.x * along.y - step.y * along.x


def frame_between(start: Point, end: Point) -> Frame:
    """The frame of the bone that runs from start to end."""
    return Frame(start, (end - start).angle)


def bend_to_reach(
    start: Point, target: Point, upper: float, lower: float, bend: int
) -> tuple[Point, Point]:
    """Middle and end joint of a two-bone limb that reaches for the target.

    `bend` is +1 when the middle joint lies on the +y side of the line from start to target
    (knees), -1 on the other side (elbows). A target out of reach is pointed at, never stretched to.
    """
    line = target - start
    far = (upper + lower) * 0.9995
    near = abs(upper - lower) * 1.001 + 0.01
    distance = min(max(line.length, near), far)
    cosine = (upper * upper + distance * distance - lower * lower) / (2 * upper * distance)
    opening = math.degrees(math.acos(min(1.0, max(-1.0, cosine))))
    middle = start + heading(line.angle - bend * opening) * upper
    return middle, start + heading(line.angle) * distance


def solve(function: Callable[[float], float], low: float, high: float) -> float:
    """The argument between low and high where a monotone function crosses zero.

    When it does not cross, the end where it comes closest: a body reaches as far as it can.
    Found by the Illinois rule: where the line between both ends crosses, with the value of an end
    that stays put halved, so that both ends close in.
    """
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0:
        return low if abs(at_low) < abs(at_high) else high
    while at_low != at_high and abs(high - low) > _CLOSE:
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at_middle = function(middle)
        if at_middle * at_high > 0:
            at_low /= 2
        else:
            low, at_low = high, at_high
        high, at_high = middle, at_middle
        if abs(at_middle) < _CLOSE:
            break
    return high
