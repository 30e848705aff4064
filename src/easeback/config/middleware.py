"""What happens around every request.

Public pages set no cookie and touch no table of sessions or users, so whatever could do that runs
on the staff's paths only.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin

from easeback.apps.accounts.presence import keep_hours
from easeback.config.errors import error_page
from easeback.web.clinician.entrance.door import led_elsewhere

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]
STAFF_PATHS = ("/admin/", "/staff/", "/es/staff/")


def path_language(get_response: Answer) -> Answer:
    """Speaks the language that the path names; English where it names none. Never a cookie."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def body_limit(get_response: Answer) -> Answer:
    """Refuses a body over the limit by its announced length, before a byte of it is read.

    Django's own limit counts neither uploaded files nor the body of a view that never looks at it.
    The one form that may bring a file looks who sends it before it reads it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        with_a_file = settings.WITH_A_FILE.fullmatch(request.path_info)
        limit = settings.MOST_WITH_A_FILE if with_a_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not announced.isascii() or not announced.isdigit() or int(announced[:12]) > limit:
            log.warning("A body of announced length %.20r was refused.", announced)
            return error_page("413", 413)
        return get_response(request)

    return middleware


def for_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith(STAFF_PATHS)


class StaffOnly(MiddlewareMixin):
    """Steps aside on every path that is not the staff's."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if for_staff(request) else self.get_response(request)


class StaffSessions(StaffOnly, SessionMiddleware):
    """Sessions, for staff."""


class StaffForms(StaffOnly, CsrfViewMiddleware):
    """Protection against forged forms, for staff; a public form changes nothing to protect."""

    def process_view(self, request: HttpRequest, *view: Any) -> Any:
        return super().process_view(request, *view) if for_staff(request) else None


class StaffIdentity(StaffOnly, AuthenticationMiddleware):
    """Who is signed in, for staff."""


class StaffMessages(StaffOnly, MessageMiddleware):
    """One-time notices, for staff."""


class StaffEntrance:
    """Ends a session in time, and opens nothing but the entrance to who has not come in whole."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        # allauth keeps the request at hand for its forms.
        self.with_allauth: Answer = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not for_staff(request):
            return self.get_response(request)
        keep_hours(request, at=timezone.now())
        return self.with_allauth(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        return led_elsewhere(request) if for_staff(request) else None
