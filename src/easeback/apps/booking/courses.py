"""A whole course of follow-ups in one go: what could be had, and booking all of it or nothing.

They are with the therapist of the course, in the way of its last promised visit, and come after it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from easeback.apps.booking import actions, claims, queries, taking
from easeback.apps.booking.actions import NoSuchVisit, SlotTaken
from easeback.apps.booking.facts import FOLLOW_UP, Catalogue, Letter, Status, VisitFacts, Wanted
from easeback.apps.booking.models import Course, Room
from easeback.apps.booking.offers import offers
from easeback.apps.booking.rosters import busy_of
from easeback.apps.booking.writes import Answer, once
from easeback.apps.notifications import actions as notifications
from easeback.apps.practice.queries import practice
from easeback.domain.booking import (
    Free,
    Mode,
    Proposal,
    Rhythm,
    Service,
    Wish,
    best_of,
    propose,
    too_close,
)
from easeback.domain.vocabulary import Span, moment, seconds

FEWEST, MOST = 2, 10
DAY = 86_400
Visits = Sequence[VisitFacts]
Letters = Iterable[Letter]


class Often(StrEnum):
    """How often a course goes on. Kept short of days in a row: see `domain.booking.APART`."""

    WEEKLY = "week"
    TWICE_A_WEEK = "twice"
    FORTNIGHTLY = "fortnight"


RHYTHMS = {
    Often.WEEKLY: (((7,), 2),),
    # From a Thursday on, Monday is the other day; from a Monday on, Thursday.
    Often.TWICE_A_WEEK: (((3, 4), 1), ((4, 3), 1)),
    Often.FORTNIGHTLY: (((14,), 2),),
}
"""Days from visit to visit, and how many to either side will do as well. A house choice."""


class CourseConflicts(Exception):
    """Some of the starts cannot be had (any more): `gone`, in order. Nothing was booked."""

    def __init__(self, gone: Sequence[datetime]) -> None:
        super().__init__(f"{len(gone)} starts are gone")
        self.gone = tuple(gone)


class TooClose(Exception):
    """Two visits without a day between them, or not in order: `starts`, the later of each two."""

    def __init__(self, starts: Sequence[datetime]) -> None:
        super().__init__(f"{len(starts)} starts are too close")
        self.starts = tuple(starts)


@dataclass(frozen=True, slots=True)
class Plan:
    """A course as it could be: the visit that it goes on from, and each one after it."""

    after: VisitFacts
    visits: tuple[Proposal, ...]


def plan_course(course: UUID, visits: int, often: Often, *, at: datetime) -> Plan:
    """What could be booked now; nothing is kept. Raises NoSuchVisit where nothing is promised.

    No visits where the practice has no follow-ups, or not in this way.
    """
    after, given = _last_promised(course), queries.catalogue()
    service = given.services.get(FOLLOW_UP)
    if service is None or after.mode not in service.modes:
        return Plan(after, ())
    rhythms = [Rhythm(visits, steps, slack) for steps, slack in RHYTHMS[often]]
    free = _free(after, given, service, max(sum(r.steps) for r in rhythms) * visits, at=at)
    first = _begun_again(seconds(after.starts_at), rhythms[0], free, at=seconds(at))
    return Plan(after, tuple(best_of([propose(first, rhythm, free) for rhythm in rhythms])))


def book_course(
    course: UUID,
    starts: Sequence[datetime],
    *,
    key: str,
    at: datetime,
    letters: Callable[[Visits], Letters] = lambda _: (),
) -> tuple[UUID, ...]:
    """Books follow-ups at all of these starts or at none; the visits, in order.

    `letters` gets the visits as they were booked, codes and all, within the same transaction.
    Raises CourseConflicts, TooClose, NoSuchVisit where nothing is promised yet, KeyReused, TooBusy.
    """
    request = {"do": "book-course", "course": course, "starts": [seconds(s) for s in starts]}
    actions.make_ready(_follow_ups(course, starts), at=at)

    def write() -> Answer:
        visits = _book(course, starts, at=at)
        booked = [queries.known_visit(visit) for visit in visits]
        for letter in letters(booked):
            notifications.enqueue(letter.message, due_at=letter.due_at, at=at)
        return {"visits": [str(visit) for visit in visits]}

    return tuple(UUID(visit) for visit in once(key, request, write, at=at)["visits"])


def _book(course_id: UUID, starts: Sequence[datetime], *, at: datetime) -> list[UUID]:
    # Locked: of two tabs that book at once, the later one goes on from what the earlier has booked.
    locked = Course.objects.select_for_update(no_key=True).filter(pk=course_id)
    course = locked.first()
    if course is None or course.patient_id is None or course.goes_on_id is not None:
        raise NoSuchVisit
    after = _last_promised(course_id)
    close = too_close([seconds(s) for s in (after.starts_at, *starts)], practice().zone)
    if close:
        raise TooClose([moment(start) for start in close])
    claims.touch([after.therapist])
    if after.mode is Mode.CLINIC:
        # Whichever it will need, and all before the patient: others may want them, too.
        claims.touch(Room.objects.order_by("pk").values_list("pk", flat=True))
    visits, gone = [], []
    for starts_at in starts:
        wanted = _follow_up(after, starts_at)
        try:
            found = taking.look_again(wanted, course.patient_id, at=at)
        except SlotTaken:
            gone.append(starts_at)
            continue
        visit = taking.new_visit(wanted, found, course)
        taking.take(visit, found, held_until=None)
        taking.say(visit.pk, Status.CONFIRMED, by="patient", at=at)
        taking.see_to_the_link(visit, at=at)
        visits.append(visit.pk)
    if gone:
        raise CourseConflicts(gone)
    return visits


def _follow_ups(course: UUID, starts: Iterable[datetime]) -> Iterator[Wanted]:
    after = _last_promised(course)
    for starts_at in starts:
        yield _follow_up(after, starts_at)


def _follow_up(after: VisitFacts, starts_at: datetime) -> Wanted:
    return Wanted(
        service=FOLLOW_UP,
        mode=after.mode,
        therapist=after.therapist,
        starts_at=starts_at,
        place=after.place,
        address=after.address,
        course=after.course,
    )


def _last_promised(course: UUID) -> VisitFacts:
    promised = queries.promised_visits(course)
    if not promised:
        raise NoSuchVisit
    return promised[-1]


def _free(
    after: VisitFacts, given: Catalogue, service: Service, days: int, *, at: datetime
) -> Free:
    """The starts of follow-ups that this patient can have, from today on."""
    # From the beginning of the UTC day, so that what was read can serve all day.
    today = seconds(at) // DAY * DAY
    last = max(seconds(after.starts_at), today) + (days + 14) * DAY
    within = Span(today, min(last, today + (service.horizon + 1) * DAY))
    patient = Course.objects.values_list("patient", flat=True).get(pk=after.course)
    wish = Wish(
        service=service,
        within=within,
        modes=frozenset({after.mode}),
        asked_at=seconds(at),
        place=after.place,
        busy=busy_of(patient, within, at=seconds(at)),
        therapist=str(after.therapist),
    )
    found = offers(wish, given, at=at).slots
    return Free(found.anybody, found.window, practice().zone, service.step)


def _begun_again(first: int, rhythm: Rhythm, free: Free, *, at: int) -> int:
    """The first visit, or as many weeks after it that the course goes on from now."""
    day, wall = free.day(first), free.wall(first)
    while free.at(day + timedelta(days=rhythm.steps[0]), wall) <= at:
        day += timedelta(days=7)
    return first if day == free.day(first) else free.at(day, wall)
