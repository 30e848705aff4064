"""What a document begins with: what somebody has answered elsewhere, as values of its fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from easeback.domain.record.field import Field, FieldKind, Value

Told = Mapping[str, frozenset[str]]
"""Question -> options. One of these answers is enough."""


@dataclass(frozen=True, slots=True)
class Prefill:
    """How a field follows from answers.

    `number`: the question that is answered by the same number. `on_the_day`: answers that say that
    it was on the day on which they were given. `choices`: what each value follows from; of one
    option, the first that was told counts, else all. Text has words for each value, and rows have
    them in their first column of text. `counts_for`: how old an answer may be.
    """

    field: Field
    number: str = ""
    on_the_day: Told | None = None
    choices: tuple[tuple[str, Told], ...] = ()
    counts_for: timedelta | None = None


def prefilled(
    prefills: Iterable[Prefill],
    answers: Mapping[str, object],
    *,
    words: Callable[[str, str], str],
    told_at: datetime,
    at: datetime,
) -> dict[str, Value]:
    """What these answers say of the fields; what they do not say is not there.

    `answers`: question -> option, options, or a number. `told_at`: when, by the person's own clock.
    `words`: of a field's value. An answer that is not known any more says nothing.
    """
    found = {}
    for each in prefills:
        if each.counts_for is None or at - told_at <= each.counts_for:
            value = _value(each, answers, words, told_at)
            if value not in (None, "", []):
                found[each.field.id] = value
    return found


def _value(
    of: Prefill,
    answers: Mapping[str, object],
    words: Callable[[str, str], str],
    told_at: datetime,
) -> Value:
    if of.number:
        return _number(of.field, answers.get(of.number))
    if of.on_the_day is not None:
        return told_at.date().isoformat() if _is_told(of.on_the_day, answers) else None
    told = [value for value, when in of.choices if _is_told(when, answers)]
    match of.field.kind:
        case FieldKind.ONE:
            return told[0] if told else None
        case FieldKind.MANY:
            return [option for option in of.field.options if option in told]
    said = [words(of.field.id, value) for value in told]
    if of.field.kind is FieldKind.ROWS:
        column = next(each for each in of.field.columns if each.kind is FieldKind.TEXT)
        return [{column.id: text} for text in said[: of.field.most]]
    return ("\n" if of.field.kind is FieldKind.STORY else ", ").join(said)[: of.field.longest]


def _number(field: Field, answer: object) -> int | None:
    low, high = field.bounds
    return answer if isinstance(answer, int) and low <= answer <= high else None


def _is_told(told: Told, answers: Mapping[str, object]) -> bool:
    return any(options & _options(answers.get(question)) for question, options in told.items())


def _options(answer: object) -> frozenset[str]:
    match answer:
        case str():
            return frozenset({answer})
        case list() | tuple() | set() | frozenset():
            return frozenset(map(str, answer))
    return frozenset()
