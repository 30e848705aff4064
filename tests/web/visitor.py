"""A person with a browser that runs no script: sees a page's form, fills it in, presses a button.

It sends only what the page holds, so a test cannot do what a person could not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.test import Client


def travelling(answers: Mapping[str, object]) -> dict[str, str]:
    """These answers as the hidden fields of a page hold them."""
    said: dict[str, list[str]] = {}
    for question, answer in answers.items():
        for option in answer if isinstance(answer, list | set | frozenset) else [answer]:
            said.setdefault(f"a.{option}", []).append(question)
    return {name: " ".join(questions) for name, questions in said.items()}


VOID = {"input", "meta", "link", "img", "source", "br"}


@dataclass
class Field:
    """An input of a form."""

    kind: str
    name: str
    value: str
    checked: bool


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str | None]] = field(default_factory=list)

    def hidden(self, name: str) -> list[str]:
        return [f.value for f in self.fields if f.kind == "hidden" and f.name == name]

    def values(self, name: str) -> list[str]:
        """The options that are offered under a name."""
        offered = {"radio", "checkbox"}
        return [f.value for f in self.fields if f.kind in offered and f.name == name]

    def checked(self, name: str) -> list[str]:
        return [f.value for f in self.fields if f.checked and f.name == name]

    @property
    def asked(self) -> list[str]:
        """The names of what can be filled in, each once."""
        return list(dict.fromkeys(f.name for f in self.fields if f.kind != "hidden"))

    def choices(self, button: str) -> list[str]:
        return [value for name, value, _ in self.buttons if name == button]


class Reading(HTMLParser):
    """The forms and the visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.text = ""
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given["action"]))
            self._open = True
        elif tag == "input" and self._open:
            kind = given.get("type", "text")
            value = given.get("value", "")
            self.forms[-1].fields.append(Field(kind, given["name"], value, "checked" in given))
        elif tag == "button" and self._open and "name" in given:
            place = given.get("formaction")
            self.forms[-1].buttons.append((given["name"], given["value"], place))

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"

    def handle_data(self, data: str) -> None:
        self.text += data


class Visitor:
    """Walks through the journey page by page."""

    def __init__(self, client: Client, prefix: str = "") -> None:
        self.client = client
        self.html = ""
        self.status = 0
        self.open(f"{prefix}/relief")

    def open(self, path: str) -> None:
        self._read(self.client.get(path))

    @property
    def form(self) -> Form:
        return self.reading.forms[0]

    @property
    def is_asked(self) -> bool:
        """Whether this is a page of questions, not a result."""
        names = {"tap", "close", "pick"} & {name for name, _, _ in self.form.buttons}
        return bool(names) or ("go", "next", None) in self.form.buttons

    @property
    def title(self) -> str:
        return self.html.split("<title>")[1].split("</title>")[0]

    @property
    def known(self) -> dict[str, list[str]]:
        """The answers that travel with the page, by question."""
        known: dict[str, list[str]] = {}
        for each in self.form.fields:
            if each.name.startswith("a."):
                for question in each.value.split(" "):
                    known.setdefault(question, []).append(each.name[2:])
        return known

    def press(self, name: str, value: str, /, **given: str | list[str]) -> None:
        """Presses a button of the page, with fields filled in (`q_age` stands for `q.age`)."""
        form = next(f for f in self.reading.forms if (name, value) in [b[:2] for b in f.buttons])
        place = next(place for n, v, place in form.buttons if (n, v) == (name, value))
        filled = {n.replace("q_", "q.", 1).replace("_", "-"): v for n, v in given.items()}
        self.send(form, place or form.action, {name: value}, filled)

    def fill(self, button: tuple[str, str], filled: dict[str, str | list[str]]) -> None:
        """Like `press`, with the names of the fields as they are."""
        assert button in [b[:2] for b in self.form.buttons], button
        self.send(self.form, self.form.action, {button[0]: button[1]}, filled)

    def send(
        self, form: Form, place: str, button: dict[str, str], filled: dict[str, str | list[str]]
    ) -> None:
        def kept(each: Field) -> bool:
            typed = each.name not in filled and (each.checked or each.kind == "text")
            return each.kind == "hidden" or typed

        sent = [(each.name, each.value) for each in form.fields if kept(each)]
        for name, values in filled.items():
            assert name in form.asked, f"the page does not ask {name}, only {form.asked}"
            for value in [values] if isinstance(values, str) else values:
                assert not form.values(name) or value in form.values(name), (name, value)
                sent.append((name, value))
        body = urlencode([*sent, *button.items()])
        self._read(self.client.post(place, body, content_type="application/x-www-form-urlencoded"))

    def _read(self, answer: Any) -> None:
        self.status = answer.status_code
        self.html = answer.content.decode()
        self.reading = Reading(self.html)

    def says(self, words: str) -> bool:
        """Whether a reader of the page meets these words."""
        return " ".join(words.split()) in " ".join(unescape(self.reading.text).split())


def close_lists(visitor: Visitor, until: str = "", answers: dict[str, str] | None = None) -> None:
    """Answers "none" or the mildest option page by page, up to a page that asks `until`."""
    said = answers or {}
    for _ in range(60):
        if not visitor.is_asked or until in visitor.form.asked + visitor.form.choices("tap"):
            return
        _answer_mildly(visitor, said)


MILD = ("no", "none", "under-a-day", "days", "same", "yes", "strong", "some")


def _answer_mildly(visitor: Visitor, said: dict[str, str]) -> None:
    form = visitor.form
    if form.choices("close"):
        filled: dict[str, str | list[str]] = {}
        if "q.age" in form.asked:
            # The chip of the band that holds the age.
            bands = [int(band) for band in form.values("q.age")]
            filled["q.age"] = str(max(b for b in bands if b <= int(said.get("age", "40"))))
        visitor.fill(("close", form.choices("close")[0]), filled)
    elif picks := form.choices("pick"):
        visitor.fill(("pick", mildest(picks)), {})
    else:
        mild: dict[str, str | list[str]] = {
            name: said.get(name[2:], mildest(form.values(name))) for name in form.asked
        }
        visitor.fill(("go", "next"), mild)


def mildest(options: list[str]) -> str:
    return next((option for option in MILD if option in options), options[0])
