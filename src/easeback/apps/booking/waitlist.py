"""Writes of the list of those who wait: join, leave, offer what is free, take it or decline it.

An offer is a visit that is held, as any other: the guard of the claims stands behind it. Whoever
waits is locked first, then the therapist, always in this order; so nobody is offered two at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from easeback.apps.booking import actions, queries, sharing, taking, waiting
from easeback.apps.booking.actions import (
    HoldExpired,
    KeyReused,
    NoSuchVisit,
    SlotTaken,
    TooBusy,
)
from easeback.apps.booking.facts import (
    OfferFacts,
    Standing,
    VisitFacts,
    WaitStanding,
    WaitWish,
    Wanted,
)
from easeback.apps.booking.models import Offer, Visit, Waiting, WaitStatus
from easeback.apps.booking.rosters import catalogue
from easeback.apps.booking.taking import Letters, no_letters
from easeback.apps.booking.writes import Answer, once
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.queries import practice
from easeback.domain.booking import Match, may_be_asked, ranked
from easeback.domain.vocabulary import moment, seconds

Words = Callable[[OfferFacts], Iterable[Message]]
ROUNDS = 5
"""How often a round of offers looks again after somebody was faster."""
MOST_PASSED = 3
"""So many offers in a row without an answer end the waiting: nobody reads them."""


class NotWaiting(Exception):
    """There is nobody who waits by this id, or there is no offer to answer (any more)."""


def join(wish: WaitWish, *, key: str, at: datetime) -> UUID:
    """Puts somebody on the list; what waits already for the same visit, or by the same address for
    a first one, is ended. Raises NotWaiting where the visit is not promised, KeyReused, TooBusy.
    """
    request = {"do": "wait", **asdict(wish), "modes": sorted(wish.modes)}
    return UUID(once(key, request, lambda: _join(wish, at=at), at=at)["waiting"])


def leave(id: UUID, *, key: str, at: datetime) -> None:
    """Takes somebody off the list, and lets go of what they were offered. Raises NotWaiting."""

    def write() -> Answer:
        _end(_locked(id), by="patient", at=at)
        return {}

    once(key, {"do": "leave", "waiting": id}, write, at=at)


def offer_freed_slots(*, at: datetime, words: Words = lambda _: ()) -> int:
    """Offers what is free to those who wait, each time to one person, held; how many. Due work.

    Nobody is asked at night by their own clock: a hold would run out while they sleep.
    `words` gets an offer and gives the mail about it, which goes out with the offer or not at all.
    """
    actions.let_go_of_expired(at=at)
    _pass_unanswered(at=at)
    offered = 0
    for _ in range(ROUNDS):
        given, zone = catalogue(), practice().zone
        found, lost = [], 0
        # Counted before it is looked what each was asked already: an offer that another worker
        # makes and somebody declines meanwhile makes the number wrong, and this one is not made.
        numbers: dict[str, int] = {}
        for row in waiting.who_waits(waiting.OPEN):
            numbers[str(row.pk)] = row.offers.count()
            if _is_past(row, zone, at=at):
                once(f"wait-over:{row.pk}", {}, lambda r=row: _over(r.pk, at=at), at=at)  # type: ignore[misc]
            elif may_be_asked(seconds(at), row.zone):
                match = waiting.best_match(row, given, at=at)
                found += [match] if match is not None else []
        for match in ranked(found, at=seconds(at)):
            try:
                number = numbers[match.waiter]
                offered += _offer(match, number, words, minutes=given.offer_minutes, at=at)
            except (KeyReused, NoSuchVisit, NotWaiting, SlotTaken, TooBusy):
                lost += 1
        if not lost:
            break
    return offered


def take_offer(
    id: UUID, *, at: datetime, letters: Letters = no_letters, farewell: Letters = no_letters
) -> UUID:
    """Makes the held visit a promise; the visit that it replaces is given back in the same
    transaction. Pressing twice takes once. `letters` are about the visit that is taken, `farewell`
    about the one that is replaced. Raises HoldExpired, NotWaiting, TooBusy.
    """
    answer = once(f"take:{id}", {}, lambda: _take(id, letters, farewell, at=at), at=at)
    return UUID(answer["visit"])


def decline_offer(id: UUID, *, at: datetime) -> None:
    """Lets go of what was offered; the person goes on waiting for others. Raises NotWaiting."""

    def write() -> Answer:
        row = _row_of(id)
        if _is_open(row) and _let_go(row, at=at):
            _say(row.waiting, WaitStanding.DECLINED, by="patient", at=at)
        return {}

    once(f"decline:{id}", {}, write, at=at)


def _join(wish: WaitWish, *, at: datetime) -> Answer:
    if wish.visit is not None:
        taking.standing_of(taking.visit_of(wish.visit), actions.PROMISED)
        same = Waiting.objects.filter(visit=wish.visit)
    else:
        same = Waiting.objects.filter(visit=None, email__iexact=wish.contact.email)
    for before in waiting.rows(waiting.ON_THE_LIST).filter(pk__in=same):
        _end(_locked(before.pk), by="patient", at=at)
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
        seen=waiting.already_seen(wish, catalogue(), at=at),
        site=wish.site,
        since=at,
    )
    _say(row, WaitStanding.WAITING, by="patient", at=at)
    return {"waiting": str(row.pk)}


def _offer(match: Match, number: int, words: Words, *, minutes: int, at: datetime) -> bool:
    """False: another worker made this very offer. Raises SlotTaken, TooBusy; KeyReused, NotWaiting
    and NoSuchVisit where the person does not stand as they stood when this was found for them."""
    waiter = UUID(match.waiter)
    made: list[UUID] = []

    def write() -> Answer:
        row = _locked(waiter)
        if not _standing(row).is_open or row.offers.count() != number:
            raise NotWaiting
        visit = actions.hold_within(_wanted(row, match), at=at, minutes=minutes, by="system")
        offer = Offer.objects.create(
            waiting=row, number=number, visit_id=visit["visit"], made_at=at
        )
        _say(row, WaitStanding.OFFERED, by="system", at=at)
        told = waiting.offer(offer.pk)
        for message in words(told) if told is not None else ():
            notifications.enqueue(message, due_at=at, at=at)
        made[:] = [offer.pk]
        return {"offer": str(offer.pk)}

    request = {"do": "offer", "therapist": match.therapist, "start": match.start}
    answer = once(f"offer:{match.waiter}:{number}", request, write, at=at)
    return [UUID(answer["offer"])] == made


def _wanted(row: Waiting, match: Match) -> Wanted:
    """Raises NoSuchVisit, NotWaiting where the visit was given up or moved, and this is no earlier
    than it any more."""
    if row.visit is not None:
        taking.standing_of(row.visit, actions.PROMISED)
        if match.start >= seconds(row.visit.starts_at):
            raise NotWaiting
    wish = waiting.wish_of(row)
    return Wanted(
        service=wish.service,
        mode=match.mode,
        therapist=int(match.therapist),
        starts_at=moment(match.start),
        severity=wish.severity,
        place=wish.place,
        address=wish.address,
        course=row.visit.course_id if row.visit is not None else None,
    )


def _take(id: UUID, letters: Letters, farewell: Letters, *, at: datetime) -> Answer:
    row = _row_of(id)
    told = waiting.offer(id)
    # When its time is over it is the next person's, though nobody may have asked them yet.
    if told is None or not _is_open(row) or (told.held_until or at) <= at:
        raise HoldExpired
    visit, wish = row.visit_id, told.waiting.wish
    actions.confirm_within(visit, wish.contact, wish.address, letters, at=at)
    replaced = told.replaces
    if replaced is not None and replaced.standing in actions.PROMISED:
        _release(replaced, farewell, at=at)
    _say(row.waiting, WaitStanding.TAKEN, by="patient", at=at)
    return {"visit": str(visit)}


def _release(visit: VisitFacts, farewell: Letters, *, at: datetime) -> None:
    """Gives an old visit back. It is no late cancel, however near: the practice asked for it."""
    row = taking.visit_of(visit.id)
    sharing.erase(row.pk, at=at)
    taking.give_back(row, catalogue())
    Visit.objects.filter(pk=row.pk).update(version=row.version + 1)
    taking.say(row.pk, Standing.CANCELLED, by="patient", at=at)
    taking.post(row.pk, farewell, at=at)


def _pass_unanswered(*, at: datetime) -> None:
    """Those whose offer has run out go on waiting, until they have let several pass in a row."""
    for row in waiting.who_waits([WaitStanding.OFFERED.value]):
        offer = row.offers.order_by("-number")[0]

        def write(offer: UUID = offer.pk) -> Answer:
            mine = _row_of(offer)
            told = taking.standing_of(mine.visit, frozenset(Standing))
            if _is_open(mine) and told.is_over:
                _say(mine.waiting, WaitStanding.PASSED, by="system", at=at)
                if _passed_in_a_row(mine.waiting) >= MOST_PASSED:
                    _say(mine.waiting, WaitStanding.ENDED, by="system", at=at)
                return {}
            raise NotWaiting

        try:
            once(f"pass:{offer.pk}", {}, write, at=at)
        except NotWaiting:
            continue  # It is held still, or was answered at this moment.


def _passed_in_a_row(row: Waiting) -> int:
    answers = row.statuses.exclude(status=WaitStanding.OFFERED.value).order_by("-pk")
    in_a_row = 0
    for status in answers.values_list("status", flat=True):
        if status != WaitStanding.PASSED:
            break
        in_a_row += 1
    return in_a_row


def _is_past(row: Waiting, zone: str, *, at: datetime) -> bool:
    """Whether nothing can come for this person any more."""
    if row.last_on < queries.day_of(at, zone):
        return True
    if row.visit_id is None:
        # Who has booked meanwhile can wait for something earlier from that visit's own page.
        return queries.has_booked(row.name, row.email, since=row.since)
    visit = queries.visit(row.visit_id)
    return visit is None or visit.standing not in actions.PROMISED or visit.starts_at <= at


def _over(id: UUID, *, at: datetime) -> Answer:
    _end(_locked(id), by="system", at=at)
    return {}


def _end(row: Waiting, *, by: str, at: datetime) -> None:
    standing = _standing(row)
    if standing.is_over:
        return
    if standing is WaitStanding.OFFERED:
        _let_go(row.offers.select_related("visit").order_by("-number")[0], at=at)
    _say(row, WaitStanding.ENDED, by=by, at=at)


def _let_go(offer: Offer, *, at: datetime) -> bool:
    """Gives back what an offer holds; False: it holds nothing any more."""
    visit = taking.visit_of(offer.visit_id)
    if taking.standing_of(visit, frozenset(Standing)) is not Standing.HELD:
        return False
    taking.give_back(visit, catalogue())
    taking.say(visit.pk, Standing.CANCELLED, by="patient", at=at)
    return True


def _locked(id: UUID) -> Waiting:
    """Raises NotWaiting."""
    row = Waiting.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise NotWaiting
    return row


def _row_of(offer: UUID) -> Offer:
    """An offer, its person locked. Raises NotWaiting."""
    row = Offer.objects.select_related("visit").filter(pk=offer).first()
    if row is None:
        raise NotWaiting
    row.waiting = _locked(row.waiting_id)
    return row


def _is_open(offer: Offer) -> bool:
    """Whether it is this offer, and not an older one, that its person is asked about now."""
    is_latest = offer.number + 1 == Offer.objects.filter(waiting=offer.waiting_id).count()
    return is_latest and _standing(offer.waiting) is WaitStanding.OFFERED


def _standing(row: Waiting) -> WaitStanding:
    latest = WaitStatus.objects.filter(waiting=row).order_by("-pk")[0]
    return WaitStanding(latest.status)


def _say(row: Waiting, standing: WaitStanding, *, by: str, at: datetime) -> None:
    WaitStatus.objects.create(waiting=row, status=standing, at=at, by=by)


__all__ = [
    "HoldExpired",
    "NotWaiting",
    "TooBusy",
    "decline_offer",
    "join",
    "leave",
    "offer_freed_slots",
    "take_offer",
]
