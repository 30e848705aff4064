"""The addresses at which a therapist's visits can be read: made, ended, looked up.

A token is shown to whoever makes it and kept nowhere: the table has its hash.
"""

import hashlib
import secrets
from datetime import UTC, datetime, time, timedelta

from django.db.models import Q, QuerySet

from easeback.apps.booking.facts import Feed, Flavor, Status
from easeback.apps.booking.models import FeedAddress, FeedAddressEnd, Resource
from easeback.apps.booking.queries import visits_since
from easeback.apps.booking.writes import Answer, once

BACK = timedelta(days=30)
SHOWN = frozenset({Status.CONFIRMED, Status.MOVED, Status.NO_SHOW})
"""A visit that nobody came to was promised all the same."""


def make_address(therapist: int, flavor: Flavor, *, key: str, by: int, at: datetime) -> str:
    """The token of a new address; the one before it, of this flavor, ends in the same moment.

    Empty where this key has made one already: that token was shown then, and is kept nowhere.
    """
    token = secrets.token_urlsafe(32)

    def write() -> Answer:
        _end(therapist, flavor, by=by, at=at)
        made = FeedAddress.objects.create(
            therapist_id=therapist,
            flavor=flavor,
            token_hash=hash_of(token),
            made_at=at,
            made_by_id=by,
        )
        return {"address": made.pk}

    request = {"do": "make-address", "therapist": therapist, "flavor": flavor, "by": by}
    made = once(key, request, write, at=at)
    mine = FeedAddress.objects.filter(pk=made["address"], token_hash=hash_of(token))
    return token if mine.exists() else ""


def end_address(therapist: int, flavor: Flavor, *, by: int, at: datetime, key: str) -> None:
    """Whoever has the address reads nothing any more."""

    def write() -> Answer:
        _end(therapist, flavor, by=by, at=at)
        return {}

    request = {"do": "end-address", "therapist": therapist, "flavor": flavor, "by": by}
    once(key, request, write, at=at)


def addresses(therapist: int) -> dict[Flavor, datetime]:
    """When each address that is good now was made."""
    good = _good().filter(therapist=therapist)
    return {Flavor(flavor): made for flavor, made in good.values_list("flavor", "made_at")}


def feed_of(token: str, *, at: datetime) -> Feed | None:
    """What is read at this address; None: there is no such address (any more). Two queries.

    It begins on a whole UTC day, so that it does not change from one moment to the next.
    """
    # By its hash alone: how long this takes tells nothing of a token that was nearly right.
    good = _good().filter(token_hash=hash_of(token))
    address = good.select_related("therapist__therapist").first()
    if address is None:
        return None
    today = datetime.combine(at.astimezone(UTC).date(), time(), UTC)
    visits = visits_since(today - BACK, therapist=address.therapist_id)
    return Feed(
        flavor=Flavor(address.flavor),
        therapist_name=address.therapist.therapist.name,
        visits=tuple(each for each in visits if each[0].status in SHOWN),
        changed_at=max([today, address.made_at, *(changed for _, changed in visits)]),
    )


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _good() -> QuerySet[FeedAddress]:
    """Whoever leaves the practice takes no address along: it is good only for as long as who made
    it, and whoever signs in as its therapist, may sign in."""
    nobody = Q(therapist__account__isnull=True)
    therapist = Q(therapist__account__is_active=True, therapist__account__is_staff=True)
    return FeedAddress.objects.filter(
        nobody | therapist, end__isnull=True, made_by__is_active=True, made_by__is_staff=True
    )


def _end(therapist: int, flavor: Flavor, *, by: int, at: datetime) -> None:
    # Two who make an address at the same moment wait for each other here: one of them stands.
    list(Resource.objects.select_for_update().filter(pk=therapist))
    FeedAddressEnd.objects.bulk_create(
        FeedAddressEnd(address=address, ended_at=at, ended_by_id=by)
        for address in FeedAddress.objects.filter(
            therapist=therapist, flavor=flavor, end__isnull=True
        )
    )
