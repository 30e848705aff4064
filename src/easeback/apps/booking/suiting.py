"""Which open times suit those who wait: what the tables say is read once for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from easeback.apps.booking import queries, waiting
from easeback.apps.booking.facts import Catalogue, Status, VisitFacts, WaitWish
from easeback.apps.booking.models import Course, Offer, Waiting
from easeback.apps.booking.offers import ROSTERS, window_of
from easeback.apps.booking.rosters import busy_of_each
from easeback.apps.notifications.queries import sent_among
from easeback.apps.practice.queries import practice
from easeback.domain.booking import (
    Match,
    Mode,
    Open,
    OpenSlots,
    Roster,
    Suits,
    Window,
    Wish,
    open_slots,
    too_close,
    trips_of,
)
from easeback.domain.vocabulary import Span, seconds

DAY = 86_400
Seen = dict[str, list[list[int]]]
"""Starts by therapist, as stretches from the first to the last of them, both included."""


class Look:
    """What is free now, and what would be better than the visits that these people have.

    As many queries for a thousand people as for one. It grows old at once: whoever makes an offer
    of what was seen here looks again.
    """

    def __init__(self, visits: Collection[UUID], given: Catalogue, *, at: datetime) -> None:
        self.given, self.at, self.zone = given, at, practice().zone
        self._today = seconds(at) // DAY * DAY
        self._visits = queries.visits_of_the_courses_of(visits)
        self._busy = self._busy_of_courses()
        self._rosters: dict[Window, Roster] = {}
        self._found: dict[Wish, OpenSlots] = {}

    def visit(self, id: UUID) -> VisitFacts | None:
        return self._visits.get(id)

    def length(self, wish: WaitWish) -> int:
        """How long a visit lasts that is waited for, in seconds."""
        service = self.given.services.get(wish.service)
        return service.length * 60 if service is not None else 0

    def matches(
        self, waiter: str, wish: WaitWish, *, since: datetime, with_ways: bool = True
    ) -> Iterator[Match]:
        """Every free start that suits, the earliest first."""
        visit = self._visits.get(wish.visit) if wish.visit is not None else None
        asked = self._asked(wish, visit)
        if asked is None:
            return
        roster = self._roster(asked)
        if asked not in self._found:
            self._found[asked] = open_slots(roster, asked, self.given.travel, free=ROSTERS.free)
        suits = Suits(wish.part, wish.first_on, wish.last_on, self.zone)
        limits = self._limits(visit)
        for one in self._found[asked]:
            if suits.holds(one.start) and self._is_earlier(one, limits):
                at_home = with_ways and one.mode is Mode.HOME
                detour = trips_of(one, roster, asked, self.given.travel).detour if at_home else 0
                yield Match(
                    waiter,
                    wish.severity,
                    seconds(since),
                    one.therapist,
                    one.mode,
                    one.start,
                    detour,
                )

    def _asked(self, wish: WaitWish, visit: VisitFacts | None) -> Wish | None:
        service = self.given.services.get(wish.service)
        if service is None:
            return None
        # One stretch for all who wait, so that what was read for the first serves the others.
        return Wish(
            service=service,
            within=Span(self._today, self._today + (service.horizon + 1) * DAY),
            modes=wish.modes,
            asked_at=seconds(self.at),
            place=wish.place,
            severity=wish.severity,
            busy=self._busy[visit.course] if visit is not None else (),
            therapist=str(visit.therapist) if visit is not None else None,
        )

    def _roster(self, asked: Wish) -> Roster:
        window = window_of(asked)
        if window not in self._rosters:
            self._rosters[window] = ROSTERS.roster(
                self.given, self.zone, window, at=seconds(self.at)
            )
        return self._rosters[window]

    def _busy_of_courses(self) -> dict[UUID, tuple[Span, ...]]:
        """When the patients of these courses are elsewhere, with the visits that they have."""
        courses = {visit.course for visit in self._visits.values()}
        if not courses:
            return {}
        patients = dict(Course.objects.filter(pk__in=courses).values_list("pk", "patient"))
        furthest = max((each.horizon for each in self.given.services.values()), default=0)
        within = Span(self._today, self._today + (furthest + 1) * DAY)
        busy = busy_of_each(patients.values(), within, at=seconds(self.at))
        return {course: busy.get(patient, ()) for course, patient in patients.items()}

    def _limits(self, visit: VisitFacts | None) -> tuple[int | None, int | None]:
        """The visit of the course before, and the visit that is to be earlier; UTC seconds."""
        if visit is None:
            return None, None
        before = [
            one.starts_at
            for one in self._visits.values()
            if one.course == visit.course
            and one.status.is_promised
            and one.starts_at < visit.starts_at
        ]
        return seconds(max(before)) if before else None, seconds(visit.starts_at)

    def _is_earlier(self, one: Open, limits: tuple[int | None, int | None]) -> bool:
        before, visit = limits
        if visit is not None and one.start >= visit:
            return False
        # The course stays in its order, with a day between.
        return before is None or not too_close([before, one.start], self.zone)


class Round(Look):
    """The same for everybody who stands on the list so that something may be offered.

    `numbers`: how often each was asked. It is read together with what they were asked: an offer
    that another worker makes and somebody declines meanwhile makes the number wrong, and then
    nothing is offered by what was seen here.
    """

    def __init__(self, rows: Sequence[Waiting], given: Catalogue, *, at: datetime) -> None:
        super().__init__([row.visit_id for row in rows if row.visit_id], given, at=at)
        self.rows = rows
        self._offers = _asked_before(row.pk for row in rows)
        self._heard_of = _heard_of(self._offers)
        self._booked = queries.booked_since(
            {row.email for row in rows if row.visit_id is None},
            since=min((row.since for row in rows), default=at),
        )

    def number(self, row: Waiting) -> int:
        return len(self._offers[row.pk])

    def is_past(self, row: Waiting) -> bool:
        """Whether nothing can come for this person any more."""
        if self.is_out_of_days(row):
            return True
        if row.visit_id is None:
            # Who has booked meanwhile can wait for something earlier from that visit's own page.
            booked_at = self._booked.get((row.name.casefold(), row.email.lower()))
            return booked_at is not None and booked_at >= row.since
        visit = self.visit(row.visit_id)
        return visit is None or not visit.status.is_promised or visit.starts_at <= self.at

    def is_out_of_days(self, row: Waiting) -> bool:
        return row.last_on < queries.day_of(self.at, self.zone)

    def chances(self, row: Waiting) -> Iterator[Match]:
        """The starts that are new to this person and better than what they have, in order.

        Whoever was asked about some time of a therapist is not asked about a part of it again. And
        none begins before the person's time to answer is over.
        """
        wish = waiting.wish_of(row)
        answered = seconds(self.at + timedelta(minutes=self.given.offer_minutes))
        for match in self.matches(str(row.pk), wish, since=row.since):
            seen = row.seen.get(match.therapist, [])
            if match.start < answered or any(first <= match.start <= last for first, last in seen):
                continue
            span = Span(match.start, match.start + self.length(wish))
            if not any(
                who == match.therapist and span.overlaps(other)
                for visit, who, other in self._offers[row.pk]
                if visit in self._heard_of
            ):
                yield match


def already_seen(wish: WaitWish, given: Catalogue, *, at: datetime) -> Seen:
    """What is free now and would suit: who chooses to wait has these before them."""
    found: Seen = {}
    step = given.services[wish.service].step * 60 if wish.service in given.services else 0
    look = Look([wish.visit] if wish.visit is not None else [], given, at=at)
    for match in look.matches("", wish, since=at, with_ways=False):
        stretches = found.setdefault(match.therapist, [])
        if stretches and match.start - stretches[-1][1] <= step:
            stretches[-1][1] = match.start
        else:
            stretches.append([match.start, match.start])
    return found


def _asked_before(waiting: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str, Span]]]:
    """What each of these people was offered: which visit, whose time, and when. One query."""
    found: dict[UUID, list[tuple[UUID, str, Span]]] = defaultdict(list)
    rows = Offer.objects.filter(waiting__in=list(waiting)).values_list(
        "waiting", "visit", "visit__course__therapist", "visit__starts_at", "visit__ends_at"
    )
    for waiter, visit, therapist, starts_at, ends_at in rows:
        found[waiter].append((visit, str(therapist), Span.of(starts_at, ends_at)))
    return found


def _heard_of(offers: Mapping[UUID, Sequence[tuple[UUID, str, Span]]]) -> set[UUID]:
    """The offered visits that a mail told of, or that were answered or taken back all the same."""
    visits = {visit for each in offers.values() for visit, *_ in each}
    sent = sent_among([f"visit:{visit}" for visit in visits])
    facts = queries.visits(visits)
    return {v for v in visits if f"visit:{v}" in sent or facts[v].status is not Status.EXPIRED}
