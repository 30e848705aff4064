"""A therapist says that they have seen to what somebody needed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from easeback.apps.accounts.presence import whose
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import attending
from easeback.apps.care.attending import EndsByItself
from easeback.apps.care.signing import KeyReused
from easeback.domain.attention import Reason
from easeback.web.clinician.programs.frame import writers_page
from easeback.web.clinician.record.frame import id_of


@writers_page
@require_POST
def attend(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    key = id_of(request.POST.get("key", ""))
    try:
        reason = Reason(request.POST.get("reason", ""))
        if key is None:
            return HttpResponseBadRequest()
        by, at = whose(request).pk, timezone.now()
        attending.attend(course.id, reason, by=by, key=key, at=at)
    except (ValueError, EndsByItself, KeyReused):
        return HttpResponseBadRequest()
    return redirect("worklist:worklist")
