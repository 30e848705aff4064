"""Decides how still moments become one moving picture: the same elements, new outlines in time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from easeback.domain.figure.skeleton import Arm, Leg, Pose
from easeback.domain.figure.spine import Bend

_ELEMENT = re.compile(r"<(path|ellipse|rect)((?: [a-z-]+=\"[^\"]*\")*)/>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_BRIEF = 2.0
"""Seconds below which a stretch gets one moment between its ends; others get three."""


class Discontinuous(ValueError):
    """A stretch does not begin where the one before it ended, or takes no time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one pose to another, or staying in one, for so many seconds.

    `even` keeps one pace throughout, as a walk does; other moves set out and arrive softly.
    """

    start: str
    end: str
    seconds: float
    even: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A share of the way from one pose to another, and when it is there (seconds)."""

    start: str
    end: str
    share: float
    at: float


def moments(stretches: Sequence[Stretch]) -> tuple[Moment, ...]:
    """The moments to be drawn. Raises Discontinuous."""
    if not stretches or any(stretch.seconds <= 0 for stretch in stretches):
        raise Discontinuous("a motion needs stretches that take time")
    if any(one.end != other.start for one, other in pairwise(stretches)):
        raise Discontinuous("every stretch begins in the pose where the last one ended")
    found, at = [], 0.0
    for stretch in stretches:
        parts = 2 if stretch.seconds < _BRIEF else 4
        for part in range(parts if stretch.start != stretch.end else 1):
            share = part / parts
            eased = share if stretch.even else share * share * (3 - 2 * share)
            # The way back passes the very moments of the way there, so that they are drawn alike.
            way = (stretch.start, stretch.end, eased)
            if stretch.start > stretch.end:
                way = (stretch.end, stretch.start, 1.0 - eased)
            found.append(Moment(*way, at + stretch.seconds * share))
        at += stretch.seconds
    last = stretches[-1]
    return (*found, Moment(last.end, last.end, 0.0, at))


def blend(start: Pose, end: Pose, share: float) -> Pose:
    """The pose a share of the way from one to another."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    def bent(a: Bend, b: Bend) -> Bend:
        return Bend(
            mix(a.lumbar, b.lumbar),
            mix(a.thoracic, b.thoracic),
            mix(a.neck, b.neck),
            mix(a.nod, b.nod),
        )

    def leg(a: Leg, b: Leg) -> Leg:
        return Leg(mix(a.hip, b.hip), mix(a.knee, b.knee), mix(a.point, b.point))

    def arm(a: Arm, b: Arm) -> Arm:
        return Arm(mix(a.lift, b.lift), mix(a.elbow, b.elbow))

    return Pose(
        bent(start.bend, end.bend),
        leg(start.near_leg, end.near_leg),
        leg(start.far_leg, end.far_leg),
        arm(start.near_arm, end.near_arm),
        arm(start.far_arm, end.far_arm),
        mix(start.lean, end.lean),
        mix(start.lift, end.lift),
        mix(start.grasp, end.grasp),
        mix(start.breath, end.breath),
    )


def morph(paintings: Sequence[str], times: Sequence[float]) -> str:
    """One painting that goes through all of them, for ever; `times` in seconds, first 0.

    The paintings have the same elements in the same order, with the same path commands. What
    never changes is written once.
    """
    total = times[-1]
    marks = ";".join(f"{round(time / total, 4):g}" for time in times)
    clock = f'dur="{total:g}s" keyTimes="{marks}" repeatCount="indefinite"'
    rows = zip(*(_ELEMENT.finditer(painting) for painting in paintings), strict=True)
    parts, end = [], 0
    for row in rows:
        first = row[0]
        parts.append(paintings[0][end : first.start()])
        parts.append(_moving(first.group(1), [_attributes(one.group(2)) for one in row], clock))
        end = first.end()
    return "".join([*parts, paintings[0][end:]])


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _moving(tag: str, rows: Sequence[dict[str, str]], clock: str) -> str:
    start = rows[0]
    written = "".join(f' {name}="{value}"' for name, value in start.items())
    animated = "".join(
        f'<animate attributeName="{name}" values="{";".join(row[name] for row in rows)}" {clock}/>'
        for name in start
        if any(row[name] != start[name] for row in rows)
    )
    return f"<{tag}{written}>{animated}</{tag}>" if animated else f"<{tag}{written}/>"
