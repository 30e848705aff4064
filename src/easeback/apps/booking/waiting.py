"""Reads of the list of those who wait for an earlier visit: who, for what, and what was offered."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from easeback.apps.booking import queries
from easeback.apps.booking.facts import (
    Contact,
    Listed,
    OfferFacts,
    Status,
    VisitFacts,
    WaitFacts,
    WaitStatus,
    WaitWish,
)
from easeback.apps.booking.models import Offer, VisitStatus, Waiting, WaitingStatus
from easeback.domain.booking import Mode, Part, Place, Severity

OPEN = [status.value for status in WaitStatus if status.is_open]
ON_THE_LIST = [status.value for status in WaitStatus if not status.is_over]
ALL = [status.value for status in WaitStatus]


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


def given_up_for(offer: OfferFacts) -> VisitFacts | None:
    """The promised visit whose place the offered one would take; None: there is none any more."""
    replaced = offer.replaces
    return replaced if replaced is not None and replaced.status.is_promised else None


def everybody() -> tuple[Listed, ...]:
    """Who is on the list: the worse first, then the longest. As many queries for all."""
    found = sorted(who_waits(ON_THE_LIST), key=lambda row: -row.severity)
    offers = Offer.objects.filter(waiting__in=[row.pk for row in found]).order_by("number")
    latest = {offer.waiting_id: offer for offer in offers}
    ids = {row.visit_id for row in found if row.visit_id is not None}
    visits = queries.visits(ids | {offer.visit_id for offer in latest.values()})
    return tuple(_listed(row, latest.get(row.pk), visits) for row in found)


def _listed(row: Waiting, offer: Offer | None, visits: Mapping[UUID, VisitFacts]) -> Listed:
    return Listed(
        wait=facts(row),
        visit=visits[row.visit_id] if row.visit_id is not None else None,
        offered=visits[offer.visit_id] if offer is not None else None,
        offered_at=offer.made_at if offer is not None else None,
    )


def who_waits(statuses: Sequence[str]) -> list[Waiting]:
    """Everybody on the list who stands so."""
    return list(rows(statuses).order_by("since", "pk"))


def unanswered() -> list[UUID]:
    """The offers that people are asked about although nothing is held for them any more."""
    theirs = Offer.objects.filter(waiting=OuterRef("waiting")).order_by("-number")
    latest = VisitStatus.objects.filter(visit=OuterRef("visit")).order_by("-pk")
    asked = Offer.objects.filter(waiting__in=rows([WaitStatus.OFFERED.value]).values("pk"))
    gone = asked.annotate(
        theirs=Subquery(theirs.values("pk")[:1]), stands=Subquery(latest.values("status")[:1])
    ).filter(pk=F("theirs"), stands__in=[s.value for s in Status if s.is_over])
    return list(gone.order_by("made_at", "pk").values_list("pk", flat=True))


def rows(statuses: Sequence[str] = ALL) -> QuerySet[Waiting]:
    latest = WaitingStatus.objects.filter(waiting=OuterRef("pk")).order_by("-pk")
    every = Waiting.objects.annotate(status=Subquery(latest.values("status")[:1]))
    return every.filter(status__in=statuses)


def facts(row: Waiting) -> WaitFacts:
    status = WaitStatus(row.status)  # type: ignore[attr-defined]  # Annotated in rows.
    return WaitFacts(row.pk, wish_of(row), row.since, status)


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


def _offer(row: Offer) -> OfferFacts:
    visit, waits = queries.visit(row.visit_id), waiting(row.waiting_id)
    assert visit is not None and waits is not None  # noqa: S101, PT018  Held by foreign keys.
    replaced = queries.visit(waits.wish.visit) if waits.wish.visit is not None else None
    return OfferFacts(row.pk, waits, visit, queries.held_until(visit.id), replaced)
