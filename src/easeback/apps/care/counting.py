"""A practice counted: what happened, read without a name and without unsealing anything.

The number of queries is the same however many people there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from easeback.apps.audit import actions as audit
from easeback.apps.audit.plain import Seconds, key
from easeback.apps.booking import histories
from easeback.apps.booking.facts import Status
from easeback.apps.booking.histories import CourseHistory, Key
from easeback.apps.care.facts import Mark
from easeback.apps.care.history import marked_days
from easeback.apps.care.models import (
    AdverseEvent,
    FlareMark,
    Measure,
    PublishedProgram,
    RoutineDay,
    Transfer,
)
from easeback.apps.selfcare.flares import SharedFlare, shared_flares
from easeback.domain.booking import utc_of
from easeback.domain.indicator import (
    RIPE,
    Due,
    Fate,
    Happened,
    Line,
    Period,
    Report,
    Scored,
    Spell,
    quarters_of,
    report,
)
from easeback.domain.outcome import Instrument
from easeback.domain.vocabulary import moment, seconds

READ, DOWNLOADED = "outcomes.read", "outcomes.downloaded"
FATES = {Status.NO_SHOW: Fate.NO_SHOW, Status.LATE_CANCEL: Fate.LATE_CANCEL}
INSTRUMENTS = {each.value: each for each in Instrument}
T = TypeVar("T")
Held = dict[Key, list[T]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A year of the practice, and the first year in which somebody booked."""

    report: Report
    first_year: int


def counted(
    year: int, therapists: Sequence[int], zone: str, *, apart: bool, at: datetime
) -> Counted:
    """The indicators of a year, by the clock of the practice.

    `therapists`: all there are; `apart`: whether they are to be told apart.
    """
    here = ZoneInfo(zone)
    courses = histories.courses()
    lines = tuple(_Year(year, here, courses, at).lines())
    told = report(lines, year, therapists, apart=apart, on=at.astimezone(here).date())
    first = min((each.begun for each in courses), default=seconds(at))
    return Counted(told, moment(first).astimezone(here).year)


def note_reading(what: str, year: int, *, by: int, at: datetime) -> None:
    """Writes down that this member of staff has read the indicators of a year, or taken them."""
    audit.write_down(what, by=f"staff:{by}", about=f"outcomes:{year}", at=at)


class _Year:
    """What happened up to the end of a year: by course, and then by line of courses."""

    def __init__(
        self, year: int, here: ZoneInfo, courses: Sequence[CourseHistory], at: datetime
    ) -> None:
        self._day = _days_in(here)
        self._courses, self._at = courses, at
        self._therapist = {each.id: each.therapist for each in courses}
        self._quarters, period = quarters_of(year), Period(year)
        self._first_on, self._ends_on = period.first_on, period.ends_on
        self._starts, self._ends, self._after = (
            moment(utc_of(on, time(), here))
            for on in (period.first_on, period.ends_on, period.ends_on + RIPE)
        )

    def lines(self) -> Iterator[Line]:
        """Those in which something happened in the year, or was told of it."""
        due, scored, shared, marks = self._due(), self._scored(), self._shared(), self._marks()
        routines, adverse, programs = self._routines(), self._adverse(), self._programs()
        happened = due.keys() | scored.keys() | shared.keys() | marks.keys()
        happened |= routines.keys() | adverse.keys()
        for line in _lines_of(self._courses):
            ids = [each.id for each in line]
            if happened.isdisjoint(ids):
                continue
            yield Line(
                person=line[0].person,
                severity=line[0].severity,
                booked_on=self._day(line[0].begun),
                due=_of(due, ids),
                scored=_of(scored, ids),
                spells=(*_of(shared, ids), *_marked_spells(_of(marks, ids))),
                routines=_of(routines, ids),
                adverse=_of(adverse, ids),
                has_program=not programs.isdisjoint(ids),
            )

    def _due(self) -> Held[Due]:
        found: Held[Due] = defaultdict(list)
        visits = histories.visits_due(self._starts, self._ends, at=self._at)
        for course, starts, status in visits:
            if therapist := self._therapist.get(course):
                fate = FATES.get(status, Fate.KEPT)
                found[course].append(Due(self._day(starts), therapist, fate))
        return found

    def _scored(self) -> Held[Scored]:
        """Of courses that were scored in the year; and, as their lines may go on in these, of those
        that were handed over."""
        handed = Transfer.objects.values("course")
        within = Measure.objects.filter(at__gte=self._starts, at__lt=self._ends).values("course")
        rows = Measure.objects.filter(Q(course__in=within) | Q(course__in=handed))
        told = (
            rows.filter(at__lt=self._ends, instrument__in=list(INSTRUMENTS))
            .annotate(key=key("course"), second=Seconds("at"))
            .order_by("at", "pk")
            .values_list("key", "instrument", "value", "second")
        )
        found: Held[Scored] = defaultdict(list)
        for course, instrument, value, second in told:
            if therapist := self._therapist.get(course):
                scored = Scored(self._day(second), therapist, INSTRUMENTS[instrument], value)
                found[course].append(scored)
        return found

    def _shared(self) -> Held[Spell]:
        found: Held[Spell] = defaultdict(list)
        for shared in shared_flares(self._therapist.keys(), self._starts, self._after):
            found[shared.course].append(_diary_spell(shared, self._therapist[shared.course]))
        return found

    def _marks(self) -> Held[tuple[Mark, int]]:
        """With the therapist of the course in which each was made."""
        found: Held[tuple[Mark, int]] = defaultdict(list)
        rows = FlareMark.objects.filter(on__lt=self._after).order_by("on", "at", "pk")
        told = rows.annotate(key=key("course")).values_list("key", "on", "began")
        for course, on, began in told:
            if therapist := self._therapist.get(course):
                found[course].append((Mark(on, began), therapist))
        return found

    def _routines(self) -> Held[Happened]:
        """So many in each quarter: each counts on its first day."""
        counts = {
            each.name: Count("pk", filter=Q(on__gte=each.first_on, on__lt=each.ends_on))
            for each in self._quarters
        }
        rows = RoutineDay.objects.filter(on__gte=self._first_on, on__lt=self._ends_on)
        told = rows.annotate(key=key("course")).values("key").annotate(**counts)
        found: Held[Happened] = defaultdict(list)
        for course, *numbers in told.values_list("key", *counts):
            for quarter, times in zip(self._quarters, numbers, strict=True):
                if times and (therapist := self._therapist.get(course)):
                    found[course].append(Happened(quarter.first_on, therapist, times))
        return found

    def _adverse(self) -> Held[Happened]:
        rows = AdverseEvent.objects.filter(at__gte=self._starts, at__lt=self._ends)
        told = rows.annotate(key=key("course"), second=Seconds("at")).order_by("at", "pk")
        found: Held[Happened] = defaultdict(list)
        for course, second in told.values_list("key", "second"):
            if therapist := self._therapist.get(course):
                found[course].append(Happened(self._day(second), therapist))
        return found

    def _programs(self) -> frozenset[Key]:
        rows = PublishedProgram.objects.filter(published_on__lt=self._ends_on)
        return frozenset(rows.annotate(key=key("course")).values_list("key", flat=True))


def _days_in(here: ZoneInfo) -> Callable[[int], date]:
    """Which day a second is in there. Every clock is some quarter hours from UTC, so that of each
    quarter hour the day is found once."""

    @lru_cache(maxsize=100_000)
    def day_of(quarter_hour: int) -> date:
        return moment(900 * quarter_hour).astimezone(here).date()

    return lambda second: day_of(second // 900)


def _lines_of(courses: Iterable[CourseHistory]) -> Iterator[list[CourseHistory]]:
    """Each course that none was handed over into, with those in which it goes on."""
    known = {each.id: each for each in courses}
    later = {each.goes_on for each in known.values()}
    for each in known.values():
        if each.id not in later:
            line = [each]
            while (goes_on := line[-1].goes_on) in known:
                line.append(known[goes_on])
            yield line


def _of(held: Mapping[Key, list[T]], courses: Sequence[Key]) -> tuple[T, ...]:
    """What all courses of a line hold, one course after the other: one is handed over only once,
    and then nothing more happens in it."""
    return tuple(each for course in courses for each in held.get(course, ()))


def _diary_spell(shared: SharedFlare, therapist: int) -> Spell:
    last_on = shared.last_at.date()
    over_on = last_on if shared.flare.seen_over else None
    return Spell(shared.flare.starts_at.date(), last_on, over_on, therapist)


def _marked_spells(marks: Sequence[tuple[Mark, int]]) -> Iterator[Spell]:
    """A flare counts for whom it was told to when it began."""
    told_to = {mark.on: therapist for mark, therapist in marks if mark.began}
    for days in marked_days(mark for mark, _ in marks):
        last_on = days.last_on or days.first_on
        yield Spell(days.first_on, last_on, days.last_on, told_to[days.first_on])
