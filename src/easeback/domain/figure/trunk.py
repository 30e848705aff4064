"""Decides the outline of shirt and trousers: slices along the spine, the seat round the hip."""

import math
from itertools import pairwise

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, between, frame_between, heading, turn
from easeback.domain.figure.ink import shape
from easeback.domain.figure.limb import crease, sides
from easeback.domain.figure.look import Inks
from easeback.domain.figure.skeleton import Limb, Skeleton

_WAIST = 2
"""The slice at which the shirt meets the trousers."""
_BREATH = (0.0, 0.35, 0.8, 1.0, 0.9, 0.7, 0.5, 0.35, 0.2, 0.05, 0.0)
"""How much each slice swells forward with a breath; most at the navel."""
_SWELL = 0.020
"""How far a full breath lifts the belly, as a share of the stature."""
_SEAT = (0.0, 0.26, 0.52, 0.75, 0.96)


def belly(body: Body, up: float, breath: float) -> float:
    """How far the belly or chest stands before the spine, at a height above the hip joint."""
    rows = [
        (cut.up, cut.front + _SWELL * body.unit * swell * breath)
        for cut, swell in zip(body.slices, _BREATH, strict=True)
    ]
    for (low, first), (high, second) in pairwise(rows):
        if up <= high:
            return first + (second - first) * (up - low) / (high - low)
    return rows[-1][1]


def twisted(up: float) -> float:
    """How much of the chest's turn a height takes part in (share of stature above the hip)."""
    share = min(1.0, max(0.0, (up - 0.06) / 0.19))
    return share * share * (3.0 - 2.0 * share)


def edges(person: Skeleton) -> tuple[list[Point], list[Point]]:
    """Back and front of the trunk from hips to neck, drawn in where it folds forward."""
    back, front, unit = [], [], person.body.unit
    low, _ = person.spine.bends()
    fold = min(1.0, max(0.0, low) / 60.0)
    for cut, swell in zip(person.body.slices, _BREATH, strict=True):
        frame = person.spine.along(cut.up)
        turned = math.radians(person.twist * twisted(cut.up / unit))
        off_navel = abs(cut.up / unit - 0.12)
        hollow = 0.24 * fold * max(0.0, 1.0 - off_navel / 0.15)
        bulge = 0.010 * unit * fold * max(0.0, 1.0 - off_navel / 0.08)
        filled = _SWELL * unit * swell * person.breath
        depths = cut.back + bulge, cut.front * (1.0 - hollow) + filled
        aside = cut.half * math.sin(turned)
        behind, before = (math.hypot(depth * math.cos(turned), aside) for depth in depths)
        back.append(frame.at(0.0, behind))
        front.append(frame.at(0.0, -before))
    return back, front


def shirt(person: Skeleton, colors: Inks) -> str:
    """The shirt from hem to collar, and the shadow along its lower side."""
    back, front = edges(person)
    nape = person.spine.nape
    half = person.body.neck_half
    collar = [
        nape.at(0.004 * person.body.unit, half * 1.02),
        nape.at(-0.012 * person.body.unit, -half * 1.2),
    ]
    up, down = back[_WAIST:], front[_WAIST:-1][::-1]
    outline = [*up, *collar, *down]
    corners = {0, len(up), len(outline) - 1}
    low = front[_WAIST:-1]
    inner = [
        between(a, b, 0.80 + 0.19 * (index / len(low)) ** 2)
        for index, (a, b) in enumerate(zip(back[_WAIST:-2], low, strict=False))
    ]
    under = [*inner, *low[::-1]]
    bottom = {0, len(inner), len(under) - 1}
    return shape(outline, colors.top, corners) + shape(under, colors.top_shade, bottom)


def _seat(person: Skeleton, thigh: Frame) -> list[Point]:
    """The buttock: an arc round the hip from the back of the pelvis to the back of the thigh."""
    pelvis = person.spine.frames[0]
    radius, unit = person.body.buttock, person.body.unit
    start, end = pelvis.degrees - 90.0, thigh.degrees + 90.0
    sweep = turn(start, end)
    if sweep > 90.0:
        sweep -= 360.0
    points = []
    for share in _SEAT:
        along = heading(thigh.degrees) * (0.080 * unit * share)
        center = pelvis.at(0.012 * unit * (1 - share), 0.0) + along
        swell = radius * (1.0 - 0.10 * (1 - share) ** 2 - 0.34 * share**2.2)
        points.append(center + heading(start + sweep * share) * swell)
    return points


def _groin(person: Skeleton, thigh: Frame, half: float) -> tuple[Point, float]:
    """The fold between belly and thigh, and how far down the thigh it reaches."""
    pelvis = person.spine.frames[0]
    flexion = -turn(pelvis.degrees + 180.0, thigh.degrees)
    along, depth = crease(flexion, half, 0.40 * person.body.thigh)
    middle = pelvis.degrees + 90.0 - flexion / 2
    return pelvis.origin + heading(middle) * depth, along


def _tucked(back: Point, front: Point, thigh: Frame, half: float) -> tuple[Point, float]:
    """Where the waist ends before a thigh that is drawn over it, and how much of it is (0 to 1)."""
    heights = [thigh.out(point) - half for point in (back, front)]
    if heights[1] >= 0.0 or heights[0] <= 0.0:
        return front, 0.0
    share = heights[0] / (heights[0] - heights[1])
    return between(back, front, share), min(1.0, -heights[1] / half * 4.0)


def trousers(person: Skeleton, leg: Limb, fill: str) -> str:
    """Pelvis and one leg as a single outline, so that the hip has no seam."""
    back, front = edges(person)
    thigh = frame_between(leg.bones.root, leg.bones.joint)
    long = sides(leg.bones, person.body.leg)
    groin, along = _groin(person, thigh, 0.95 * person.body.slices[0].front)
    start = person.body.leg.upper[0][0] * person.body.thigh
    push = heading(thigh.degrees) * max(0.0, along * 1.12 - start)
    shin = list(long.outer)
    shin[0] = shin[0] + push
    outline = [back[_WAIST], back[1], *_seat(person, thigh), *long.inner]
    hem = len(outline) - 1
    half = person.body.leg.upper[0][1]
    waist, hidden = _tucked(back[_WAIST], front[_WAIST], thigh, half)
    groin = between(groin, waist, hidden)
    outline += [*shin[::-1], groin, between(groin, waist, 0.55), waist]
    return shape(outline, fill, {0, hem, hem + 1, len(outline) - 1})


def trouser_leg(person: Skeleton, leg: Limb, fill: str) -> str:
    """A leg alone, for the one behind; its root hides under the pelvis."""
    long = sides(leg.bones, person.body.leg)
    thigh = frame_between(leg.bones.root, leg.bones.joint)
    half = person.body.leg.upper[0][1]
    outline = [thigh.at(-half * 0.3, half * 0.5), thigh.at(-half * 0.2, -half * 0.5), *long.inner]
    hem = len(outline) - 1
    outline += [*long.outer[::-1]]
    return shape(outline, fill, {hem, hem + 1})
