"""What a person sees when a page cannot be shown: calm words, a way on, and never a trace."""

import logging
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.knowledge import read_yaml

log = logging.getLogger(__name__)

WORDS: dict[str, Any] = read_yaml(Path(__file__).parent / "words" / "errors.yaml")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return error_page(str(status), status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page("403", 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A signed-in form came without its token, mostly because the page was open for hours."""
    return error_page("form", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page("404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page("500", 500)


def error_page(which: str, status: int) -> HttpResponse:
    """The page in the language of the address; asks neither the database nor the session."""
    language = get_language() or "en"
    said = WORDS[language]
    # The practice's own number lies in the database, and the database may be what failed.
    emergency = said["emergency"].format(number=UNKNOWN_PRACTICE.emergency_number)
    context = {
        **said[which],
        "emergency": emergency,
        "home": said["home"],
        "home_path": "/" if language == "en" else f"/{language}/",
        "LANGUAGE_CODE": language,
    }
    try:
        return HttpResponse(render_to_string("error.html", context), status=status)
    except Exception:  # The last page must not fail, whatever broke the template.
        log.exception("The error page cannot be rendered.")
        text = f"{context['title']}. {context['words']} {emergency}"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
