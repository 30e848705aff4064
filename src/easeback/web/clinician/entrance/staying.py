"""A page of the staff says in time that its session ends; whoever is still there goes on."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

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
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """That it was asked keeps the session; the answer is how long it now holds, in seconds."""
    left = hours_left(request, at=timezone.now())
    return JsonResponse({"idle": left.idle, "day": left.day} if left else {})
