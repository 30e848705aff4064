"""A round of offers: what is free is held for those who wait, for each time one person.

No round keeps anything in memory, so a worker that is killed loses nothing.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from easeback.apps.booking import actions, places, taking, waiting
from easeback.apps.booking.actions import KeyReused, NoSuchVisit, SlotTaken, TooBusy
from easeback.apps.booking.facts import PROMISED, OfferFacts, Status, WaitFacts, WaitStatus, Wanted
from easeback.apps.booking.models import Offer, Waiting
from easeback.apps.booking.offers import look_ahead
from easeback.apps.booking.places import NotWaiting
from easeback.apps.booking.rosters import catalogue
from easeback.apps.booking.suiting import Round
from easeback.apps.booking.writes import Answer, once
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message
from easeback.apps.notifications.queries import comes_through, mail_goes_out, sent_among
from easeback.domain.booking import Match, may_be_asked, ranked
from easeback.domain.vocabulary import Span, moment, seconds

log = logging.getLogger(__name__)

Words = Callable[[OfferFacts], Iterable[Message]]
Farewell = Callable[[WaitFacts], Iterable[Message]]
ROUNDS = 5
"""How often it is looked again after somebody was faster."""
MOST_PASSED = 3
"""So many offers in a row without an answer end the waiting: nobody reads them."""


def offer_freed_slots(
    *, at: datetime, words: Words = lambda _: (), farewell: Farewell = lambda _: ()
) -> int:
    """Offers what is free to those who wait, each time to one person, held; how many. Due work.

    Nobody is asked at night by their own clock: a hold would run out while they sleep.
    `words` gets an offer and gives the mail about it, which goes out with the offer or not at all.
    `farewell` does so for whoever leaves the list because their days are over or offers passed.
    While no mail comes through, nothing is offered: it would be kept from everybody for nothing.
    """
    actions.let_go_of_expired(at=at)
    _pass_unanswered(farewell, at=at)
    reaches, offered = mail_goes_out() and comes_through(at), 0
    for _ in range(ROUNDS):
        seen = Round(waiting.who_waits(waiting.OPEN), catalogue(), at=at)
        rows = list(_who_can_be_asked(seen, farewell))
        if not reaches:
            break
        made, lost = _give_out(seen, rows, words)
        offered += made
        if not lost:
            break
    return offered


def _who_can_be_asked(seen: Round, farewell: Farewell) -> Iterator[Waiting]:
    """Whose waiting is over leaves the list meanwhile."""
    for row in seen.rows:
        if seen.is_past(row):
            # Who has booked, or has given their visit up, knows why nothing comes any more.
            told = farewell if seen.is_out_of_days(row) else lambda _: ()
            _end(row.pk, told, at=seen.at)
        elif may_be_asked(seconds(seen.at), row.zone):
            yield row


def _give_out(seen: Round, rows: Iterable[Waiting], words: Words) -> tuple[int, int]:
    """How many offers were made, and how many were not since somebody was faster.

    Whoever has lost a time to somebody else on the list goes on to their next one.
    """
    people = {str(row.pk): row for row in rows}
    chances = {waiter: seen.chances(row) for waiter, row in people.items()}
    first = {waiter: _next(each) for waiter, each in chances.items()}
    found = {waiter: match for waiter, match in first.items() if match is not None}
    made, lost = 0, 0
    while found:
        best = ranked(found.values(), at=seconds(seen.at))[0]
        row, gone = people[best.waiter], _span(seen, people[best.waiter], best)
        del found[best.waiter]
        try:
            made += _offer(seen, row, best, words)
        except (KeyReused, NoSuchVisit, NotWaiting, SlotTaken, TooBusy):
            lost += 1
        except Exception as error:  # noqa: BLE001
            # Nothing was taken: the time is for the next one.
            _go_on(error)
            continue
        for waiter, match in list(found.items()):
            new: Match | None = match
            while new is not None and _takes(seen, people[waiter], new, best.therapist, gone):
                new = _next(chances[waiter])
            if new is None:
                del found[waiter]
            else:
                found[waiter] = new
    return made, lost


def _next(chances: Iterator[Match]) -> Match | None:
    try:
        return next(chances, None)
    except Exception as error:  # noqa: BLE001
        _go_on(error)
        return None


def _span(seen: Round, row: Waiting, match: Match) -> Span:
    return Span(match.start, match.start + seen.length(waiting.wish_of(row)))


def _takes(seen: Round, row: Waiting, match: Match, therapist: str, gone: Span) -> bool:
    return match.therapist == therapist and _span(seen, row, match).overlaps(gone)


def _offer(seen: Round, row: Waiting, match: Match, words: Words) -> bool:
    """False: another worker made this very offer. Raises SlotTaken, TooBusy; KeyReused, NotWaiting
    and NoSuchVisit where the person does not stand as they stood when this was found for them."""
    number, at, made = seen.number(row), seen.at, list[UUID]()

    def write() -> Answer:
        mine = places.locked(row.pk)
        if not places.status_of(mine).is_open or mine.offers.count() != number:
            raise NotWaiting
        minutes = seen.given.offer_minutes
        visit = actions.hold_within(_wanted(mine, match), at=at, minutes=minutes, by="system")
        offer = Offer.objects.create(
            waiting=mine, number=number, visit_id=visit["visit"], made_at=at
        )
        places.say(mine, WaitStatus.OFFERED, by="system", at=at)
        told = waiting.offer(offer.pk)
        for message in words(told) if told is not None else ():
            notifications.enqueue(message, due_at=at, at=at)
        made[:] = [offer.pk]
        return {"offer": str(offer.pk)}

    request = {"do": "offer", "therapist": match.therapist, "start": match.start}
    look_ahead(_wanted_now(row, match), at=at)
    answer = once(f"offer:{row.pk}:{number}", request, write, at=at)
    return [UUID(answer["offer"])] == made


def _wanted_now(row: Waiting, match: Match) -> Iterator[Wanted]:
    yield _wanted(row, match)


def _wanted(row: Waiting, match: Match) -> Wanted:
    """Raises NoSuchVisit, NotWaiting where the visit was given up or moved, and this is no earlier
    than it any more."""
    if row.visit is not None:
        taking.status_among(row.visit, PROMISED)
        if match.start >= seconds(row.visit.starts_at):
            raise NotWaiting
    wish = waiting.wish_of(row)
    return Wanted(
        service=wish.service,
        mode=match.mode,
        therapist=int(match.therapist),
        starts_at=moment(match.start),
        severity=wish.severity,
        # Not the address: it is written when they take it.
        place=wish.place,
        course=row.visit.course_id if row.visit is not None else None,
    )


def _pass_unanswered(farewell: Farewell, *, at: datetime) -> None:
    """Those whose offer has run out go on waiting, until they have let several pass in a row."""
    for offer in waiting.unanswered():

        def write(offer: UUID = offer) -> Answer:
            mine = places.offer_of(offer)
            told = taking.status_among(mine.visit, frozenset(Status))
            if not places.is_asked(mine) or not told.is_over:
                raise NotWaiting
            # What staff have taken back, or what they have never heard of, nobody has let pass.
            passed = told is Status.EXPIRED and bool(sent_among([f"visit:{mine.visit_id}"]))
            notifications.drop(
                f"visit:{mine.visit_id}", before_version=mine.visit.version + 1, at=at
            )
            now = WaitStatus.PASSED if passed else WaitStatus.WAITING
            places.say(mine.waiting, now, by="system", at=at)
            if _passed_in_a_row(mine.waiting) >= MOST_PASSED:
                _say_farewell(mine.waiting, farewell, at=at)
            return {}

        try:
            once(f"pass:{offer}", {}, write, at=at)
        except (NotWaiting, TooBusy):
            continue  # It was answered at this moment, or the next round sees to it.
        except Exception as error:  # noqa: BLE001
            _go_on(error)


def _passed_in_a_row(row: Waiting) -> int:
    answers = row.statuses.exclude(status=WaitStatus.OFFERED.value).order_by("-pk")
    in_a_row = 0
    for status in answers.values_list("status", flat=True):
        if status != WaitStatus.PASSED:
            break
        in_a_row += 1
    return in_a_row


def _end(id: UUID, farewell: Farewell, *, at: datetime) -> None:
    def write() -> Answer:
        row = places.locked(id)
        # Another worker may have made an offer since: whoever is asked may answer first.
        if not places.status_of(row).is_open:
            raise NotWaiting
        _say_farewell(row, farewell, at=at)
        return {}

    try:
        once(f"wait-over:{id}", {}, write, at=at)
    except (NotWaiting, TooBusy):
        return  # The next round sees to it.
    except Exception as error:  # noqa: BLE001
        _go_on(error)


def _go_on(error: Exception) -> None:
    """Whatever is wrong with one of those who wait, the others have their turn."""
    # Its words may hold somebody's name; its kind does not.
    log.error("One who waits could not be seen to: %s", type(error).__name__)


def _say_farewell(row: Waiting, farewell: Farewell, *, at: datetime) -> None:
    places.end(row, by="system", at=at)
    told = waiting.waiting(row.pk)
    for message in farewell(told) if told is not None else ():
        notifications.enqueue(message, due_at=at, at=at)


__all__ = ["offer_freed_slots"]
