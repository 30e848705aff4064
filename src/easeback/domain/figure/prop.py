"""Decides how the things that carry a person are drawn: mat, pillows, chair, counter, bed."""

from easeback.domain.figure.geometry import Frame, Point
from easeback.domain.figure.ink import oval, shape, slab
from easeback.domain.figure.look import Palette


def mat(left: float, right: float, floor: float, palette: Palette) -> str:
    """A mat seen a little from above; hands and knees stand on its upper face."""
    return slab(left, floor - 6, right, floor + 17, 9, palette.mat) + slab(
        left, floor - 9, right, floor + 11, 9, palette.mat_top
    )


def shadow(center: Point, across: float, palette: Palette) -> str:
    """The soft patch under what rests on the floor."""
    return oval(center, across, 5.0, palette.shadow)


def pillow(left: float, right: float, top: float, bottom: float, palette: Palette) -> str:
    """A plump pillow lying on the floor, with the dent that a head makes."""
    wide, tall = right - left, bottom - top
    rows = (
        (0.02, 0.55), (0.06, 0.16), (0.22, 0.02), (0.50, 0.10), (0.78, 0.06), (0.95, 0.30),
        (0.99, 0.66), (0.93, 0.95), (0.70, 1.0), (0.30, 1.0), (0.07, 0.95),
    )  # fmt: skip
    under = (
        (0.01, 0.62), (0.20, 0.80), (0.50, 0.84), (0.82, 0.80), (1.0, 0.58), (0.99, 0.78),
        (0.93, 0.95),
        (0.70, 1.0), (0.30, 1.0), (0.07, 0.95),
    )  # fmt: skip
    placed = [Point(left + x * wide, top + y * tall) for x, y in rows]
    lower = [Point(left + x * wide, top + y * tall) for x, y in under]
    return shape(placed, palette.cushion) + shape(lower, palette.cushion_shade, {0, 4})


def bolster(frame: Frame, long: float, half: float, palette: Palette) -> str:
    """A pillow along a frame, for between the knees."""
    rows = (
        (0.0, 0.55), (0.12, 1.0), (0.5, 0.92), (0.88, 1.0), (1.0, 0.55),
        (1.0, -0.55), (0.88, -1.0), (0.5, -0.92), (0.12, -1.0), (0.0, -0.55),
    )  # fmt: skip
    return shape([frame.at(x * long, y * half) for x, y in rows], palette.cushion)


def roll(center: Point, radius: float, palette: Palette) -> str:
    """A round bolster from its end, for under the knees."""
    return oval(center, radius, radius, palette.cushion_shade) + oval(
        center + Point(-0.06, -0.08) * radius, 0.84 * radius, 0.84 * radius, palette.cushion
    )


def chair(left: float, right: float, seat: float, floor: float, palette: Palette) -> str:
    """A plain chair from the side: padded seat, two legs, a low back at the far end."""
    back = [
        Point(right - 12, seat + 18), Point(right - 4, seat - 36), Point(right + 3, seat - 78),
        Point(right + 13, seat - 78), Point(right + 8, seat - 36), Point(right - 1, seat + 18),
    ]  # fmt: skip
    return (
        shape(back, palette.wood_shade, {0, 2, 3, 5})
        + slab(left + 10, seat + 14, left + 19, floor, 2, palette.wood_shade)
        + slab(right - 12, seat + 14, right - 3, floor, 2, palette.wood_shade)
        + slab(left + 4, seat + 12, right, seat + 22, 3, palette.wood)
        + slab(left, seat, right - 1, seat + 14, 7, palette.cushion)
    )


def seat_behind(left: float, right: float, seat: float, floor: float, palette: Palette) -> str:
    """What is behind a person on a chair that looks right: its legs and its back."""
    back = [
        Point(left + 12, seat + 18), Point(left + 4, seat - 40), Point(left - 7, seat - 104),
        Point(left + 4, seat - 104), Point(left + 14, seat - 40), Point(left + 22, seat + 18),
    ]  # fmt: skip
    return (
        shape(back, palette.wood_shade, {0, 2, 3, 5})
        + slab(left + 12, seat + 14, left + 22, floor, 2, palette.wood_shade)
        + slab(right - 22, seat + 14, right - 12, floor, 2, palette.wood_shade)
    )


def seat_before(left: float, right: float, seat: float, palette: Palette) -> str:
    """The seat of that chair, into which a person sinks a little."""
    return slab(left + 6, seat + 10, right - 6, seat + 21, 3, palette.wood) + slab(
        left + 8, seat, right, seat + 14, 7, palette.cushion
    )


def counter(left: float, right: float, top: float, floor: float, palette: Palette) -> str:
    """A kitchen counter from the side."""
    return (
        slab(left + 10, top + 9, right, floor, 2, palette.cushion)
        + slab(left + 10, top + 9, right, top + 18, 2, palette.cushion_shade)
        + slab(left, top, right, top + 12, 4, palette.wood)
    )


def bed(left: float, top: float, right: float, bottom: float, palette: Palette) -> str:
    """A mattress seen from above."""
    return slab(left, top + 5, right, bottom + 5, 22, palette.mat) + slab(
        left, top, right, bottom, 22, palette.mat_top
    )


def cushion(center: Point, across: float, down: float, palette: Palette) -> str:
    """A head pillow seen from above."""
    edges = (
        (-1, -0.75), (-0.9, -0.97), (0, -0.92), (0.9, -0.97), (1, -0.75), (0.95, 0),
        (1, 0.75), (0.9, 0.97), (0, 0.92), (-0.9, 0.97), (-1, 0.75), (-0.95, 0),
    )  # fmt: skip
    return shape(
        [Point(center.x + x * across, center.y + y * down) for x, y in edges], palette.cushion
    )
