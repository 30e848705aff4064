"""A therapist says that they have seen to what somebody needed."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from easeback.apps.accounts.presence import whose
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import attending
from easeback.apps.care.signing import HandedOn, KeyReused
from easeback.domain.attention import Reason
from easeback.web.clinician.programs.frame import therapists_page
from easeback.web.clinician.record.frame import id_of


@therapists_page
@require_POST
def attend(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """A list that was open for long leads to the one of now, and changes nothing."""
    key, by, at = id_of(request.POST.get("key", "")), whose(request).pk, timezone.now()
    try:
        reason = Reason(request.POST.get("reason", ""))
        up_to = datetime.fromisoformat(request.POST.get("up_to", ""))
        if key is None or up_to.tzinfo is None:
            return HttpResponseBadRequest()
        attending.attend(course.id, reason, up_to=min(up_to, at), by=by, key=key, at=at)
    except HandedOn:
        pass
    except (ValueError, OverflowError, KeyReused):
        return HttpResponseBadRequest()
    return redirect("worklist:worklist")
