"""Writing claims: what a visit takes of its therapist, room, patient, and of the ways between."""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import pairwise
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from easeback.apps.booking.facts import ClaimKind, ResourceKind
from easeback.apps.booking.models import Claim, Resource
from easeback.domain.booking import Busy, Mode, Place, Service, Ways
from easeback.domain.vocabulary import Span

DAY = 86_400
ONE_DAYS_WORK = DAY // 2
"""Seconds; over a longer pause a therapist has been home."""


def touch(resources: Iterable[int]) -> None:
    """Their time changes. In PostgreSQL this also makes the next writer of each wait its turn.

    So that no two writers wait for each other, everything is locked in one order: the service, who
    waits, the visit, its course; then therapists by number, rooms by number, the patient.
    """
    for resource in resources:
        Resource.objects.filter(pk=resource).update(version=F("version") + 1)


def claim(
    visit: UUID,
    spans: Mapping[int, Span],
    held_until: int | None,
    places: Mapping[int, Place | None] | None = None,
) -> None:
    """Takes each resource for its span. Raises IntegrityError where one of them is taken."""
    Claim.objects.bulk_create(
        _claim(visit, resource, span, held_until, (places or {}).get(resource))
        for resource, span in spans.items()
    )


def hold_at_clinic(clinic: Place | None, *, at: int) -> None:
    """Visits to come at the clinic take place where it is now: ways lead there."""
    visits = Claim.objects.filter(kind=ClaimKind.VISIT, visit__mode=Mode.CLINIC, ends__gt=at)
    visits.filter(resource__kind=ResourceKind.THERAPIST).update(
        latitude=clinic.latitude if clinic else None,
        longitude=clinic.longitude if clinic else None,
    )


def taken_by(service: Service, start: int) -> Span:
    """What a visit takes of therapist and room, from preparation to clean-up."""
    end = start + (service.length + service.clean_up) * 60
    return Span(start - service.preparation * 60, end)


def expired(*, at: int) -> QuerySet[Claim]:
    """What is held although its time to be confirmed is over."""
    return Claim.objects.filter(held_until__lte=at)


def lift_ways(therapist: int, near: Collection[int]) -> None:
    """Takes the claims of a therapist's ways near these moments away; `lay_ways` lays them anew."""
    ways = Claim.objects.filter(resource=therapist, kind=ClaimKind.TRAVEL)
    # By their ends, which are the starts of visits: how long a way takes may have changed.
    ways.filter(_any(Q(ends__gt=at - DAY, ends__lte=at + DAY) for at in near)).delete()


def lay_ways(therapist: int, ways: Ways, near: Collection[int], *, to: UUID | None = None) -> None:
    """Claims the ways near these moments, each just before the visit that it leads to.

    Video visits are held at the clinic or the base, where they leave the most time. These ways are
    exactly the ones that `lift_ways` lifts. Raises IntegrityError where there is no time for a way
    to or from the visit `to`. Other ways have been promised before: one for which there is no time
    any more, since the therapist moved or ways got slower, takes what there is.
    """
    wide = _any(Q(starts__lt=at + 2 * DAY, ends__gt=at - 2 * DAY) for at in near)
    visits = Claim.objects.filter(wide, resource=therapist, kind=ClaimKind.VISIT)
    stops = list(visits.order_by("starts"))
    new = next((place for place, stop in enumerate(stops) if stop.visit_id == to), None)
    spots = ways.settled([Busy(stop.starts, stop.ends, _place(stop)) for stop in stops], new)
    found = []
    for (before, after), ends in zip(pairwise(stops), pairwise(spots), strict=True):
        way = Span(after.starts - ways.minutes(*ends) * 60, after.starts)
        if to not in {before.visit_id, after.visit_id}:
            way = Span(max(way.start, before.ends), way.end)
        lifted = any(at - DAY < way.end <= at + DAY for at in near)
        if way.start < way.end and lifted and after.starts - before.ends < ONE_DAYS_WORK:
            found.append(_way(after, way))
    Claim.objects.bulk_create(found)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _claim(
    visit: UUID, resource: int, span: Span, held_until: int | None, place: Place | None
) -> Claim:
    return Claim(
        resource_id=resource,
        starts=span.start,
        ends=span.end,
        visit_id=visit,
        kind=ClaimKind.VISIT,
        held_until=held_until,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def _way(to: Claim, span: Span) -> Claim:
    return Claim(
        resource_id=to.resource_id,
        starts=span.start,
        ends=span.end,
        visit_id=to.visit_id,
        kind=ClaimKind.TRAVEL,
        held_until=to.held_until,
    )


def _place(stop: Claim) -> Place | None:
    if stop.latitude is None or stop.longitude is None:
        return None
    return Place(stop.latitude, stop.longitude)
