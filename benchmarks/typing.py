"""A keystroke-level model of a rendered form, for somebody who fills it in by keyboard alone.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive
systems", Communications of the ACM 23(7), 1980: K is a key of an average typist who is no secretary
(40 words a minute), M is making up one's mind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

K, M = 0.28, 1.35
"""Seconds."""
DAY_KEYS = 8
Posted = Mapping[str, Sequence[str]]


@dataclass
class Stop:
    """What Tab comes to: a field, a group of radios, a tick box, or a button."""

    kind: str
    name: str
    values: list[str] = field(default_factory=list)


@dataclass
class Counted:
    """Keys and decisions."""

    tabs: int = 0
    keys: int = 0
    decisions: int = 0

    @property
    def seconds(self) -> float:
        return (self.tabs + self.keys) * K + self.decisions * M

    def choose(self, keys: int) -> None:
        self.keys += keys
        self.decisions += 1


class Stops(HTMLParser):
    """The stops of the form on a page, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Stop] = []
        self._in_form = False
        self._closed = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in_form = "data-save" in given
        elif tag == "details":
            self._closed += "open" not in given
        elif tag == "option" and self._in_form and not self._closed:
            self.found[-1].values.append(given.get("value", ""))
        elif self._in_form and not self._closed and given.get("tabindex") != "-1":
            self._stop(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        elif tag == "details" and self._closed:
            self._closed -= 1

    def _stop(self, tag: str, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if tag == "input" and kind == "radio":
            last = self.found[-1] if self.found else None
            if last is None or last.name != name:
                self.found.append(Stop("radio", name))
            self.found[-1].values.append(given.get("value", ""))
        elif tag == "input" and kind != "hidden":
            self.found.append(Stop(kind, name, [given.get("value", "")]))
        elif tag in {"select", "textarea", "button"}:
            self.found.append(Stop(tag, name, [given["value"]] if "value" in given else []))


def typed(
    page: str, before: Posted, after: Posted, usual: Sequence[str] = (), *, wish: str = "sign"
) -> Counted:
    """What it takes to bring the form from one content to the other, and to sign it.

    `wish`: the button that is pressed then; Tab goes no further. `usual`: the grids of which all
    the rest is filled in by their button. Raises LookupError where the page has no place for
    something.
    """
    counted = Counted()
    wanted = {n: list(v) for n, v in after.items() if list(before.get(n, ())) != list(v)}
    for stop in Stops(page).found:
        counted.tabs += 1
        if stop.kind == "button" and (stop.name, stop.values) == ("wish", [wish]):
            counted.choose(1)
            break
        if stop.kind == "button":
            _press(counted, stop, usual)
        elif stop.name in wanted:
            _fill(counted, stop, wanted)
    if wanted:
        raise LookupError(sorted(wanted))
    return counted


def _press(counted: Counted, stop: Stop, usual: Sequence[str]) -> None:
    if stop.name == "usual" and stop.values[0] in usual:
        counted.choose(1)


def _fill(counted: Counted, stop: Stop, wanted: dict[str, list[str]]) -> None:
    values = wanted[stop.name]
    match stop.kind:
        case "checkbox":
            if stop.values[0] not in values:
                return
            values.remove(stop.values[0])
            counted.choose(1)
            if values:
                return
        case "radio":
            # Space takes the first one; each further one is an arrow away.
            counted.choose(1 + stop.values.index(values[0]))
        case "select":
            # Arrows down a closed list: no more than typing the first letters would take.
            counted.choose(stop.values.index(values[0]))
        case "date":
            counted.choose(DAY_KEYS)
        case _:
            counted.choose(len(values[0]))
    del wanted[stop.name]
