"""Where on its figure's clock an exercise is in each pose, so that a page can show it."""

from dataclasses import dataclass

from easeback.domain.exercise import Breath, Exercise, ExerciseKind, Phase
from easeback.domain.figure import FIGURES, Stretch
from easeback.domain.routine.script import Shown

_SECONDS = {Breath.IN: 3.0, Breath.OUT: 4.5, Breath.EASY: 4.5}
_HOLD = 1.0
_STEP = 0.55
"""A quarter of a walker's cycle of two steps."""
_RETURN = 1.5
"""From the last pose back to the resting one, where a repeat ends in another."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One repeat from the resting pose and back, as stretches of the figure's motion."""

    figure: str
    stretches: tuple[Stretch, ...]

    @property
    def length(self) -> int:
        """Milliseconds."""
        return round(1000 * sum(stretch.seconds for stretch in self.stretches))

    def shown(self, start: str, end: str) -> Shown:
        """The stretch between two poses; one that is only there the other way is run backward.

        Raises LookupError where the repeat never goes between them.
        """
        at = 0.0
        for stretch in self.stretches:
            span = round(1000 * at), round(1000 * (at + stretch.seconds))
            if (stretch.start, stretch.end) == (start, end):
                return Shown(*span)
            if (stretch.end, stretch.start) == (start, end):
                return Shown(*reversed(span))
            at += stretch.seconds
        raise LookupError(f"{self.figure} does not go from {start} to {end}")

    def still(self, pose: str) -> Shown:
        """A moment in which the figure is in the pose."""
        at = 0.0
        for stretch in self.stretches:
            if stretch.start == pose:
                return Shown(round(1000 * at), round(1000 * at))
            at += stretch.seconds
        return Shown(self.length, self.length)


def rest_pose(exercise: Exercise) -> str:
    """The pose in which the exercise begins."""
    return exercise.begins or FIGURES[exercise.figure][0]


def poses_of(exercise: Exercise) -> tuple[str, ...]:
    """The poses that the exercise goes through, the resting one first."""
    return tuple(dict.fromkeys((rest_pose(exercise), *(p.pose for p in exercise.phases))))


def timeline(exercise: Exercise) -> Timeline:
    """The motion of an exercise, made of its phases."""
    pose = rest = rest_pose(exercise)
    stretches = []
    for phase in exercise.phases:
        stretches.append(_stretch(exercise, pose, phase))
        pose = phase.pose
    if pose != rest:
        stretches.append(Stretch(pose, rest, _RETURN))
    return Timeline(exercise.figure, tuple(stretches))


def _stretch(exercise: Exercise, pose: str, phase: Phase) -> Stretch:
    if exercise.kind is ExerciseKind.WALK:
        return Stretch(pose, phase.pose, _STEP, even=True)
    return Stretch(pose, phase.pose, _HOLD if phase.hold else _SECONDS[phase.breath])
