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

from easeback.domain.exercise import Demand, Exercise, Stage
from easeback.domain.followup import MUCH_PAIN
from easeback.domain.response import (
    LEG_PAIN,
    REST_ONLY,
    Action,
    Asked,
    Felt,
    goes_on,
    instead,
    pain_change,
    respond,
)
from easeback.domain.routine import (
    Compiler,
    Portion,
    Shown,
    Speed,
    Step,
    half,
    heat_script,
    in_place_of,
    portion,
)
from easeback.knowledge import Knowledge, estimate
from easeback.web.program.motion import moving_picture
from easeback.web.program.own_parts import OwnPart
from easeback.web.wording import Voice

SCALE = range(11)
"""Pain from none to the worst."""
RATE, LONG_RATE = 24_000, 12_000
"""Samples a second of the joined track; of one that is mostly silence."""
_CHANGING = (Action.SMALLER, Action.EASIER, Action.OTHER_WAY)
_MOVES = frozenset({Demand.EXERCISE, Demand.WALK})
START, END, END_UP = "start", "end", "end-up"
JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a routine may become for this person.

    Nothing that takes a part's place demands what is `forbidden`; after pain down a leg, neither
    what `leg_pain` names. `then` are exercises to go on with after a movement that did good.
    """

    forbidden: frozenset[Demand] = frozenset()
    leg_pain: frozenset[Demand] = LEG_PAIN
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Playlist:
    """As JSON, and the files that have to be there to hear and see it without a network.

    `length`: its milliseconds from beginning to end, for who chooses nothing.
    """

    text: str
    files: tuple[str, ...]
    asks: bool
    length: int


@lru_cache(maxsize=64)
def routine(
    voice: Voice, portions: tuple[Portion, ...], bounds: Bounds, own: tuple[OwnPart, ...] = ()
) -> Playlist:
    """Some portions, with what takes their place when they hurt. `own`: words of the practice."""
    return _playlist(_Routine(voice, portions, bounds, own).whole())


@lru_cache(maxsize=16)
def heat(voice: Voice, minutes: int) -> Playlist:
    """The heat timer: the minutes on, and the break."""
    cues = _Cues(voice)
    on, off = heat_script(Compiler(cues.length), minutes)
    parts = {
        name: {"title": voice.say(f"heat.{name}"), "steps": _same(cues.written(script.steps))}
        for name, script in (("on", on), ("off", off))
    }
    whole = {"order": ["on", "off"], "parts": parts, "rate": LONG_RATE, **cues.whole()}
    return _playlist({**whole, "stop": voice.say("heat.stop")})


def _playlist(whole: JSON) -> Playlist:
    files, asks = tuple(sorted(set(_files(whole)))), "reports" in whole
    return Playlist(written(whole), files, asks, _length(whole))


def _length(whole: JSON) -> int:
    parts, order = whole["parts"], whole["order"]
    end = parts[order[-1]].get("end")
    played = [parts[name] for name in (*order, *([end] if end else []))]
    return sum(step["ms"] for part in played for step in part["steps"][Speed.NORMAL])


def _files(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name in {"file", "light", "dark"}:
                yield part
            else:
                yield from _files(part)
    elif isinstance(value, list):
        for part in value:
            yield from _files(part)


def written(whole: Any) -> str:
    """JSON that may stand in a page's script element, which a "<" could end."""
    return json.dumps(whole, separators=(",", ":")).replace("<", "\\u003c")


def _same(steps: list[JSON]) -> JSON:
    """Minutes go by at the same speed for everybody."""
    return {speed.value: steps for speed in Speed}


@dataclass
class _Cues:
    """The phrases of a routine, each once, in the order in which they are first said."""

    voice: Voice
    own: tuple[OwnPart, ...] = ()
    _places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.speech = self.voice.knowledge.speech(self.voice.language)
        self._own = {line.key: (each, line) for each in self.own for line in each.lines}

    def text(self, key: str) -> str:
        return self._own[key][1].text if key in self._own else self.voice[key]

    def length(self, key: str) -> int:
        """Of own words the time to read them once; what has stood there before takes none."""
        if key not in self._own:
            return self.speech.length(key)
        _, line = self._own[key]
        return estimate(line.text) if line.text and not line.again else 0

    def written(self, steps: Sequence[Step]) -> list[JSON]:
        return [_written(step, self._places_of(step)) for step in steps]

    def _places_of(self, step: Step) -> list[int]:
        said = (key for key in step.cues if self.text(key))
        return [self._places.setdefault(key, len(self._places)) for key in said]

    def whole(self) -> JSON:
        """The words, files and milliseconds of each phrase; without a file it is not recorded."""
        return {
            "language": self.voice.language.value,
            "cues": [self._cue(key) for key in self._places],
        }

    def _cue(self, key: str) -> JSON:
        if key in self._own:
            return self._own_cue(key)
        recording = self.speech.recording(key)
        cue: JSON = {"text": self.voice[key], "ms": self.speech.length(key)}
        if recording is not None:
            folder = f"program/voice/{self.voice.language}"
            cue["file"] = static(f"{folder}/{recording.file}")
        return cue

    def _own_cue(self, key: str) -> JSON:
        """What is only `shown` is not read aloud either: it would run into what comes next."""
        part, line = self._own[key]
        said = {"text": line.text, "ms": self.length(key), "language": part.language}
        return {**said, "shown": line.again}


def _written(step: Step, say: list[int]) -> JSON:
    """Only what is there."""
    written = {
        "kind": step.kind.value,
        "ms": step.length,
        "say": say,
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
    bounds: Bounds
    own: tuple[OwnPart, ...]

    def __post_init__(self) -> None:
        self.cues = _Cues(self.voice, self.own)
        self.figures = {each.exercise: each.figure for each in self.own}
        self.languages = {each.exercise: each.language for each in self.own}
        unread = frozenset(self.figures)
        self.compilers = {
            speed: Compiler(self.cues.length, speed, unread=unread) for speed in Speed
        }
        library = self.known.exercises
        self.open = {id: each for id, each in library.items() if each.stage is Stage.FLARE}
        self.names = [f"part-{place}" for place in range(1, len(self.portions) + 1)]

    @property
    def known(self) -> Knowledge:
        return self.voice.knowledge

    def whole(self) -> JSON:
        parts: dict[str, JSON] = dict(zip(self.names, self._parts(), strict=True))
        for name, stopped in zip(self.names, self.portions, strict=True):
            parts |= self._in_its_place(name, stopped)
        for name, played in zip(self.names, self.portions, strict=True):
            parts[name]["ways"] = self._ways(played.exercise, name, parts)
        more = {f"then-{id}": self._more(id) for id in self.bounds.then}
        start = self._between(lambda c: c.opening())
        start["figure"] = parts[self.names[0]]["figure"]
        return {
            "order": [START, *self.names],
            "more": list(more),
            "parts": {
                START: start,
                **parts,
                **more,
                END: self._between(lambda c: c.closing(upright=False)),
                END_UP: self._between(lambda c: c.closing(upright=True)),
            },
            "rate": RATE,
            "rest_only": REST_ONLY,
            "much": MUCH_PAIN,
            "reports": {asked.value: list(self._reports(asked)) for asked in Asked},
            "change": [[pain_change(before, after) for after in SCALE] for before in SCALE],
            **self.cues.whole(),
        }

    def _between(self, steps: Callable[[Compiler], list[Step]]) -> JSON:
        return {"steps": {s.value: self.cues.written(steps(c)) for s, c in self.compilers.items()}}

    def _parts(self) -> Iterator[JSON]:
        compiled = {speed: c.parts(self.portions) for speed, c in self.compilers.items()}
        for place, each in enumerate(self.portions):
            yield self._part(each, {speed: parts[place] for speed, parts in compiled.items()})

    def _part(self, portion: Portion, steps: Mapping[Speed, Sequence[Step]]) -> JSON:
        exercise = portion.exercise
        return {
            "exercise": exercise.id,
            "title": self.cues.text(f"exercises.{exercise.id}.title"),
            "figure": self.figures.get(exercise.id) or moving_picture(exercise, self.voice),
            "moves": bool(exercise.needs & _MOVES),
            "sided": exercise.sided,
            "side": portion.side,
            "language": self.languages.get(exercise.id),
            "end": END_UP if exercise.posture.upright else END,
            "steps": {speed.value: self.cues.written(of) for speed, of in steps.items()},
        }

    def _more(self, id: str) -> JSON:
        """Something to go on with, begun from whatever came before."""
        exercise = self.known.exercises[id]
        share = portion(exercise, exercise.flare)
        part = self._part(share, {s: c.part(share) for s, c in self.compilers.items()})
        return {**part, "ways": self._ways(exercise, "", {})}

    def _in_its_place(self, name: str, stopped: Portion) -> dict[str, JSON]:
        """The parts that may take the place of one. Whoever stops them too is led no further."""
        parts = {}
        for action in _CHANGING:
            share = self._share(action, stopped)
            if share is not None:
                steps = {s: c.part(share, stopped) for s, c in self.compilers.items()}
                part = self._part(share, steps)
                parts[f"{name}-{action}"] = {**part, "ways": self._ways(share.exercise, "", {})}
        return parts

    def _ways(self, stopped: Exercise, name: str, parts: Mapping[str, JSON]) -> JSON:
        """Where each action leads from an exercise: another part, and what is then left out."""
        ways: dict[str, JSON] = {}
        for action in _CHANGING:
            left_out = [
                later
                for later, other in (
                    *zip(self.names, (each.exercise for each in self.portions), strict=True),
                    *((f"then-{id}", self.known.exercises[id]) for id in self.bounds.then),
                )
                if not goes_on(action, stopped, other, self.bounds.leg_pain)
            ]
            ways[action.value] = {"without": left_out}
            if f"{name}-{action}" in parts:
                ways[action.value]["to"] = f"{name}-{action}"
        return ways

    def _share(self, action: Action, stopped: Portion) -> Portion | None:
        if action is Action.SMALLER:
            return half(stopped)
        forbidden = self.bounds.forbidden
        if action is Action.OTHER_WAY:
            forbidden |= self.bounds.leg_pain
        id = instead(action, stopped.exercise, self.open, forbidden)
        return None if id is None else in_place_of(stopped, self.known.exercises[id])

    def _reports(self, asked: Asked) -> Iterator[JSON]:
        for report in self.known.reports:
            if report.asked is asked:
                yield {
                    "id": report.id,
                    "text": self.voice[f"reports.{report.id}.text"],
                    "say": self.voice[f"reports.{report.id}.say"],
                    "action": respond(report, amber_open=False).value,
                    "good": report.felt in {Felt.BETTER, Felt.CENTRALIZING},
                }
