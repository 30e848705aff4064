"""The form of an own exercise: its controls, what is wrong with them, and its poses as drawn."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from easeback.domain.exercise import Demand, Posture
from easeback.domain.figure import FIGURES, Posed, joints_of
from easeback.domain.program import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_LINES,
    Fault,
    Filed,
    Measure,
)
from easeback.domain.record import Posted
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.web.clinician.library.own_posted import (
    FILE,
    MINUTES,
    NO,
    OF_REPEATS,
    POSES,
    REPEATS,
    YES,
    figure_in,
    limits_of,
    posed_in,
)
from easeback.web.forms.controls import Choice, Control
from easeback.web.forms.posted import text_in
from easeback.web.program.figures import described
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class Slider:
    """A number of a pose. `id` is its place on the page, `unit` degrees or percent."""

    name: str
    label: str
    least: int
    most: int
    value: int
    unit: str

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class PoseForm:
    """One of the two poses: of which it is, its numbers, and its drawing."""

    end: str
    title: str
    base: Control
    of: str
    sliders: tuple[Slider, ...]
    drawing: str
    problem: str


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """The words of one language."""

    language: Language
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class OwnDrawer:
    """Draws what was sent, as it was typed."""

    voice: Voice
    posted: Posted
    problems: Mapping[str, str]

    def spoken(self) -> Iterator[SpokenForm]:
        for language in LANGUAGES:
            name = f"words.{language}"
            controls = (
                self._text(f"{name}.name", "name", LONGEST_NAME),
                self._text(f"{name}.start", "start", LONGEST_TEXT),
                self._story(f"{name}.moves", "moves"),
                self._story(f"{name}.stops", "stops"),
                self._text(f"{name}.shows", "shows", LONGEST_TEXT),
            )
            yield SpokenForm(language, self._say(f"languages.{language}"), controls)

    def kind(self) -> tuple[Control, ...]:
        words = self.voice.ui["own"]
        kinds = ((each, words["kinds"][each]) for each in (REPEATS, MINUTES))
        postures = ((each.value, words["postures"][each]) for each in Posture)
        return (
            self._choice("one", "kind", "kind", kinds),
            self._choice("one", "posture", "posture", postures),
            self._choice("many", "sided", "sided", [(YES, words["both_sides"])]),
        )

    def dose(self) -> Iterator[Control]:
        measures = self.voice.ui["own"]["measures"]
        for measure in (*OF_REPEATS[:-1], Measure.MINUTES, Measure.A_DAY):
            name = f"dose.{measure}"
            yield Control(
                "number",
                name,
                measures[measure],
                value=text_in(self.posted, name),
                hint=self._say("from_to", **limits_of(measure)),
                problem=self.problems.get(name, ""),
            )

    def demands(self) -> Iterator[Control]:
        words = self.voice.ui["own"]
        for demand in Demand:
            answers = ((YES, words["yes"]), (NO, words["no"]))
            control = self._choice("one", f"said.{demand}", "", answers)
            yield Control(
                "one",
                control.name,
                words["demands"][demand],
                choices=control.choices,
                problem=control.problem,
            )

    def picture(self) -> Control:
        kinds = ((each, self._say(f"pictures.{each}")) for each in (POSES, FILE))
        return self._choice("one", "picture.kind", "shown_by", kinds)

    def figure(self) -> Control:
        chosen = figure_in(self.posted)
        choices = tuple(Choice(id, self.figure_name(id), id == chosen) for id in FIGURES)
        return Control("list", "picture.figure", self._say("figure"), choices=choices)

    def figure_name(self, figure: str) -> str:
        """By an exercise in which it is seen; a figure of none has its own id for a name."""
        for each in self.voice.knowledge.exercises.values():
            if each.figure == figure:
                return self.voice[f"exercises.{each.id}.title"]
        return figure

    def poses(self) -> Iterator[PoseForm]:
        for end in ("start", "end"):
            yield self._pose(end)

    def file_label(self, filed: Filed | None) -> str:
        if filed is None:
            return ""
        return self._say("kept_video" if filed.is_video else "kept_picture")

    def _pose(self, end: str) -> PoseForm:
        figure, posed, name = figure_in(self.posted), posed_in(self.posted, end), f"picture.{end}"
        numbers = dict(posed.numbers)
        joints, units = self.voice.ui["own"]["joints"], {True: "%", False: "°"}
        return PoseForm(
            end=end,
            title=self._say(f"ends.{end}"),
            base=Control(
                "list",
                f"{name}.base",
                self._say("base"),
                choices=tuple(
                    Choice(pose, f"{place}. {self._pose_name(figure, pose)}", pose == posed.base)
                    for place, pose in enumerate(FIGURES[figure], start=1)
                ),
            ),
            of=f"{figure}.{posed.base}",
            sliders=tuple(
                Slider(
                    f"{name}.{joint.name}",
                    joints[joint.name.replace(".", "-")],
                    joint.least,
                    joint.most,
                    numbers[joint.name],
                    units[joint.is_share],
                )
                for joint in joints_of(figure)
            ),
            drawing=drawing_path(figure, posed),
            problem=self.problems.get(name, ""),
        )

    def _pose_name(self, figure: str, pose: str) -> str:
        for each in self.voice.knowledge.exercises.values():
            if each.figure == figure:
                return described(each, pose, self.voice)
        return pose

    def _say(self, key: str, **names: object) -> str:
        return self.voice.say(f"own.{key}", **names)

    def _text(self, name: str, label: str, longest: int) -> Control:
        return self._control("text", name, label, longest)

    def _story(self, name: str, label: str) -> Control:
        return self._control("story", name, label, MOST_LINES * (LONGEST_TEXT + 1))

    def _control(self, shape: str, name: str, label: str, longest: int) -> Control:
        return Control(
            shape,
            name,
            self._say(f"fields.{label}"),
            value=text_in(self.posted, name),
            longest=longest,
            problem=self.problems.get(name, ""),
        )

    def _choice(
        self,
        shape: str,
        name: str,
        label: str,
        options: Iterable[tuple[str, str]],
    ) -> Control:
        chosen = self.posted.get(name, ())
        return Control(
            shape,
            name,
            self._say(f"fields.{label}") if label else "",
            choices=tuple(Choice(value, text, value in chosen) for value, text in options),
            problem=self.problems.get(name, ""),
        )


def drawing_path(figure: str, posed: Posed) -> str:
    """Where a pose with these numbers is drawn."""
    query = QueryDict(mutable=True)
    query.update({"figure": figure, "base": posed.base})
    query.update({name: str(number) for name, number in posed.numbers})
    return f"{reverse('library:own-pose')}?{query.urlencode()}"


def problems_of_own(
    voice: Voice, unread: Collection[str], faults: Collection[Fault]
) -> dict[str, str]:
    """A sentence for each control that needs another look, in the order of the form."""
    found = {
        name: voice.say("own.wrong.number" if name.startswith("dose.") else "own.wrong.missing")
        for name in unread
    }
    for fault in faults:
        name = control_of(fault.field)
        if name not in found:
            least, most = fault.range or (0, 0)
            found[name] = voice.say(f"own.wrong.{fault.wrong}", least=least, most=most)
    return dict(sorted(found.items(), key=lambda each: _place(each[0])))


def control_of(field: str) -> str:
    """The control that holds what is wrong; a number of a pose is said of the pose."""
    parts = field.split(".")
    return ".".join(parts[:2]) if parts[0] == "picture" else field


ORDER = ("words.en", "words.es", "kind", "posture", "dose", "said", "picture")


def _place(name: str) -> int:
    return next(place for place, start in enumerate(ORDER) if name.startswith(start))


def label_of_own(voice: Voice, name: str) -> str:
    """What a control is called in the list of problems."""
    words, parts = voice.ui["own"], name.split(".")
    match parts:
        case ["words", language, field]:
            return f"{words['languages'][language]}: {words['fields'][field]}"
        case ["dose", measure]:
            return str(words["measures"][measure])
        case ["said", demand]:
            return str(words["demands"][demand])
        case ["picture", ("start" | "end") as end]:
            return str(words["ends"][end])
    return str(words["fields"][parts[0]])
