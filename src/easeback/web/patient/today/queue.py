"""Where a phone sends what was told of a program: with a connection at once, without one later."""

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from easeback.apps.care import programs
from easeback.apps.care.programs import NotOfThisProgram, ToldTooLate
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.standing import their_day
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.today import asking
from easeback.web.patient.today.finding import course_of
from easeback.web.patient.today.views import by_link

DONE_BEFORE, ENDED, REFUSED = 409, 404, 422


@csrf_exempt
@by_link
@require_POST
def queue(request: HttpRequest, token: str) -> JsonResponse:
    """Takes what was told at one moment, for the day that it was then where the patient lives.

    The answer names its key, or the phone keeps it and asks again. `why`: what cannot be kept is
    shown on the phone, and this is why.
    """
    at = timezone.now()
    try:
        key = asking.key_in(request.POST)
    except Unreadable:
        return JsonResponse({}, status=400)
    answer = {"key": str(key)}
    try:
        course = course_of(token)
        today = their_day(course, at)
        # A clock that is ahead is taken for ours; one that is behind, for that of its page.
        on = max(their_day(course, asking.moment_in(request.POST)), asking.day_in(request.POST))
        told = asking.told_in(request.POST, min(on, today))
        programs.tell(course.id, told, key=key, today=today, at=at)
    except Http404:
        return JsonResponse({**answer, "why": "ended"}, status=ENDED)
    except KeyReused:
        return JsonResponse(answer, status=DONE_BEFORE)
    except ToldTooLate:
        return JsonResponse({**answer, "why": "late"}, status=REFUSED)
    except (Unreadable, NotOfThisProgram):
        return JsonResponse({**answer, "why": "unknown"}, status=REFUSED)
    return JsonResponse(answer)
