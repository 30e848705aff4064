"""Answers made smaller on their way out; never a staff page, whose secrets a size could betray."""

from collections.abc import Callable

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from easeback.config.middleware import for_staff

Answer = Callable[[HttpRequest], HttpResponseBase]
QUALITY = 5
"""A quarter of a millisecond for a whole plan; the last few percent cost a hundred times that."""
WORTHWHILE = 500
TEXT = ("text/", "image/svg+xml", "application/manifest+json")


def compressed(get_response: Answer) -> Answer:
    """Speaks Brotli with browsers that do.

    Safe against reading secrets from sizes (BREACH): a public page holds no secret, only what its
    own reader just sent.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not for_staff(request) and isinstance(response, HttpResponse):
            _compress(response, request.headers.get("Accept-Encoding", ""))
        return response

    return middleware


def _compress(response: HttpResponse, accepted: str) -> None:
    kind = response.get("Content-Type", "")
    if not kind.startswith(TEXT) or "Content-Encoding" in response:
        return
    if len(response.content) < WORTHWHILE:
        return
    patch_vary_headers(response, ("Accept-Encoding",))
    if "br" in [coding.strip() for coding in accepted.split(",")]:
        response.content = brotli.compress(response.content, quality=QUALITY)
        response["Content-Encoding"] = "br"
        response["Content-Length"] = str(len(response.content))
