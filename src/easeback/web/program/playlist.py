"""A routine as a player gets it: every step at every speed, and what follows if it hurts.

The player decides nothing about bodies: which exercise takes another's place, what ends with it
and how pain has changed are all worked out here and sent along.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.templatetags.static import static

from easeback.domain.exercise import Demand, Stage
from easeback.domain.response import Action, Asked, goes_on, instead, pain_change, respond
from easeback.domain.routine import Compiler, Portion, Shown, Speed, Step, heat_script, portion
from easeback.knowledge import Knowledge, Speech
from easeback.web.program.motion import moving_picture
from easeback.web.wording import Voice

SCALE = range(11)
"""Pain from none to the worst."""
RATE, LONG_RATE = 24_000, 12_000
"""Samples a second of the joined track; of one that is mostly silence."""
START, END, END_UP = "start", "end", "end-up"
JSON = dict[str, Any]


@lru_cache(maxsize=64)
def routine(voice: Voice, portions: tuple[Portion, ...], forbidden: frozenset[Demand]) -> str:
    """A routine, as JSON; nothing that takes a part's place asks for what is forbidden."""
    return written(_Routine(voice, portions, forbidden).whole())


@lru_cache(maxsize=16)
def heat(voice: Voice, minutes: int) -> str:
    """The heat timer, as JSON: the minutes on, and the break."""
    cues = _Cues(voice)
    on, off = heat_script(Compiler(cues.speech.length), minutes)
    parts = {
        name: {"title": voice.say(f"heat.{name}"), "steps": _same(cues.written(script.steps))}
        for name, script in (("on", on), ("off", off))
    }
    whole = {"order": ["on", "off"], "parts": parts, "rate": LONG_RATE, **cues.whole()}
    return written({**whole, "stop": voice.say("heat.stop")})


def written(whole: Any) -> str:
    """It stands in a page's script element, which a "<" could end."""
    return json.dumps(whole, separators=(",", ":")).replace("<", "\\u003c")


def _same(steps: list[JSON]) -> JSON:
    """Minutes go by at the same speed for everybody."""
    return {speed.value: steps for speed in Speed}


@dataclass
class _Cues:
    """The phrases of a routine, each once, in the order in which they are first said."""

    voice: Voice
    _places: dict[str, int] = field(default_factory=dict)

    @property
    def speech(self) -> Speech:
        return self.voice.knowledge.speech(self.voice.language)

    def written(self, steps: Sequence[Step]) -> list[JSON]:
        return [_written(step, self._place) for step in steps]

    def _place(self, key: str) -> int:
        return self._places.setdefault(key, len(self._places))

    def whole(self) -> JSON:
        """The words, files and milliseconds of each phrase; without a file it is not recorded."""
        return {
            "language": self.voice.language.value,
            "cues": [self._cue(key) for key in self._places],
        }

    def _cue(self, key: str) -> JSON:
        recording = self.speech.recording(key)
        cue: JSON = {"text": self.voice[key], "ms": self.speech.length(key)}
        if recording is not None:
            folder = f"program/voice/{self.voice.language}"
            cue["file"] = static(f"{folder}/{recording.file}")
        return cue


def _written(step: Step, place: Callable[[str], int]) -> JSON:
    """Only what is there."""
    written = {
        "kind": step.kind.value,
        "ms": step.length,
        "say": [place(key) for key in step.cues],
        "side": step.side,
        "breath": step.breath,
        "figure": _shown(step.shown),
        "number": step.number,
        "of": step.of,
        "sound": step.sound,
    }
    return {name: value for name, value in written.items() if value}


def _shown(shown: Shown | None) -> list[int] | None:
    if shown is None:
        return None
    round_and_round = [] if shown.every is None else [shown.every]
    return [shown.start, shown.end, *round_and_round]


@dataclass
class _Routine:
    voice: Voice
    portions: tuple[Portion, ...]
    forbidden: frozenset[Demand]

    def __post_init__(self) -> None:
        self.cues = _Cues(self.voice)
        self.compilers = {speed: Compiler(self.cues.speech.length, speed) for speed in Speed}
        library = self.known.exercises
        self.open = {id: each for id, each in library.items() if each.stage is Stage.FLARE}

    @property
    def known(self) -> Knowledge:
        return self.voice.knowledge

    def whole(self) -> JSON:
        names = [f"part-{place}" for place in range(1, len(self.portions) + 1)]
        parts: dict[str, JSON] = dict(zip(names, self._parts(), strict=True))
        parts[START] = self._between(lambda c: c.opening())
        parts[START]["figure"] = parts[names[0]]["figure"]
        for place, name in enumerate(names):
            self._add_ways_on(parts, names, place, name)
        upright, lying = self._last(upright=True), self._last(upright=False)
        parts |= {END_UP: upright, END: lying}
        return {
            "order": [START, *names],
            "parts": parts,
            "rate": RATE,
            "reports": {asked.value: list(self._reports(asked)) for asked in Asked},
            "change": [[pain_change(before, after) for after in SCALE] for before in SCALE],
            **self.cues.whole(),
        }

    def _between(self, steps: Callable[[Compiler], list[Step]]) -> JSON:
        return {"steps": {s.value: self.cues.written(steps(c)) for s, c in self.compilers.items()}}

    def _last(self, *, upright: bool) -> JSON:
        part = next((p for p in self.portions if p.exercise.posture.upright is upright), None)
        return self._between(lambda c: c.closing(part))

    def _parts(self) -> Iterator[JSON]:
        compiled = {speed: c.parts(self.portions) for speed, c in self.compilers.items()}
        for place, each in enumerate(self.portions):
            yield self._part(each, {speed: parts[place] for speed, parts in compiled.items()})

    def _part(self, portion: Portion, steps: Mapping[Speed, Sequence[Step]]) -> JSON:
        exercise = portion.exercise
        return {
            "exercise": exercise.id,
            "title": self.voice[f"exercises.{exercise.id}.title"],
            "figure": moving_picture(exercise, self.voice),
            "end": END_UP if exercise.posture.upright else END,
            "steps": {speed.value: self.cues.written(of) for speed, of in steps.items()},
        }

    def _add_ways_on(
        self, parts: dict[str, JSON], names: Sequence[str], place: int, name: str
    ) -> None:
        """What each action leads to from here: another part, and what then is left out."""
        stopped = self.portions[place]
        ways: dict[str, JSON] = {}
        for action in (Action.SMALLER, Action.EASIER, Action.OTHER_WAY):
            share = self._in_its_place(action, stopped)
            way: JSON = {}
            ways[action.value] = way
            if share is not None:
                way["to"] = f"{name}-{action}"
                steps = {s: c.part(share, stopped) for s, c in self.compilers.items()}
                parts[way["to"]] = self._part(share, steps)
            left_out = [
                later
                for later, other in zip(names, self.portions, strict=True)
                if not goes_on(action, stopped.exercise, other.exercise)
            ]
            if left_out:
                way["without"] = left_out
        parts[name]["ways"] = ways

    def _in_its_place(self, action: Action, stopped: Portion) -> Portion | None:
        if action is Action.SMALLER:
            return _half(stopped)
        id = instead(action, stopped.exercise, self.open, self.forbidden)
        return None if id is None else portion(self.known.exercises[id])

    def _reports(self, asked: Asked) -> Iterator[JSON]:
        for report in self.known.reports:
            if report.asked is asked:
                yield {
                    "id": report.id,
                    "text": self.voice[f"reports.{report.id}.text"],
                    "say": self.voice[f"reports.{report.id}.say"],
                    "action": respond(report, amber_open=False).value,
                }


def _half(portion: Portion) -> Portion | None:
    """Half of the repeats; a position or a walk has none."""
    if portion.reps is None:
        return None
    return Portion(portion.exercise, reps=max(1, portion.reps // 2), hold=portion.hold)
