"""Who comes to a page of the intake: nobody with a made-up link, nobody whose visit is over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from easeback.apps.booking.facts import VisitFacts
from easeback.apps.care.facts import About, Kind
from easeback.apps.notifications.queries import mail_goes_out
from easeback.web.patient.book.tokens import visit_of
from easeback.web.patient.intake.words import voice_of
from easeback.web.patient.keeping.holding import from_our_page
from easeback.web.patient.proving.holding import KEPT, Holding, held, hold, kept_by_nobody
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import shown

SAFE = {"GET", "HEAD"}
P = ParamSpec("P")
Page = Callable[..., HttpResponseBase]
"""Django calls it with the request and, by name, what its address holds: the token, and more."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has the link of a visit."""

    visit: VisitFacts
    token: str
    at: datetime

    @property
    def about(self) -> About:
        return About(self.visit.course, self.visit.course, Kind.INTAKE)

    @property
    def has_mail(self) -> bool:
        """Whether a code can reach them."""
        contact = self.visit.contact
        return contact is not None and bool(contact.email) and mail_goes_out()

    def page(self, name: str, *more: str) -> str:
        return reverse(f"intake:{name}", args=[self.token, *more])


@dataclass(frozen=True, slots=True)
class Writer(Guest):
    """Somebody on a browser that may write, and sees what was typed there."""

    holding: Holding

    @property
    def by(self) -> str:
        return self.holding.by


def by_link(
    view: Callable[Concatenate[HttpRequest, Guest, P], HttpResponseBase],
) -> Page:
    """A page for whoever has the link: with a visit that is over, it says so and does nothing."""

    @csrf_exempt
    @kept_by_nobody
    @wraps(view)
    def opened(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        guest = Guest(visit_of(token), token, timezone.now())
        if not is_open(guest.visit, at=guest.at):
            return own_page(request, guest, "intake/closed.html", {})
        if request.method not in SAFE and not from_our_page(request):
            return redirect(guest.page("cover"))
        return view(request, guest, *args, **kwargs)

    return opened


def by_writer(
    view: Callable[Concatenate[HttpRequest, Writer, P], HttpResponseBase],
) -> Page:
    """A page that shows what was typed: any other browser is led to the cover."""

    @by_link
    @wraps(view)
    def opened(
        request: HttpRequest, guest: Guest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        holding = held(request, guest.visit.course, at=guest.at)
        if holding is None:
            return redirect(guest.page("cover"))
        writer = Writer(guest.visit, guest.token, guest.at, holding)
        answer = view(request, writer, *args, **kwargs)
        if settings.INTAKE_COOKIE not in answer.cookies:
            hold(request, answer, replace(holding, until=guest.at + KEPT), at=guest.at)
        return answer

    return opened


def is_open(visit: VisitFacts, *, at: datetime) -> bool:
    """Whether somebody is still to come."""
    return visit.status.is_promised and visit.ends_at > at


def own_page(
    request: HttpRequest,
    guest: Guest,
    template: str,
    values: dict[str, object],
    status: int = 200,
    *,
    here: Setting | None = None,
) -> HttpResponse:
    here = here or setting(request)
    more = {
        "words": voice_of(here.voice.language, here.practice).ui,
        "token": guest.token,
        "cover": guest.page("cover"),
        "visit_page": reverse("book:visit", args=[guest.token]),
        "who": guest.visit.therapist_name.partition(",")[0],
    }
    return shown(request, here, template, {**more, **values}, status)
