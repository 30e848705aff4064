"""The way from the outbox, which knows no other programs, to the push services of phones."""

from collections.abc import Mapping

from django.conf import settings

from easeback.apps.notifications.pushing import NotReached, NotSpokenTo
from easeback.interop import CalendarRefused, NotFetched, fetching
from easeback.interop.fetching import Allowed

WORLD = Allowed()
LOOPBACK = Allowed(plain_http=True, private_addresses=True, public_addresses=False)


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
    """The status with which it was taken, or not. Raises NotReached, NotSpokenTo."""
    allowed = LOOPBACK if settings.PUSH_TO_LOOPBACK else WORLD
    try:
        return fetching.post(url, body, headers=headers, timeout=timeout, allowed=allowed)
    except CalendarRefused as refusal:
        raise NotSpokenTo(str(refusal)) from None
    except NotFetched as failure:
        raise NotReached(str(failure)) from None
