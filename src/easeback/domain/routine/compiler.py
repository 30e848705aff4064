"""Makes a script of portions: who says what when, and what the figure shows meanwhile."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from easeback.domain.exercise import Breath, Exercise, ExerciseKind, Phase, Side
from easeback.domain.routine.portion import Portion
from easeback.domain.routine.script import Script, Shown, Sound, Step, StepKind, scripted
from easeback.domain.routine.tempo import Speed, Tempo, tempo_of
from easeback.domain.routine.timeline import Timeline, rest_pose, timeline

ASKING = 10_000
"""Milliseconds after which the question how it is now skips itself."""
SECOND = 1000
_COUNTDOWN = (3, 2, 1)
_TAIL = 150
"""Silence between the end of a phrase and the next step."""
_RESTING = 15_000
"""Between two sets."""
_CLOSELY = 4
"""So many slow breaths are all spoken; of the later ones, every third."""
_BREATHING = {Breath.IN: StepKind.BREATHE_IN, Breath.OUT: StepKind.BREATHE_OUT}

Lengths = Callable[[str], int]
"""The milliseconds that a voice takes to say the words of a key."""


def cue(id: str) -> str:
    """The key of a phrase that goes with any exercise."""
    return f"cues.{id}.text"


def _one_side(portion: Portion) -> tuple[str, ...]:
    """That only one side is done, where it is."""
    return () if portion.side is None else (cue(f"{portion.side}-only"),)


def _lying(portion: Portion) -> tuple[str, ...]:
    """On which side to lie for it, which need not be the one that works."""
    down = None if portion.side is None else portion.exercise.lying_on(portion.side)
    return () if down is None else (cue(f"lie-{down}"),)


@dataclass(frozen=True)
class Compiler:
    """One voice at the speed that the person has chosen, beside the one that a portion asks.

    `unread`: exercises whose words the voice does not know, so that it says to look at them.
    """

    lengths: Lengths
    speed: Speed = Speed.NORMAL
    asked: Speed = Speed.NORMAL
    unread: frozenset[str] = frozenset()

    @property
    def tempo(self) -> Tempo:
        return tempo_of(self.asked, self.speed)

    def compile(self, portions: Sequence[Portion]) -> Script:
        """The whole script of some exercises, from the welcome to the end bell."""
        steps = [step for part in self.parts(portions) for step in part]
        upright = bool(portions) and portions[-1].exercise.posture.upright
        return scripted([*self.opening(), *steps, *self.closing(upright=upright)])

    def parts(self, portions: Sequence[Portion]) -> list[list[Step]]:
        """The steps of each portion, one after the other."""
        parts: list[list[Step]] = []
        for place, each in enumerate(portions):
            before = portions[place - 1] if place else None
            earlier = {portion.exercise.id for portion in portions[: max(0, place - 1)]}
            back = not each.exercise.moves and each.exercise.id in earlier
            again = [replace(self.said("back-to-rest"), exercise=each.exercise.id)] if back else []
            parts.append([*again, *self.part(each, before)])
        return parts

    def opening(self) -> list[Step]:
        return [self.said("welcome"), self.said("stop-any-time")]

    def closing(self, *, upright: bool) -> list[Step]:
        """Nobody is left lying without a word on how to get up."""
        return [replace(self.said("done-up" if upright else "done"), sound=Sound.END)]

    def part(self, portion: Portion, before: Portion | None = None) -> list[Step]:
        """One exercise: name, start position, repeats or minutes, and the question after it."""
        if portion.speed is not self.asked:
            return replace(self, asked=portion.speed).part(portion, before)
        if before is not None and before.exercise.id == portion.exercise.id:
            steps = self._going_on(portion, before)
        else:
            steps = self._start(portion, before)
        match portion.exercise.kind:
            case ExerciseKind.MOVEMENT:
                steps += _Sets(self, portion).steps()
            case ExerciseKind.WALK:
                steps += self._walk(portion)
            case _:
                steps += self._breathing(portion)
        return [
            replace(step, exercise=portion.exercise.id, side=step.side or portion.side)
            for step in (*steps, self._ask())
        ]

    def said(self, id: str, kind: StepKind = StepKind.SAY, more: int = 0) -> Step:
        """A step as long as its phrase and a pause; `more` milliseconds of silence after it."""
        return self.spoken((cue(id),), kind, more)

    def spoken(self, cues: tuple[str, ...], kind: StepKind, more: int = 0) -> Step:
        return Step(kind, self.voice(cues) + self.tempo.pause + more, cues)

    def voice(self, cues: Sequence[str]) -> int:
        """How long it takes to say these, with the silence after them."""
        return sum(self.lengths(each) for each in cues) + _TAIL if cues else 0

    def _start(self, portion: Portion, before: Portion | None) -> list[Step]:
        there = before is not None and before.exercise.posture is portion.exercise.posture
        settle = self.tempo.change if there else self.tempo.settle
        key = f"exercises.{portion.exercise.id}"
        still = timeline(portion.exercise).still(rest_pose(portion.exercise))
        ready = replace(self.said("ready", more=SECOND), sound=Sound.READY)
        # Apart from words that the voice does not know: a phone's own voice would read over it.
        look = [self.said("on-screen")] if portion.exercise.id in self.unread else []
        side = (*_one_side(portion), *_lying(portion))
        steps = [
            *look,
            self.spoken((f"{key}.title",), StepKind.SHOW),
            *([self.spoken(side, StepKind.SAY)] if side else []),
            self.spoken((f"{key}.start",), StepKind.SAY),
            self.said("settle", StepKind.REST, more=settle),
            ready,
        ]
        return [replace(step, shown=still) for step in steps]

    def _going_on(self, portion: Portion, before: Portion) -> list[Step]:
        """To another share of the same exercise: where that is of one side, which one."""
        exercise, cues = portion.exercise, _one_side(portion)
        if not cues:
            return []
        if portion.side is not before.sides[-1]:
            turning = (cue("other-side"),) if exercise.turns else ()
            return [self.switch(exercise, (*turning, *cues))]
        still = timeline(exercise).still(rest_pose(exercise))
        return [replace(self.spoken(cues, StepKind.SAY), shown=still)]

    def switch(self, exercise: Exercise, cues: tuple[str, ...]) -> Step:
        """With the time that it takes to change sides, and the bell after it."""
        more = self.tempo.turn if exercise.turns else self.tempo.change
        still = timeline(exercise).still(rest_pose(exercise))
        step = self.spoken(cues, StepKind.SWITCH_SIDE, more)
        return replace(step, shown=still, sound=Sound.READY)

    def _ask(self) -> Step:
        return replace(self.said("how-now", StepKind.ASK), length=ASKING, sound=Sound.END)

    def _breathing(self, portion: Portion) -> list[Step]:
        """Slow breaths for as long as the portion lasts, and never longer."""
        tempo, exercise = self.tempo, portion.exercise
        line, pose = timeline(exercise), rest_pose(exercise)
        lengths = {Breath.IN: tempo.slow_in, Breath.OUT: tempo.slow_out}
        steps: list[Step] = []
        left, number = (portion.seconds or 0) * SECOND, 0
        while True:
            breath, spoken = [], number < _CLOSELY or number % 3 == 0
            for place, phase in enumerate(exercise.phases, start=1):
                words = "cues" if number == 0 else "again"
                cues = (f"exercises.{exercise.id}.{words}.{place}",) if spoken else ()
                length = max(lengths.get(phase.breath, tempo.slow_out), self.voice(cues))
                kind = _BREATHING.get(phase.breath, StepKind.HOLD)
                shown = line.shown(pose, phase.pose)
                breath.append(Step(kind, length, cues, breath=phase.breath, shown=shown))
                pose = phase.pose
            left, number = left - sum(step.length for step in breath), number + 1
            if left < 0 and steps:
                return steps
            steps += breath

    def _walk(self, portion: Portion) -> list[Step]:
        """Minute by minute, told when half of the time is over."""
        line = timeline(portion.exercise)
        round_and_round = Shown(0, line.length, every=line.length)
        left, minute, steps = portion.seconds or 0, 0, []
        half = left // 60 // 2
        while left > 0:
            cues: tuple[str, ...] = (f"exercises.{portion.exercise.id}.cues.1",)
            if minute:
                cues = (cue("turn-back" if minute == half else f"minutes-{min(minute, 10)}"),)
                if minute > 10 and minute != half:
                    cues = (f"exercises.{portion.exercise.id}.again.1",)
            steps.append(
                Step(
                    StepKind.MOVE,
                    SECOND * min(60, left),
                    cues,
                    breath=Breath.EASY,
                    shown=round_and_round,
                )
            )
            left, minute = left - 60, minute + 1
        return steps


@dataclass(frozen=True)
class _Sets:
    """The repeats of one movement."""

    compiler: Compiler
    portion: Portion

    def steps(self) -> list[Step]:
        line = timeline(self.portion.exercise)
        sides = self.portion.sides
        steps: list[Step] = []
        for side in sides:
            if side is not None and self.portion.side is None:
                steps.append(self._side(side, line))
            for number in range(self.portion.sets):
                if number:
                    steps.append(self._between_sets(line, side))
                steps += self._set(line, side, first=number == 0 and side is sides[0])
        return steps

    def _side(self, side: Side, line: Timeline) -> Step:
        compiler, exercise = self.compiler, self.portion.exercise
        if side is Side.LEFT:
            still = line.still(rest_pose(exercise))
            return replace(compiler.said("left-first"), side=side, shown=still)
        words = cue("other-side" if exercise.turns else "now-right")
        return replace(compiler.switch(exercise, (words,)), side=side)

    def _between_sets(self, line: Timeline, side: Side | None) -> Step:
        step = self.compiler.spoken((cue("rest"), cue("again-set")), StepKind.REST, _RESTING)
        return replace(step, side=side, shown=line.still(rest_pose(self.portion.exercise)))

    def _set(self, line: Timeline, side: Side | None, *, first: bool) -> Iterator[Step]:
        pose, reps = rest_pose(self.portion.exercise), self.portion.reps or 0
        for number in range(1, reps + 1):
            for place, phase in enumerate(self.portion.exercise.phases, start=1):
                words = "cues" if first and number == 1 else "again"
                cues: tuple[str, ...] = (f"exercises.{self.portion.exercise.id}.{words}.{place}",)
                if place == 1 and number > 1:
                    last = number == reps and reps > 2
                    cues = (cue("last" if last else f"count-{number}"), *cues)
                shown = line.shown(pose, phase.pose)
                for step in self._phase(phase, cues):
                    yield replace(
                        step, side=side or phase.side, shown=shown, number=number, of=reps
                    )
                pose = phase.pose

    def _phase(self, phase: Phase, cues: tuple[str, ...]) -> list[Step]:
        tempo, voice = self.compiler.tempo, self.compiler.voice(cues)
        if phase.hold and phase.breath is Breath.EASY:
            return self._hold(cues, voice)
        length = tempo.breath_in if phase.breath is Breath.IN else tempo.breath_out
        kind = _BREATHING.get(phase.breath, StepKind.MOVE)
        return [Step(kind, max(length, voice), cues, breath=phase.breath)]

    def _hold(self, cues: tuple[str, ...], voice: int) -> list[Step]:
        """The seconds to hold, counted down at the end where the words leave room for it."""
        whole = SECOND * (self.portion.hold or 0)
        quiet = whole - SECOND * len(_COUNTDOWN)
        if voice > quiet:
            return [Step(StepKind.HOLD, max(whole, voice), cues, breath=Breath.EASY)]
        steps = [Step(StepKind.HOLD, quiet, cues, breath=Breath.EASY)]
        for number in _COUNTDOWN:
            spoken = (cue(f"count-{number}"),)
            length = max(SECOND, self.compiler.voice(spoken))
            steps.append(Step(StepKind.COUNT, length, spoken, breath=Breath.EASY))
        return steps
