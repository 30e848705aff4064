"""Writes of those who wait: join the list, leave it, take what is offered or decline it.

An offer is a visit that is held, as any other: the guard of the claims stands behind it. `rounds`
makes the offers.
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from easeback.apps.booking import actions, places, sharing, suiting, taking, waiting
from easeback.apps.booking.actions import (
    HoldExpired,
    KeyReused,
    NoSuchVisit,
    TooBusy,
)
from easeback.apps.booking.facts import (
    PROMISED,
    Status,
    VisitFacts,
    WaitStatus,
    WaitWish,
)
from easeback.apps.booking.models import Service, Waiting
from easeback.apps.booking.places import NotWaiting
from easeback.apps.booking.rosters import catalogue
from easeback.apps.booking.taking import Letters
from easeback.apps.booking.writes import Answer, once


class OtherVisit(Exception):
    """The visit that would be given up is not as the person saw it: nothing was done."""


def join(wish: WaitWish, *, key: str, at: datetime) -> UUID:
    """Puts somebody on the list; what waits already for the same visit, or by the same name and
    address for a first one, is ended: two people may share an address.

    Raises NoSuchVisit where the visit is not promised or has begun, KeyReused, TooBusy.
    """
    request = {"do": "wait", **asdict(wish), "modes": sorted(wish.modes)}
    seen = suiting.already_seen(wish, catalogue(), at=at)
    return UUID(once(key, request, lambda: _join(wish, seen, at=at), at=at)["waiting"])


def leave(id: UUID, *, key: str, at: datetime, by: str = "patient") -> None:
    """Takes somebody off the list, and lets go of what they were offered; doing it again changes
    nothing. Raises NotWaiting, TooBusy."""

    def write() -> Answer:
        places.end(places.locked(id), by=by, at=at)
        return {}

    once(key, {"do": "leave", "waiting": id}, write, at=at)


def take_offer(
    id: UUID,
    *,
    at: datetime,
    instead: int | None = None,
    letters: Letters | None = None,
    farewell: Letters | None = None,
) -> UUID:
    """Makes the held visit a promise; the visit that it replaces is given back in the same
    transaction. Pressing twice takes once. `letters` are about the visit that is taken, `farewell`
    about the one that is replaced. `instead`: the version of that one as the person saw it, None
    where they saw none. Raises HoldExpired, NotWaiting, OtherVisit, TooBusy.
    """

    def write() -> Answer:
        return _take(id, instead, letters, farewell, at=at)

    return UUID(once(f"take:{id}", {}, write, at=at)["visit"])


def decline_offer(id: UUID, *, at: datetime) -> None:
    """Lets go of what was offered; the person goes on waiting for others. Raises NotWaiting."""

    def write() -> Answer:
        row = places.offer_of(id)
        # A "no" that comes late is an answer, too: such an offer was not let pass.
        if places.is_asked(row):
            places.let_go(row, by="patient", at=at)
            places.say(row.waiting, WaitStatus.DECLINED, by="patient", at=at)
        return {}

    once(f"decline:{id}", {}, write, at=at)


def _join(wish: WaitWish, seen: suiting.Seen, *, at: datetime) -> Answer:
    # One after another: of two that join at once, each would not see the other.
    list(Service.objects.select_for_update(no_key=True).filter(pk=wish.service))
    before = _same_before(wish)
    if wish.visit is not None:
        visit = taking.visit_of(wish.visit)
        taking.status_among(visit, PROMISED)
        if visit.starts_at <= at:
            raise NoSuchVisit
    for row in before:
        places.end(row, by="patient", at=at)
    row = Waiting.objects.create(
        id=uuid4(),
        name=wish.contact.name,
        phone=wish.contact.phone,
        email=wish.contact.email,
        language=wish.contact.language,
        zone=wish.contact.zone,
        severity=wish.severity,
        service_id=wish.service,
        modes=sorted(mode.value for mode in wish.modes),
        latitude=wish.place.latitude if wish.place else None,
        longitude=wish.place.longitude if wish.place else None,
        address=wish.address,
        part=wish.part.value,
        first_on=wish.first_on,
        last_on=wish.last_on,
        visit_id=wish.visit,
        seen=seen,
        site=wish.site,
        since=at,
    )
    places.say(row, WaitStatus.WAITING, by="patient", at=at)
    return {"waiting": str(row.pk)}


def _same_before(wish: WaitWish) -> list[Waiting]:
    """Locked: whoever waits already for the same visit, or by the same name for a first one."""
    rows = waiting.rows(waiting.ON_THE_LIST).filter(visit=wish.visit)
    if wish.visit is None:
        # SQLite knows that A is a, and not that É is é.
        name = wish.contact.name.casefold()
        rows = rows.filter(email__iexact=wish.contact.email)
        return [places.locked(row.pk) for row in rows if row.name.casefold() == name]
    return [places.locked(row.pk) for row in rows]


def _take(
    id: UUID,
    instead: int | None,
    letters: Letters | None,
    farewell: Letters | None,
    *,
    at: datetime,
) -> Answer:
    row = places.offer_of(id)
    if row.waiting.visit_id is not None:
        # Before anybody's time: whoever moves or cancels it meanwhile comes first, or waits.
        taking.visit_of(row.waiting.visit_id)
    told = waiting.offer(id)
    # When its time is over it is the next person's, though nobody may have asked them yet.
    if told is None or not places.is_asked(row) or (told.held_until or at) <= at:
        raise HoldExpired
    visit, wish, replaced = row.visit_id, told.waiting.wish, waiting.given_up_for(told)
    if (replaced.version if replaced is not None else None) != instead:
        raise OtherVisit
    actions.confirm_within(visit, wish.contact, wish.address, letters, at=at)
    if replaced is not None:
        sharing.carry_over(replaced, told.visit, at=at)
        _release(replaced, farewell, at=at)
    places.say(row.waiting, WaitStatus.TAKEN, by="patient", at=at)
    return {"visit": str(visit)}


def _release(visit: VisitFacts, farewell: Letters | None, *, at: datetime) -> None:
    """Gives an old visit back. It is no late cancel, however near: the practice asked for it."""
    row = taking.visit_of(visit.id)
    taking.end(row, Status.CANCELLED, farewell, by="patient", at=at)


__all__ = [
    "HoldExpired",
    "KeyReused",
    "NoSuchVisit",
    "NotWaiting",
    "OtherVisit",
    "TooBusy",
    "decline_offer",
    "join",
    "leave",
    "take_offer",
]
