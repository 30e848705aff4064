"""What every write about those who wait does inside of its transaction: lock, look, say, let go.

Whoever waits is locked first, then the therapist, always in this order; so nobody is offered two
times at once.
"""

from datetime import datetime
from uuid import UUID

from easeback.apps.booking import taking
from easeback.apps.booking.facts import Status, WaitStatus
from easeback.apps.booking.models import Offer, Waiting, WaitingStatus
from easeback.apps.notifications import actions as notifications


class NotWaiting(Exception):
    """There is nobody who waits by this id, or there is no offer to answer (any more)."""


def locked(id: UUID) -> Waiting:
    """Raises NotWaiting."""
    row = Waiting.objects.select_for_update().filter(pk=id).first()
    if row is None:
        raise NotWaiting
    return row


def offer_of(id: UUID) -> Offer:
    """An offer, its person locked. Raises NotWaiting."""
    row = Offer.objects.select_related("visit").filter(pk=id).first()
    if row is None:
        raise NotWaiting
    row.waiting = locked(row.waiting_id)
    return row


def is_asked(offer: Offer) -> bool:
    """Whether it is this offer, and not an older one, that its person is asked about now."""
    is_latest = offer.number + 1 == Offer.objects.filter(waiting=offer.waiting_id).count()
    return is_latest and status_of(offer.waiting) is WaitStatus.OFFERED


def status_of(row: Waiting) -> WaitStatus:
    latest = WaitingStatus.objects.filter(waiting=row).order_by("-pk")[0]
    return WaitStatus(latest.status)


def say(row: Waiting, status: WaitStatus, *, by: str, at: datetime) -> None:
    WaitingStatus.objects.create(waiting=row, status=status, at=at, by=by)


def end(row: Waiting, *, by: str, at: datetime) -> None:
    """Takes somebody off the list, and lets go of what is held for them."""
    status = status_of(row)
    if status.is_over:
        return
    if status is WaitStatus.OFFERED:
        let_go(row.offers.select_related("visit").order_by("-number")[0], by=by, at=at)
    say(row, WaitStatus.ENDED, by=by, at=at)


def let_go(offer: Offer, *, by: str, at: datetime) -> bool:
    """Gives back what an offer holds; False: it holds nothing any more."""
    visit = taking.visit_of(offer.visit_id)
    if taking.status_among(visit, frozenset(Status)) is not Status.HELD:
        return False
    taking.give_all_back(visit)
    # Mail about it that has not gone out yet would ask about what was answered.
    notifications.drop(f"visit:{visit.pk}", before_version=visit.version + 1, at=at)
    taking.say(visit.pk, Status.CANCELLED, by=by, at=at)
    return True
