"""The body chart on a page: what a person touches where it hurts, and what they have marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Protocol

from django.utils.safestring import SafeString

from easeback.domain.figure import VIEW_HEIGHT, VIEW_WIDTH, Box, Spot, blank, marked, spots
from easeback.domain.vocabulary import Area, View
from easeback.web.program.figures import TONES, Picture
from easeback.web.wording import Voice

FIELD = "area"
LEVELS: Mapping[str, int | None] = {"": None, **{str(level): level for level in range(11)}}
"""What a page sends for how much an area hurts; nothing means: as bad as the back in general."""
_ORDER = (View.BACK, View.FRONT)


class BadMark(ValueError):
    """A mark that no page of ours sends."""


class Fields(Protocol):
    """The fields of a form, each with all of its values (Django's QueryDict)."""

    def lists(self) -> Iterable[tuple[str, list[str]]]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """An area that can be touched; `window` is the part of the drawing that its label covers."""

    id: str
    name: str
    window: str
    path: str
    target: Box
    tick: str
    chosen: bool
    level: int | None


@dataclass(frozen=True, slots=True)
class Body:
    """One view. `left` and `right` are the words at these edges of the drawing."""

    view: str
    name: str
    left: str
    right: str
    picture: Picture
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class BodyChart:
    """The form: both views, the back first, and the levels from none to the worst."""

    words: Mapping[str, str]
    bodies: tuple[Body, ...]
    levels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedBody:
    """One view to read. `marks` are SVG elements in the `window`."""

    view: str
    name: str
    left: str
    right: str
    picture: Picture
    window: str
    marks: SafeString


@dataclass(frozen=True, slots=True)
class BodyMarks:
    """What somebody has marked: both views, and the same in words, the worst first."""

    bodies: tuple[MarkedBody, ...]
    lines: tuple[str, ...]
    none: str


def body_chart(voice: Voice, marks: Mapping[Area, int | None] | None = None) -> BodyChart:
    """The chart to touch, with what is marked already."""
    words = voice.ui["body"]
    ends = {0: words["least"], 10: words["most"]}
    return BodyChart(
        words,
        tuple(_body(words, view, marks or {}) for view in _ORDER),
        tuple((level, ends.get(level, str(level))) for level in range(11)),
    )


def body_marks(voice: Voice, marks: Mapping[Area, int | None]) -> BodyMarks:
    """The chart to read."""
    words = voice.ui["body"]
    window = f"{-VIEW_WIDTH / 2:g} 0 {VIEW_WIDTH:g} {VIEW_HEIGHT:g}"
    bodies = tuple(
        MarkedBody(
            view.value,
            words[view],
            *_edges(words, view),
            _picture(view),
            window,
            SafeString(marked(view, marks)),
        )
        for view in _ORDER
    )
    return BodyMarks(bodies, mark_lines(voice, marks), words["nothing"])


def mark_lines(voice: Voice, marks: Mapping[Area, int | None]) -> tuple[str, ...]:
    """What is marked, in words: the worst first, then what is as bad as the back in general."""
    names = voice.ui["body"]["areas"]
    listed = [(area, marks[area]) for area in Area if area in marks]
    listed.sort(key=lambda each: -1 if each[1] is None else each[1], reverse=True)
    return tuple(
        voice.say("body.general_line", area=names[area])
        if level is None
        else voice.say("body.level_line", area=names[area], level=level)
        for area, level in listed
    )


def read_areas(fields: Fields) -> dict[Area, int | None]:
    """The areas that are marked, with how much each hurts: 0 to 10, or None: as the whole back.

    Other fields of the page are not looked at, nor is how much an area hurts that is not marked.
    Raises BadMark.
    """
    marked_areas: list[Area] = []
    levels: dict[Area, int | None] = {}
    for name, values in fields.lists():
        if name == FIELD:
            marked_areas = [_area(value) for value in values]
            if len(set(marked_areas)) < len(marked_areas):
                raise BadMark("an area that is marked twice")
        elif name.startswith(f"{FIELD}."):
            area = _area(name.removeprefix(f"{FIELD}."))
            if len(values) != 1 or values[0] not in LEVELS:
                raise BadMark(f"{area}: expected one whole number from 0 to 10, or nothing")
            levels[area] = LEVELS[values[0]]
    return {area: levels.get(area) for area in Area if area in marked_areas}


def _area(text: str) -> Area:
    try:
        return Area(text)
    except ValueError as error:
        raise BadMark("an area that there is not") from error


def _body(words: Mapping[str, str], view: View, marks: Mapping[Area, int | None]) -> Body:
    places = tuple(_place(words, spot, marks) for spot in spots(view))
    return Body(view.value, words[view], *_edges(words, view), _picture(view), places)


def _place(words: Mapping[str, Any], spot: Spot, marks: Mapping[Area, int | None]) -> Place:
    reach, middle = spot.reach, spot.middle
    return Place(
        id=spot.area.value,
        name=words["areas"][spot.area],
        window=f"{reach.left:.1f} {reach.top:.1f} {reach.width:.1f} {reach.height:.1f}",
        path=spot.path,
        target=spot.target,
        tick=f"M{middle.x - 4.6:.1f} {middle.y:.1f}l3.2 3.4 6-7",
        chosen=spot.area in marks,
        level=marks.get(spot.area),
    )


def _edges(words: Mapping[str, str], view: View) -> tuple[str, str]:
    """Seen from the front, a person's left is on the right."""
    sides = words["left"], words["right"]
    return sides if view is View.BACK else sides[::-1]


def _picture(view: View) -> Picture:
    """The places on it say all that the picture says."""
    light, dark = (body_path(view, tone) for tone in ("light", "dark"))
    return Picture(light, dark, alt="", width=round(VIEW_WIDTH), height=round(VIEW_HEIGHT))


def positions() -> str:
    """Where each area's label lies on its view, as the rules that the style sheet must hold."""
    return "\n".join(
        f"  .at-{spot.area} {{ --x: {_share(spot.reach.left + VIEW_WIDTH / 2, VIEW_WIDTH)}; "
        f"--y: {_share(spot.reach.top, VIEW_HEIGHT)}; "
        f"--w: {_share(spot.reach.width, VIEW_WIDTH)}; "
        f"--h: {_share(spot.reach.height, VIEW_HEIGHT)}; }}"
        for view in _ORDER
        for spot in spots(view)
    )


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.2%}"


@cache
def body_path(view: str, tone: str) -> str:
    """The address of a body; its mark changes with the drawing, so it may be kept for ever."""
    return f"/bodies/{view}.{tone}.{body_mark(view)}.svg"


@cache
def body_mark(view: str) -> str:
    """One for all tones."""
    return sha256(b"".join(body_file(view, tone) for tone in TONES)).hexdigest()[:8]


@cache
def body_file(view: str, tone: str) -> bytes:
    """The picture's file. Raises ValueError for an unknown view, KeyError for an unknown tone."""
    palette = TONES[tone]
    return blank(View(view), palette, title=view, description="A person standing.").encode()
