"""What happened with the programs of a course, as the domain replays it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from easeback.apps.care import wire
from easeback.apps.care.facts import Mark, PublishedFacts
from easeback.apps.care.lines import CourseLine, read_line
from easeback.apps.care.models import FlareMark, Look, PublishedProgram, Telling
from easeback.apps.care.queries import goes_on_in, line_of
from easeback.domain import program as domain
from easeback.domain.diary import flares_of
from easeback.domain.program import FlareDays, History, Told
from easeback.domain.response import Light

DAY = timedelta(days=1)
BEGUN_BEFORE = timedelta(days=60)
"""Entries of a diary from so long before a publication on are looked at for flares."""


def programs_of(course: UUID) -> tuple[PublishedFacts, ...]:
    """All that were published to this patient, also before a hand-over; the latest first."""
    return tuple(map(_facts, _published(line_of(course))))


def program_of(course: UUID) -> PublishedFacts | None:
    """What is asked of this patient now."""
    return program_in(line_of(course))


def program_in(courses: Collection[UUID]) -> PublishedFacts | None:
    """The latest that was published in any of these courses. One query."""
    row = _published(courses).first()
    return None if row is None else _facts(row)


def newest_of(course: UUID) -> UUID:
    """The course in which this one goes on by now; itself where it was never handed over."""
    while (moved := goes_on_in(course)) is not None:
        course = moved.goes_on
    return course


def history_of(course: UUID) -> History:
    """As `history_in`, of the program that is asked now."""
    line = read_line(course)
    published = program_in(line.courses)
    return History() if published is None else history_in(line, published)


def history_in(line: CourseLine, published: PublishedFacts) -> History:
    """What was told, marked and looked at since a program was published: what was before changes
    nothing of it, but for a red light that came from a phone only after the publication: it counts
    on that day. And the flares of the diaries that are shared, for as long as they are."""
    told = tuple(_told_in(line.courses, published))
    marks = (Mark(_counts_on(on, at, published), began) for on, at, began in _marks(line.courses))
    flares = (*marked_days(marks), *_diary_flares(line, published))
    return History(
        told=tuple(each if at >= published.at else _known(each) for each, at in told),
        flares=merged(flares),
        looks=tuple(_looks_in(line.courses, told)),
    )


def open_reds(history: History) -> dict[str, date]:
    """The last red light of each item of which nobody has looked at one, by item."""
    found: dict[str, date] = {}
    for each in history.told:
        looks = (look for look in history.looks if look.item == each.item)
        if each.counted_light is Light.RED and not any(look.up_to >= each.on for look in looks):
            found[each.item] = max(each.on, found.get(each.item, each.on))
    return found


def marks_of(course: UUID) -> tuple[Mark, ...]:
    """Flares as they were marked on the program's page, in the order of their days."""
    return tuple(Mark(on, began) for on, _, began in _marks(line_of(course)))


def _marks(courses: Collection[UUID]) -> Iterator[tuple[date, datetime, bool]]:
    rows = FlareMark.objects.filter(course__in=list(courses)).order_by("on", "at", "pk")
    yield from rows.values_list("on", "at", "began")


def _counts_on(on: date, at: datetime, published: PublishedFacts) -> date:
    """Whoever published knew how it was then. What came later on that day counts from the next day
    on: on the day itself a flare changes no dose."""
    is_later = on == published.program.published_on and at >= published.at
    return on + DAY if is_later else on


def marked_days(marks: Iterable[Mark]) -> Iterator[FlareDays]:
    """A flare begins once, however often it is said; one that is over ends on that day."""
    began: date | None = None
    for mark in marks:
        if mark.began:
            began = began or mark.on
        elif began is not None:
            yield FlareDays(began, mark.on)
            began = None
    if began is not None:
        yield FlareDays(began)


def merged(flares: Iterable[FlareDays]) -> tuple[FlareDays, ...]:
    """Those that share a day are one: each flare lowers a dose, and it is lowered once."""
    found: list[FlareDays] = []
    for flare in sorted(flares, key=lambda each: each.first_on):
        last = found[-1] if found else None
        if last is None or not last.holds(flare.first_on):
            found.append(flare)
        elif last.last_on is not None:
            end = None if flare.last_on is None else max(last.last_on, flare.last_on)
            found[-1] = FlareDays(last.first_on, end)
    return tuple(found)


def _diary_flares(line: CourseLine, published: PublishedFacts) -> Iterator[FlareDays]:
    """Also those that had begun when the program was published."""
    for share in line.diaries:
        for flare in flares_of(line.entries(share, since=published.at - BEGUN_BEFORE)):
            begins_on = _counts_on(flare.starts_at.date(), flare.starts_at, published)
            ends_on = None if flare.ends_at is None else max(begins_on, flare.ends_at.date())
            yield FlareDays(begins_on, ends_on)


def _told_in(
    courses: Collection[UUID], published: PublishedFacts
) -> Iterator[tuple[Told, datetime]]:
    since = published.program.published_on
    items = {item.id for item in published.program.items}
    rows = Telling.objects.filter(course__in=list(courses))
    late = Q(on__lt=since, at__gte=published.at)
    for row in rows.filter(Q(on__gte=since) | late).order_by("at", "pk"):
        told = wire.told_in(row.told, item=row.item, on=row.on)
        if row.on >= since:
            yield told, row.at
        elif told.counted_light is Light.RED and told.item in items:
            # Whoever published could not know of it, and asks for the exercise again.
            yield replace(told, on=since), row.at


def _looks_in(
    courses: Collection[UUID], told: Sequence[tuple[Told, datetime]]
) -> Iterator[domain.Look]:
    """Not those after which a red light was told of the same days: nobody has looked at that."""
    reds = [(each.item, each.on, at) for each, at in told if each.counted_light is Light.RED]
    for row in Look.objects.filter(course__in=list(courses)).order_by("at", "pk"):
        later = any(item == row.item and on <= row.red_on and at > row.at for item, on, at in reds)
        if not later:
            yield domain.Look(row.item, row.red_on, row.on)


def _known(told: Told) -> Told:
    """What the therapist knew when they published, on the same day too: that it was done."""
    return Told(told.item, told.on, told.done)


def _published(courses: Collection[UUID]) -> QuerySet[PublishedProgram]:
    rows = PublishedProgram.objects.filter(course__in=list(courses))
    return rows.order_by("-at", "-number")


def _facts(row: PublishedProgram) -> PublishedFacts:
    program = wire.program_in(row.content, row.published_on)
    return PublishedFacts(row.pk, row.course, row.number, program, row.signed_as, row.at)
