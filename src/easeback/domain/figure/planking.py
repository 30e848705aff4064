"""Decides the joints of someone on forearm and knees, side down, whose hips rise and sink."""

import math

from easeback.domain.figure.body import Body
from easeback.domain.figure.face import Gaze
from easeback.domain.figure.facing import HIP, SHOULDER, Facing
from easeback.domain.figure.geometry import Frame, Point, heading, solve
from easeback.domain.figure.skeleton import Pose
from easeback.domain.figure.solid import Reach, Vec, View, bent
from easeback.domain.figure.spine import Bend, Spine, column

_VIEW = View(Point(0.0, 262.0), 14.0)
"""Almost level, so that the forearm on the floor and the shins behind can still be seen."""
_KNEE_X = 372.0
_KNEES = 0.037
"""How far the knees are from the middle of the body, and how high the lower one is."""
_ELBOW = 0.027
_TIPPED = 13.0
"""How far the pelvis is tipped already when the hip lies on the floor (degrees)."""


def _flat(point: Point) -> Vec:
    return Vec(point.x, point.y, 0.0)


def _shoulder(body: Body, back: Spine, side: float) -> Point:
    """A shoulder joint; the right one is on the floor side."""
    return back.along(0.296 * body.unit).at(0.0, -side * SHOULDER * body.unit)


def _line(body: Body, degrees: float, knee: Point) -> Spine:
    """A trunk that is one line with the thighs, both `degrees` above level."""
    way = 180.0 + degrees
    return column(body, knee + heading(way) * body.thigh, way, Bend())


def _propped(body: Body, hip: Point, pelvis: float, elbow: Point) -> Spine:
    """A trunk that bends to the side until its lower shoulder is an upper arm from the elbow."""

    def trial(bend: float) -> Spine:
        return column(body, hip, pelvis, Bend(bend * 0.55, bend * 0.45, -0.35 * bend))

    def spare(bend: float) -> float:
        return (_shoulder(body, trial(bend), -1.0) - elbow).length - body.upper_arm

    return trial(solve(spare, -4.0, 75.0))


def side_plank(body: Body, pose: Pose) -> Facing:
    """Right side down; `lift` raises the hips to the line from knees to head.

    Knees and forearm stay where they are.
    """
    unit, view = body.unit, _VIEW
    knee = view.place(_KNEE_X, 0.0, 2.0 * _KNEES * unit).seen
    elbow_y = view.place(0.0, 0.0, _ELBOW * unit).y

    def drop(degrees: float) -> float:
        return elbow_y - _shoulder(body, _line(body, degrees, knee), -1.0).y - body.upper_arm

    most = solve(drop, 0.0, 50.0)
    line = _line(body, most, knee)
    elbow = Point(_shoulder(body, line, -1.0).x, elbow_y)
    low_y = view.place(0.0, 0.0, body.slices[0].half).y
    high = line.hip.y
    hip_y = low_y + (high - low_y) * pose.lift
    slope = math.degrees(math.asin((knee.y - hip_y) / body.thigh))
    hip = knee + heading(180.0 + slope) * body.thigh
    pelvis = 180.0 + _TIPPED + (most - _TIPPED) * pose.lift
    back = _propped(body, hip, pelvis, elbow)
    return Facing(
        body,
        view,
        back,
        Gaze(Frame(back.head.origin, back.head.degrees), 90.0),
        _leg(body, view, back, knee, -1.0),
        _leg(body, view, back, knee, 1.0),
        _supporting(body, view, back, elbow),
        _resting(body, back),
    )


def _leg(body: Body, view: View, back: Spine, knee: Point, side: float) -> Reach:
    """A thigh from the hip to the knees, and a shin that runs back along the floor."""
    root = back.frames[0].at(0.0, -side * HIP * body.unit)
    across = (knee - back.hip).angle
    want = Frame(knee, across).at(0.0, side * _KNEES * body.unit)
    joint = root + (want - root) * (body.thigh / (want - root).length)
    shin = view.step(0.50, -0.86, -side * 0.05).unit
    end = _flat(joint) + shin * body.shin
    return Reach(_flat(root), _flat(joint), end, view.step(0.8, -0.6, 0.0).unit)


def _supporting(body: Body, view: View, back: Spine, elbow: Point) -> Reach:
    """The arm that carries: upper arm down to the elbow, forearm toward the viewer."""
    root = _shoulder(body, back, -1.0)
    joint = root + (elbow - root) * (body.upper_arm / (elbow - root).length)
    fore = view.step(-0.62, 0.78, 0.0).unit
    return Reach(_flat(root), _flat(joint), _flat(joint) + fore * body.forearm, fore)


def _resting(body: Body, back: Spine) -> Reach:
    """The upper arm with its hand on the hip."""
    root = _flat(_shoulder(body, back, 1.0))
    frame = back.along(0.010 * body.unit)
    wrist = _flat(frame.at(0.0, -0.066 * body.unit))
    out = frame.at(0.0, -1.0) - frame.at(0.0, 0.0)
    joint, end = bent(root, wrist, (body.upper_arm, body.forearm), _flat(out))
    return Reach(root, joint, end, _flat(heading(frame.degrees + 174.0)))
