"""A step of the journey as the values that its page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from easeback.domain.condition import Answer, Kind, Question
from easeback.domain.triage import Closer, Form, Item, Step
from easeback.knowledge import Knowledge
from easeback.web.forms.whole import whole_in
from easeback.web.patient.relief.answering import NONE, Problem, closers, picks
from easeback.web.patient.relief.path import from_details, listed, touched
from easeback.web.patient.relief.posted import DRAFT, GIVEN, KNOWN, Posted
from easeback.web.patient.relief.results import band_label, options_of
from easeback.web.wording import Voice

LONG_TITLE = 80
"""From this many characters on, a question is set in smaller type."""
SHORT_OPTION = 14
"""Options no longer than this stand two in a row."""
FEW_OPTIONS = 3
"""So few short options stand side by side."""
MOST_BUTTONS = 11
"""A number with at most this many values is answered with one button for each."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands in the fields of a page before it is touched: drafts, or what was just typed."""

    ticks: frozenset[str] = frozenset()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """An item, an option or a button; `alone` puts the other ticks out."""

    id: str
    label: str
    chosen: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its options; `kind` is one, few, many, scale or bands."""

    id: str
    text: str
    kind: str
    options: tuple[Row, ...]
    short: bool
    value: str
    low: int
    high: int
    problem: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """A page of questions; `kind` is tap, tick, each, pick or singly."""

    kind: str
    title: str
    long: bool
    step: str
    hint: str
    rows: tuple[Row, ...]
    closers: tuple[Row, ...]
    asked: tuple[Asked, ...]
    problems: tuple[tuple[str, str], ...]
    hidden: str


def ask_page(
    voice: Voice,
    step: Step,
    posted: Posted,
    *,
    chosen: Chosen | None = None,
    problems: Mapping[str, Problem] | None = None,
) -> AskPage:
    """The page of a step.

    `chosen` stands in its fields, or else what was chosen before going back; `problems` say why the
    page is asked again.
    """
    knowledge = voice.knowledge
    kind = _kind(knowledge, step, singly=posted.singly)
    chosen = chosen or drafted(knowledge, step, posted)
    said = {q: _said(voice, problem) for q, problem in (problems or {}).items()}
    in_full = step.page.fields if kind in {"tap", "tick"} else step.questions
    asked = tuple(
        _asked(knowledge.bank[q], voice, chosen, said.get(q, ""))
        for q in in_full
        if q in step.questions
    )
    rows = tuple(_rows(voice, step, chosen)) if kind in {"tap", "tick"} else ()
    # A question that stands alone is its page's heading, also where the page has a title.
    alone = len(asked) == 1 and not rows
    titled = None if alone else voice.get(f"pages.{step.page.id}.title")
    title = titled or asked[0].text
    return AskPage(
        kind=kind,
        title=title,
        long=len(title) > LONG_TITLE,
        step=voice.say("ask.step", number=posted.steps),
        hint=_hint(voice, kind, asked),
        rows=rows,
        closers=tuple(_closers(voice, step, posted, rows)) if rows else (),
        asked=asked,
        problems=tuple(said.items()),
        hidden=hidden_fields(posted),
    )


def drafted(knowledge: Knowledge, step: Step, posted: Posted) -> Chosen:
    """What the person chose on this page before they went back."""
    drafts = posted.drafts
    ticks = frozenset(
        item.id
        for item in step.page.items
        if _was_ticked(knowledge, step, item, drafts) or posted.reopened & set(item.opens)
    )
    return Chosen(ticks, {q: tuple(options_of(answer)) for q, answer in drafts.items()})


def hidden_fields(posted: Posted) -> SafeString:
    """Every part of them was read through the bank, so none needs escaping."""
    return SafeString(
        "\n".join(
            f'<input type="hidden" name="{name}" value="{value}">'
            for name, value in state_fields(posted)
        )
    )


def state_fields(posted: Posted) -> list[tuple[str, str]]:
    """The state of the journey as the names and values of form fields."""
    progress = posted.progress
    fields = [("steps", str(posted.steps))]
    fields += [("opened", question) for question in sorted(progress.opened)]
    fields += [("reopened", question) for question in sorted(posted.reopened)]
    fields += [("single", page) for page in sorted(posted.singles)]
    for prefix, answers in ((KNOWN, progress.answers), (DRAFT, posted.drafts)):
        given: dict[str, list[str]] = {}
        for question, answer in answers.items():
            for option in options_of(answer):
                given.setdefault(option, []).append(question)
        fields += [(prefix + option, " ".join(questions)) for option, questions in given.items()]
    return fields


def _kind(knowledge: Knowledge, step: Step, *, singly: bool) -> str:
    if step.page.form is not Form.EACH:
        return "singly" if singly else step.page.form.value
    return "pick" if picks(knowledge, step) else "each"


def _hint(voice: Voice, kind: str, asked: tuple[Asked, ...]) -> str:
    if kind in {"tap", "tick", "singly"}:
        return voice.say(f"ask.{kind}")
    many = voice.say("ask.many")
    return many if any(q.kind == "many" and many not in q.text for q in asked) else ""


def _was_ticked(knowledge: Knowledge, step: Step, item: Item, drafts: Mapping[str, Answer]) -> bool:
    if item.answers:
        return all(drafts.get(q) == answer for q, answer in item.answers)
    given = {q: drafts[q] for q in item.opens if q in drafts}
    return any(from_details(knowledge.bank, step.page, q, answer) for q, answer in given.items())


def _rows(voice: Voice, step: Step, chosen: Chosen) -> Iterator[Row]:
    for item in listed(step):
        label = voice[f"pages.{step.page.id}.items.{item.id}"]
        yield Row(item.id, label, chosen=item.id in chosen.ticks)


def _closers(voice: Voice, step: Step, posted: Posted, rows: tuple[Row, ...]) -> Iterator[Row]:
    for closer in closers(step):
        plain = not closer.answers and not closer.opens
        if plain and step.page.form is Form.TAP and any(row.chosen for row in rows):
            label = voice.say("ask.none_changed")
        elif plain and touched(step.page, posted.progress):
            label = voice.say("ask.nothing_else")
        elif closer.id == NONE:
            label = voice.say("ask.none")
        else:
            label = voice[f"pages.{step.page.id}.closers.{closer.id}"]
        yield Row(closer.id, label, chosen=_was_closed(voice.knowledge, step, closer, posted))


def _was_closed(knowledge: Knowledge, step: Step, closer: Closer, posted: Posted) -> bool:
    """Whether the person ended the list with this button before they went back."""
    said, drafts, none_of = dict(closer.answers), posted.drafts, knowledge.bank.none_of
    expected = {q: said.get(q, none_of(q)) for q in step.questions if q not in step.page.fields}
    return all(
        q in drafts and (drafts[q] != none_of(q) if q in closer.opens else drafts[q] == answer)
        for q, answer in expected.items()
    )


def _asked(question: Question, voice: Voice, chosen: Chosen, problem: str) -> Asked:
    raw = chosen.values.get(question.id, ())
    low, high = question.bounds or (0, 0)
    kind = question.kind.value
    options = tuple(
        Row(
            option,
            voice[f"questions.{question.id}.options.{option}"],
            chosen=option in raw,
            alone=option in question.alone,
        )
        for option in question.options
    )
    if question.bands:
        kind = "bands"
        given = (whole_in(text, digits=7) for text in raw)
        chosen_band = next((str(question.band_of(n)[0]) for n in given if n is not None), "")
        options = tuple(
            Row(str(band), band_label(question, band), chosen=str(band) == chosen_band)
            for band in question.bands
        )
    elif question.kind is Kind.NUMBER and high - low < MOST_BUTTONS:
        kind = "scale"
        options = tuple(Row(str(n), str(n), chosen=str(n) in raw) for n in range(low, high + 1))
    short = all(len(row.label) <= SHORT_OPTION for row in options)
    if question.kind is Kind.ONE and len(options) <= FEW_OPTIONS and short:
        kind = "few"
    return Asked(
        id=GIVEN + question.id,
        text=voice[f"questions.{question.id}.text"],
        kind=kind,
        options=options,
        short=short,
        value=raw[0] if raw else "",
        low=low,
        high=high,
        problem=problem,
    )


def _said(voice: Voice, problem: Problem) -> str:
    names = dict(problem.names)
    if "option" in names:
        names["option"] = voice[str(names["option"])]
    return voice.say(f"problem.{problem.key}", **names)
