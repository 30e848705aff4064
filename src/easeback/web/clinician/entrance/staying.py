"""A page of the staff says in time that its session ends; whoever is still there goes on."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from easeback.apps.accounts.presence import hours_left
from easeback.web.clinician.entrance.door import known
from easeback.web.clinician.entrance.frame import words


def staying(request: HttpRequest) -> dict[str, Any]:
    """For the templates of the staff's pages: how long the session holds, and how that is said.

    Nothing for pages that have no session.
    """
    left = hours_left(request, at=timezone.now()) if hasattr(request, "session") else None
    return {} if left is None else {"staying": {"left": left, "words": words()["staying"]}}


@never_cache
@known
@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """That it was asked keeps the session, as any page does. The answer: how long it now holds, in
    seconds, and the token of its forms, which is another one after a new sign-in."""
    left = hours_left(request, at=timezone.now())
    held = {"idle": left.idle, "day": left.day} if left else {}
    return JsonResponse({**held, "token": get_token(request)})
