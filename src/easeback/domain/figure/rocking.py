"""Decides the joints of someone on the back whose bent knees rock from side to side."""

import math

from easeback.domain.figure.body import Body
from easeback.domain.figure.face import Gaze
from easeback.domain.figure.facing import HIP, SHOULDER, Facing
from easeback.domain.figure.geometry import Frame, Point
from easeback.domain.figure.skeleton import Pose
from easeback.domain.figure.solid import Reach, View, bent
from easeback.domain.figure.spine import Bend, column

_VIEW = View(Point(220.0, 210.0), 39.0)
"""From the foot end, as someone sees who stands there."""
_ROCK = 34.0
"""How far the knees go over (degrees), and how much of it the pelvis follows."""
_FOLLOWS = 0.35


def rock_knees(body: Body, pose: Pose) -> Facing:
    """On the back, feet planted, arms out; `lean` takes the knees to the right (-1) or left (1)."""
    unit, view = body.unit, _VIEW
    angle = math.radians(_ROCK * pose.lean)
    roll = angle * _FOLLOWS
    high = 0.085 * unit
    back = column(body, view.place(0.0, 0.0, high).seen, -90.0, Bend(), view.floor_share)

    def leg(side: float) -> Reach:
        aside = side * HIP * unit
        hip = view.place(aside * math.cos(roll), 0.0, high - aside * math.sin(roll))
        ankle = view.place(side * 0.038 * unit, 0.225 * unit, 0.036 * unit)
        hint = view.step(math.sin(angle), 0.0, math.cos(angle))
        knee, end = bent(hip, ankle, (body.thigh, body.shin), hint)
        return Reach(hip, knee, end, view.step(side * 0.10, 0.995, 0.0))

    def arm(side: float) -> Reach:
        root = view.place(side * SHOULDER * unit, -0.297 * unit, 0.065 * unit)
        out = view.step(side * 0.66, 0.75, -0.05)
        fore = view.step(side * 0.56, 0.83, -0.05)
        elbow = root + out.unit * body.upper_arm
        wrist = elbow + fore.unit * body.forearm
        return Reach(root, elbow, wrist, fore.unit)

    gaze = Gaze(Frame(back.head.origin, 0.0), 90.0, 0.92)
    return Facing(
        body,
        view,
        back,
        gaze,
        leg(-1.0),
        leg(1.0),
        arm(-1.0),
        arm(1.0),
        view.floor_share,
        pose.lean,
    )
