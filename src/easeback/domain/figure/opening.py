"""Decides the joints of someone on the side, seen from above, whose top arm opens like a book."""

import math
from dataclasses import replace

from easeback.domain.figure.body import Body
from easeback.domain.figure.facing import SHOULDER
from easeback.domain.figure.geometry import Frame, Point, heading
from easeback.domain.figure.limb import Bones
from easeback.domain.figure.lying import FLOOR
from easeback.domain.figure.skeleton import (
    ELBOW,
    Limb,
    Pose,
    Skeleton,
    free_leg,
    reaching_arm,
)
from easeback.domain.figure.spine import Bend, Spine, spine

CLOSED = Bend(12.0, -14.0, 6.0, 4.0)
OPEN = Bend(8.0, -22.0, 8.0, 4.0)
"""The back rolls behind the hips as the chest opens; the shoulder below stays in place."""
_HIP = Point(214.0, 234.0)
_BELOW = Point(-5.0, 8.0)
"""How far the leg below appears shifted."""
_TWIST = 76.0
_SWING = 180.0
_AHEAD, _BEHIND, _INWARD = 10.0, 26.0, 40.0
"""How far the arm points to the head ahead and behind, less on its way between them (degrees)."""
_SOFT = 7.0
"""Degrees that the elbows stay bent."""


def _root(body: Body, back: Spine, turned: float, side: float) -> Point:
    """The shoulder joint above (1) or below (-1) of a chest turned by so many degrees."""
    angle = math.radians(turned)
    forward = -0.030 * math.cos(angle) + side * SHOULDER * math.sin(angle)
    return back.along(0.296 * body.unit).at(0.0, forward * body.unit)


def _opening_arm(body: Body, root: Point, chord: float, opened: float) -> Limb:
    """The arm above: straight ahead, over the chest toward the viewer, and out behind."""
    over = math.radians(_SWING * opened)
    tilt = math.radians(_AHEAD + (_BEHIND - _AHEAD) * opened - _INWARD * math.sin(math.pi * opened))
    ahead, headward = math.cos(tilt) * math.cos(over), math.sin(tilt)
    seen = math.hypot(ahead, headward)
    upper = chord + math.degrees(math.atan2(ahead, headward))
    elbow = root + heading(upper) * (body.upper_arm * seen)
    fore = upper - _SOFT
    wrist = elbow + heading(fore) * (body.forearm * seen)
    return Limb(Bones(root, elbow, wrist, ELBOW), Frame(wrist, fore))


def open_book(body: Body, pose: Pose) -> Skeleton:
    """Knees and the arm below stay; `lift` opens the arm above, and the chest turns with it."""
    back = spine(body, _HIP, pose.lean, pose.bend)
    rest = spine(body, _HIP, 0.0, CLOSED)
    twist = _TWIST * pose.lift
    chord = (rest.nape.origin - _HIP).angle
    pelvis = back.frames[0].degrees
    near = free_leg(body, _HIP, pelvis, pose.near_leg)
    far = free_leg(body, _HIP + _BELOW, pelvis, pose.far_leg)
    closed = _opening_arm(body, _root(body, rest, 0.0, 1.0), chord, 0.0)
    wrist = closed.tip.origin + Point(9.0, -3.0)
    below = reaching_arm(body, _root(body, back, twist, -1.0), wrist, closed.tip.degrees - 3.0)
    above = _opening_arm(body, _root(body, back, twist, 1.0), chord, pose.lift)
    person = Skeleton(body, back, near, far, above, below, FLOOR, pose.lift)
    return replace(person, twist=twist)
