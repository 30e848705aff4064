"""Decides how the spine bends: a chain from hip to skull through low back, upper back, neck."""

from dataclasses import dataclass

from easeback.domain.figure.body import Body
from easeback.domain.figure.geometry import Frame, Point, heading, turn

LUMBAR, THORACIC, CERVICAL = 6, 8, 3
_RESTING = (-18.0, 34.0, -8.0)
"""Degrees of flexion of someone standing at ease: low back hollow, upper back rounded, neck up."""


@dataclass(frozen=True, slots=True)
class Bend:
    """Degrees of flexion (+) or extension (-) away from standing at ease; `nod` tips the head."""

    lumbar: float = 0.0
    thoracic: float = 0.0
    neck: float = 0.0
    nod: float = 0.0


@dataclass(frozen=True, slots=True)
class Spine:
    """Frames from the hip joint (first) to the top of the neck (last), looking toward the head."""

    frames: tuple[Frame, ...]
    lengths: tuple[float, ...]
    head: Frame

    @property
    def hip(self) -> Point:
        return self.frames[0].origin

    @property
    def nape(self) -> Frame:
        """The base of the neck."""
        return self.frames[1 + LUMBAR + THORACIC]

    def along(self, distance: float) -> Frame:
        """The frame at a distance from the hip joint, turning smoothly between the bones."""
        for index, length in enumerate(self.lengths):
            if distance <= length or index == len(self.lengths) - 1:
                here, after = self.frames[index], self.frames[index + 1]
                share = distance / length
                place = here.origin + (after.origin - here.origin) * share
                return Frame(place, here.degrees + turn(here.degrees, after.degrees) * share)
            distance -= length
        raise AssertionError("a spine has bones")

    def bends(self) -> tuple[float, float]:
        """Degrees of flexion between the ends of the low back and of the upper back."""
        low, mid, top = self.frames[0].degrees, self.frames[1 + LUMBAR].degrees, self.nape.degrees
        return turn(low, mid), turn(mid, top)


def _turns(bend: Bend) -> list[float]:
    """The turn before every bone; the low back bends most in its middle, the upper back evenly."""
    low = (0.7, 1.0, 1.2, 1.2, 1.0, 0.7)
    turns = [(_RESTING[0] + bend.lumbar) * weight / sum(low) for weight in low]
    turns += [(_RESTING[1] + bend.thoracic) / THORACIC] * THORACIC
    turns += [(_RESTING[2] + bend.neck) / CERVICAL] * CERVICAL
    return turns


def _chain(hip: Point, degrees: float, lengths: list[float], turns: list[float]) -> Spine:
    """Bones end to end from the hip joint; the skull is upright on the last."""
    frames = [Frame(hip, degrees)]
    place, angle = hip, degrees
    for length, change in zip(lengths, [*turns, 0.0], strict=True):
        place = place + heading(angle) * length
        frames.append(Frame(place, angle + change / 2))
        angle += change
    return Spine(tuple(frames), tuple(lengths), Frame(place, angle + 90.0))


def _lengths(body: Body) -> list[float]:
    lengths = [body.pelvis]
    for region, bones in (body.lumbar, LUMBAR), (body.thoracic, THORACIC), (body.neck, CERVICAL):
        lengths += [region / bones] * bones
    return lengths


def spine(body: Body, hip: Point, degrees: float, bend: Bend) -> Spine:
    """The chain that leaves the hip joint; `degrees` is where the pelvis looks, toward the head."""
    back = _chain(hip, degrees, _lengths(body), _turns(bend))
    skull = back.head.degrees - 22.0 + bend.nod
    ear = Frame(back.head.origin, skull).at(0.004 * body.unit, 0.022 * body.unit)
    return Spine(back.frames, back.lengths, Frame(ear, skull))


def column(body: Body, hip: Point, degrees: float, bend: Bend, seen: float = 1.0) -> Spine:
    """The same chain from the front, where `bend` is to the side and a back at ease is straight.

    `seen` is how much of its length is seen when it slants toward the viewer.
    """
    low, high, neck = bend.lumbar / LUMBAR, bend.thoracic / THORACIC, bend.neck / CERVICAL
    turns = [low] * LUMBAR + [high] * THORACIC + [neck] * CERVICAL
    back = _chain(hip, degrees, [length * seen for length in _lengths(body)], turns)
    skull = back.head.degrees + bend.nod
    ear = Frame(back.head.origin, skull).at(0.0, 0.014 * body.unit)
    return Spine(back.frames, back.lengths, Frame(ear, skull))
