"""Whose page it is: a cookie holds the keys of the people who keep something on this device.

The first key is the one whose pages are shown. A form counts if a page of ours sent it, by what
the browser itself says of where it comes from (`Sec-Fetch-Site`, `Origin`): no page can forge that.
So a form needs no token, and one that waited on a phone for a week is still good.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from easeback.apps.accounts import devices
from easeback.apps.accounts.devices import Holder

MOST_PEOPLE = 5
"""So many people share one device; nobody is pushed off it by another."""
KEPT = timedelta(days=400)
"""Browsers keep no cookie for longer."""
LONGEST_KEY = 100
SAFE = {"GET", "HEAD"}
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Mine:
    """Who is shown their own pages, on which key, and with whom they share the device."""

    holder: Holder
    key: str
    others: tuple[tuple[str, Holder], ...]

    @property
    def tag(self) -> str:
        """Tells people on one phone apart, and says nothing of who they are."""
        return tag_of(self.holder.account)


View = Callable[Concatenate[HttpRequest, Mine, P], HttpResponse]


def mine(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page of somebody's own: whoever holds no key is led to the door, and learns nothing.

    What such a page answers is kept by no browser, and its forms count only from pages of ours.
    """

    @csrf_exempt
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in SAFE and not from_our_page(request):
            return redirect("keeping:door")
        at = timezone.now()
        me = whose(request, at=at)
        if me is None:
            return redirect("keeping:door")
        if request.POST.get("me", me.tag) != me.tag:
            # The page was shown to somebody else, before another tab switched: it does nothing.
            return redirect("diary:diary")
        answer = view(request, me, *args, **kwargs)
        if me.holder.is_stale and settings.KEEP_COOKIE not in answer.cookies:
            devices.renew(me.key, at=at)
            hold(answer, [me.key, *(key for key, _ in me.others)])
        return answer

    return shown


def whose(request: HttpRequest, *, at: datetime) -> Mine | None:
    """Who is first among those whose keys this device holds; None where nobody is."""
    people = devices.known(keys_of(request), at=at)
    if not people:
        return None
    (key, holder), *others = people
    return Mine(holder, key, tuple(others))


def tag_of(account: UUID) -> str:
    return sha256(account.bytes).hexdigest()[:16]


def keys_of(request: HttpRequest) -> list[str]:
    """The keys that this device shows, good or not, each once."""
    shown = request.COOKIES.get(settings.KEEP_COOKIE, "").split(".")
    sane = (key for key in shown if key and len(key) <= LONGEST_KEY and key.isascii())
    return list(dict.fromkeys(sane))[:MOST_PEOPLE]


def hold(answer: HttpResponseBase, keys: Sequence[str]) -> None:
    """Lets the device hold exactly these keys from now on, the first in front."""
    if not keys:
        answer.delete_cookie(settings.KEEP_COOKIE)
        return
    answer.set_cookie(
        settings.KEEP_COOKIE,
        ".".join(list(dict.fromkeys(keys))[:MOST_PEOPLE]),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def bring(
    request: HttpRequest, answer: HttpResponseBase, account: UUID, key: str, *, at: datetime
) -> bool:
    """Puts an account in front on this device; False, and its key is void, where that is full."""
    known = devices.known(keys_of(request), at=at)
    others = [other for other, holder in known if holder.account != account]
    if len(others) >= MOST_PEOPLE:
        devices.leave_device(account, [key])
        return False
    devices.leave_device(account, keys_of(request))
    hold(answer, [key, *others])
    return True


def from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())
