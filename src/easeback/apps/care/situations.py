"""How all people of a therapist stand, read at once: as many queries for many as for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max

from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing as answers
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import PROMISED, CourseFacts, Status, VisitFacts
from easeback.apps.care.facts import Kind
from easeback.apps.care.history import history_of, open_reds
from easeback.apps.care.intakes import TO_READ
from easeback.apps.care.models import (
    AdverseEvent,
    Attended,
    Document,
    FlareMark,
    Measure,
    Message,
    PublishedProgram,
    Telling,
    Transfer,
)
from easeback.apps.care.programs import RED
from easeback.apps.care.transferring import SAME_DAY, URGENT
from easeback.apps.care.unanswered import unanswered
from easeback.apps.notifications import queries as notifications
from easeback.apps.notifications.facts import Task
from easeback.apps.selfcare import queries as selfcare
from easeback.apps.selfcare import sharing
from easeback.domain.attention import PainTold, Reason, Seen, Situation
from easeback.domain.outcome import Instrument

REASONS = {
    sharing.ALARM: Reason.ALARM,
    TO_READ: Reason.TO_READ,
    RED: Reason.STOPPED,
    sharing.NO_BETTER: Reason.NO_BETTER,
    SAME_DAY: Reason.URGENT_ANSWERS,
}
"""Why somebody needs something, by the kind of a task for staff."""
BEFORE = frozenset({Reason.TO_READ, Reason.URGENT_ANSWERS})
"""What ends when they are examined."""
SEEN_WITHIN = timedelta(days=90)
"""Who had no visit for so long is in nobody's care. A house choice."""
LATELY = timedelta(days=14)
"""So far back diaries and adverse events are read."""
T = TypeVar("T")
Happened = Iterator[tuple[UUID, Reason, datetime]]


@dataclass(frozen=True, slots=True)
class InCare:
    """A course and how it stands. `visits`: those of its whole line, by their start."""

    course: CourseFacts
    situation: Situation
    visits: tuple[VisitFacts, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Courses that were handed over are known by the latest, in which all of them go on."""

    latest: Mapping[UUID, UUID]

    @property
    def courses(self) -> list[UUID]:
        return list(self.latest)

    def grouped(self, rows: Iterable[tuple[UUID, T]]) -> defaultdict[UUID, list[T]]:
        """What each row says of a course, by its latest course, in the order of the rows."""
        found: defaultdict[UUID, list[T]] = defaultdict(list)
        for course, each in rows:
            found[self.latest[course]].append(each)
        return found

    def last(self, rows: Iterable[tuple[UUID, T]]) -> dict[UUID, T]:
        return {course: found[-1] for course, found in self.grouped(rows).items()}


def cared_for(therapist: int, *, at: datetime) -> tuple[InCare, ...]:
    """Those of a therapist's people who have a visit to come, or had one lately, or came from a
    colleague; and of all others those of whom something waits."""
    courses = timetables.courses_of(therapist)
    line = _line_of({each.id for each in courses})
    lately = at - SEEN_WITHIN
    known = {line.latest[each] for each in booking.courses_seen(line.courses, since=lately)}
    known |= {each.id for each in courses if each.begun_at >= lately}
    known |= set(unanswered(set(line.latest.values()) - known))
    known |= {course for course, _, _ in _flares(line)}
    visits = booking.visits([visit_of(task) for task in _tasks(at)])
    known |= {line.latest[v.course] for v in visits.values() if v.course in line.latest}
    return in_care([each for each in courses if each.id in known], at=at)


def visit_of(task: Task) -> UUID:
    """The visit that a task of these kinds is about."""
    return UUID(task.about.removeprefix("visit:"))


def in_care(courses: Sequence[CourseFacts], *, at: datetime) -> tuple[InCare, ...]:
    """Those of these courses that go on with nobody else, and how each stands."""
    line = _line_of({each.id for each in courses})
    visits = line.grouped((visit.course, visit) for visit in booking.visits_in(line.courses))
    happened: defaultdict[UUID, defaultdict[Reason, list[datetime]]]
    happened = defaultdict(lambda: defaultdict(list))
    documents = _documents(line)
    examined = {course: found.get(Kind.EVALUATION) for course, found in documents.items()}
    for course, reason, since in _happened(line, visits, examined, at):
        happened[course][reason].append(since)
    pains = _pains(line)
    # With a course of which no visit stands nothing is shared (see `sharing.shared_in`).
    standing = {v.course for each in visits.values() for v in each if v.status.is_promised}
    diaries = _diaries(line, standing, at)
    told = line.last(_latest(Telling, line))
    published = line.last(_latest(PublishedProgram, line))
    wrote = line.last(_latest(Message, line, by=None))
    seen = line.grouped(
        (row.course, (Reason(row.reason), Seen(row.up_to, row.at)))
        for row in Attended.objects.filter(course__in=line.courses).order_by("at", "pk")
    )

    def situation(course: CourseFacts) -> Situation:
        id, signed = course.id, documents.get(course.id, {})
        promised = [each for each in visits[id] if each.status.is_promised]
        over = [each.ends_at for each in promised if each.ends_at <= at]
        diary = diaries.get(id)
        heard = [*over, *signed.values(), *([diary.at] if diary else ())]
        heard += [wrote[id]] if id in wrote else []
        return Situation(
            is_open=_is_open(visits[id], signed, published.get(id)),
            begun_at=pains[id][0].at if pains[id] else course.begun_at,
            happened=happened[id],
            pains=(pains[id][0], pains[id][-1]) if pains[id] else None,
            diary=diary,
            published_at=published.get(id),
            told_at=told.get(id),
            heard_at=max(heard, default=None),
            comes_at=min((e.starts_at for e in promised if e.ends_at > at), default=None),
            seen=dict(seen[id]),
        )

    return tuple(
        InCare(each, situation(each), tuple(visits[each.id]))
        for each in courses
        if each.id in line.latest
    )


def _is_open(
    visits: Iterable[VisitFacts], signed: Mapping[Kind, datetime], published: datetime | None
) -> bool:
    """Whether somebody has come, is to come, or did not come, and was not discharged since."""
    came = [each.starts_at for each in visits if each.status in {*PROMISED, Status.NO_SHOW}]
    discharged = signed.get(Kind.DISCHARGE)
    if discharged is None:
        return bool(came)
    since = (*came, *signed.values(), *([published] if published else ()))
    return any(each > discharged for each in since)


def _line_of(courses: Collection[UUID]) -> Line:
    handed = Transfer.objects.filter(course__in=list(courses))
    handed_on = set(handed.values_list("course", flat=True))
    latest = {id: id for id in courses if id not in handed_on}
    found = list(latest)
    while found:
        rows = list(Transfer.objects.filter(goes_on__in=found).values_list("course", "goes_on"))
        latest.update((course, latest[goes_on]) for course, goes_on in rows)
        found = [course for course, _ in rows]
    return Line(latest)


def _happened(
    line: Line,
    visits: Mapping[UUID, Sequence[VisitFacts]],
    examined: Mapping[UUID, datetime | None],
    at: datetime,
) -> Happened:
    course_of = {visit.id: course for course, each in visits.items() for visit in each}
    for task in _tasks(at):
        course, reason = course_of.get(visit_of(task)), REASONS[task.kind]
        if course is None or (reason in BEFORE and _is_over(task.made_at, examined.get(course))):
            continue
        if task.is_open or reason is not Reason.STOPPED or open_reds(history_of(course)):
            yield course, reason, task.made_at
    for visit, given_at in answers.urgent_among(course_of, URGENT).items():
        if not _is_over(given_at, examined.get(course_of[visit])):
            yield course_of[visit], Reason.URGENT_ANSWERS, given_at
    for course, since in unanswered(line.courses).items():
        yield course, Reason.WROTE, since
    yield from _adverse(line, at)
    yield from _flares(line)


def _tasks(at: datetime) -> Iterator[Task]:
    """Also what the front desk has seen to, who may have called: it is the therapist who looks."""
    for task in notifications.tasks_of(list(REASONS), since=at - SEEN_WITHIN):
        if task.is_open or task.kind == RED or task.made_at >= at - LATELY:
            yield task


def _is_over(since: datetime, examined_at: datetime | None) -> bool:
    """What is to be seen to before somebody is examined has no place after it; what they tell
    after that has."""
    return examined_at is not None and since <= examined_at


def _adverse(line: Line, at: datetime) -> Happened:
    rows = AdverseEvent.objects.filter(course__in=line.courses, at__gte=at - LATELY)
    for course, since in rows.values_list("course", "at"):
        yield line.latest[course], Reason.ADVERSE, since


def _flares(line: Line) -> Happened:
    rows = FlareMark.objects.filter(course__in=line.courses).order_by("on", "at", "pk")
    for course, marks in line.grouped((row.course, row) for row in rows).items():
        began: datetime | None = None
        for mark in marks:
            began = (began or mark.at) if mark.began else None
        if began is not None:
            yield course, Reason.FLARE, began


def _documents(line: Line) -> dict[UUID, dict[Kind, datetime]]:
    """When a document of each kind was signed last."""
    rows = Document.objects.filter(course__in=line.courses).order_by("at", "pk")
    found = line.grouped(
        (course, (Kind(kind), at)) for course, kind, at in rows.values_list("course", "kind", "at")
    )
    return {course: dict(each) for course, each in found.items()}


def _pains(line: Line) -> defaultdict[UUID, list[PainTold]]:
    """What documents measured."""
    rows = Measure.objects.filter(course__in=line.courses, instrument=Instrument.PAIN)
    told = rows.order_by("at", "pk").values_list("course", "value", "at")
    return line.grouped((course, PainTold(value, at)) for course, value, at in told)


def _diaries(line: Line, shared_in: Collection[UUID], at: datetime) -> dict[UUID, PainTold]:
    """The latest pain of each diary that is shared with one of these courses."""
    whose = sharing.accounts_of(shared_in)
    pains = selfcare.latest_pains(set(whose.values()), since=at - LATELY)
    told = ((course, pains[account]) for course, account in whose.items() if account in pains)
    return line.last((course, PainTold(value, when)) for course, (when, value) in told)


def _latest(
    table: type[Telling] | type[PublishedProgram] | type[Message], line: Line, **which: Any
) -> Iterator[tuple[UUID, datetime]]:
    """When the latest row of each course was written, of those `which` are meant."""
    rows = table.objects.filter(course__in=line.courses, **which).values("course")
    found = rows.annotate(last=Max("at")).order_by("last")
    return ((row["course"], row["last"]) for row in found)
