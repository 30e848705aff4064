"""Reads of the list of those who wait for an earlier visit: who, for what, and what suits them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from easeback.apps.booking import queries
from easeback.apps.booking.facts import (
    Catalogue,
    Contact,
    OfferFacts,
    VisitFacts,
    WaitFacts,
    WaitStanding,
    WaitWish,
)
from easeback.apps.booking.models import Course, Offer, Waiting, WaitStatus
from easeback.apps.booking.rosters import busy_of
from easeback.apps.practice.queries import practice
from easeback.domain.booking import (
    Match,
    Mode,
    Open,
    Part,
    Place,
    Severity,
    Suits,
    Wish,
    too_close,
    trips_of,
)
from easeback.domain.vocabulary import Span, seconds

DAY = 86_400
OPEN = [standing.value for standing in WaitStanding if standing.is_open]
ON_THE_LIST = [standing.value for standing in WaitStanding if not standing.is_over]
ALL = [standing.value for standing in WaitStanding]
Seen = dict[str, list[list[int]]]
"""Starts by therapist, as stretches from the first to the last of them, both included."""


def waiting(id: UUID) -> WaitFacts | None:
    """One who waits; None: nobody does by this id."""
    row = rows().filter(pk=id).first()
    return facts(row) if row is not None else None


def waiting_for(visit: UUID) -> WaitFacts | None:
    """Who waits for something earlier than this visit; None: nobody (any more)."""
    row = rows(ON_THE_LIST).filter(visit=visit).first()
    return facts(row) if row is not None else None


def offer(id: UUID) -> OfferFacts | None:
    """One offer, as it stands; None: there is none."""
    row = Offer.objects.filter(pk=id).first()
    return _offer(row) if row is not None else None


def latest_offer(waiting: UUID) -> OfferFacts | None:
    """What this person was offered last; None: nothing yet."""
    row = Offer.objects.filter(waiting=waiting).order_by("-number").first()
    return _offer(row) if row is not None else None


def who_waits(standings: Sequence[str]) -> list[Waiting]:
    """Everybody on the list who stands so."""
    return list(rows(standings).order_by("since", "pk"))


def rows(standings: Sequence[str] = ALL) -> QuerySet[Waiting]:
    latest = WaitStatus.objects.filter(waiting=OuterRef("pk")).order_by("-pk")
    every = Waiting.objects.annotate(standing=Subquery(latest.values("status")[:1]))
    return every.filter(standing__in=standings)


def facts(row: Waiting) -> WaitFacts:
    standing = WaitStanding(row.standing)  # type: ignore[attr-defined]  # Annotated in rows.
    return WaitFacts(row.pk, wish_of(row), row.since, standing)


def wish_of(row: Waiting) -> WaitWish:
    known = row.latitude is not None and row.longitude is not None
    return WaitWish(
        contact=Contact(row.name, row.phone, row.email, row.language, row.zone),
        service=row.service_id,
        modes=frozenset(Mode(mode) for mode in row.modes),
        part=Part(row.part),
        first_on=row.first_on,
        last_on=row.last_on,
        site=row.site,
        severity=Severity(row.severity),
        place=Place(row.latitude, row.longitude) if known else None,  # type: ignore[arg-type]
        address=row.address,
        visit=row.visit_id,
    )


def already_seen(wish: WaitWish, given: Catalogue, *, at: datetime) -> Seen:
    """What is free now and would suit: who chooses to wait has these before them."""
    found: Seen = {}
    step = given.services[wish.service].step * 60 if wish.service in given.services else 0
    for match in matches("", wish, given, since=at, at=at, with_ways=False):
        stretches = found.setdefault(match.therapist, [])
        if stretches and match.start - stretches[-1][1] <= step:
            stretches[-1][1] = match.start
        else:
            stretches.append([match.start, match.start])
    return found


def best_match(row: Waiting, given: Catalogue, *, at: datetime) -> Match | None:
    """The earliest start that is new to this person and better than what they have.

    Whoever was asked about some time of a therapist is not asked about a part of it again.
    """
    asked = [
        (str(therapist), Span.of(starts_at, ends_at))
        for therapist, starts_at, ends_at in row.offers.values_list(
            "visit__course__therapist", "visit__starts_at", "visit__ends_at"
        )
    ]
    wish = wish_of(row)
    length = given.services[wish.service].length * 60 if wish.service in given.services else 0
    for match in matches(str(row.pk), wish, given, since=row.since, at=at):
        span = Span(match.start, match.start + length)
        told = any(who == match.therapist and span.overlaps(other) for who, other in asked)
        seen = row.seen.get(match.therapist, [])
        if not told and not any(first <= match.start <= last for first, last in seen):
            return match
    return None


def matches(
    waiter: str,
    wish: WaitWish,
    given: Catalogue,
    *,
    since: datetime,
    at: datetime,
    with_ways: bool = True,
) -> Iterator[Match]:
    """Every free start that suits, the earliest first."""
    visit = queries.visit(wish.visit) if wish.visit is not None else None
    asked = _asked(wish, visit, given, at=at)
    if asked is None:
        return
    roster, found = queries.offers(asked, given, at=at)
    suits = Suits(wish.part, wish.first_on, wish.last_on, practice().zone)
    limits = _limits(visit)
    for one in found:
        if suits.holds(one.start) and _is_earlier(one, limits):
            at_home = with_ways and one.mode is Mode.HOME
            detour = trips_of(one, roster, asked, given.travel).detour if at_home else 0
            yield Match(
                waiter, wish.severity, seconds(since), one.therapist, one.mode, one.start, detour
            )


def _asked(
    wish: WaitWish, visit: VisitFacts | None, given: Catalogue, *, at: datetime
) -> Wish | None:
    service = given.services.get(wish.service)
    if service is None:
        return None
    # One stretch for all who wait, so that what was read for the first serves the others.
    today = seconds(at) // DAY * DAY
    within = Span(today, today + (service.horizon + 1) * DAY)
    busy: tuple[Span, ...] = ()
    if visit is not None:
        patient = Course.objects.values_list("patient", flat=True).get(pk=visit.course)
        busy = busy_of(patient, within, at=seconds(at))
    return Wish(
        service=service,
        within=within,
        modes=wish.modes,
        asked_at=seconds(at),
        place=wish.place,
        severity=wish.severity,
        busy=busy,
        therapist=str(visit.therapist) if visit is not None else None,
    )


def _limits(visit: VisitFacts | None) -> tuple[int | None, int | None]:
    """The visit of the course before, and the visit that is to be earlier; UTC seconds."""
    if visit is None:
        return None, None
    starts = [one.starts_at for one in queries.promised_visits(visit.course)]
    before = [start for start in starts if start < visit.starts_at]
    return seconds(before[-1]) if before else None, seconds(visit.starts_at)


def _is_earlier(one: Open, limits: tuple[int | None, int | None]) -> bool:
    before, visit = limits
    if visit is not None and one.start >= visit:
        return False
    # The course stays in its order, with a day between.
    return before is None or not too_close([before, one.start], practice().zone)


def _offer(row: Offer) -> OfferFacts:
    visit, waits = queries.visit(row.visit_id), waiting(row.waiting_id)
    assert visit is not None and waits is not None  # noqa: S101, PT018  Held by foreign keys.
    replaced = queries.visit(waits.wish.visit) if waits.wish.visit is not None else None
    return OfferFacts(row.pk, waits, visit, queries.held_until(visit.id), replaced)
