"""A therapist says that they have looked at a red light: from the next day on the item goes on."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import programs
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.standing import their_day
from easeback.web.clinician.programs.frame import writers_page
from easeback.web.clinician.record.frame import id_of, signer_of


@writers_page
@require_POST
def look(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    key, item = id_of(request.POST.get("key", "")), request.POST.get("item", "")
    if key is None or not item:
        return HttpResponseBadRequest()
    at = timezone.now()
    by = signer_of(request, course)
    try:
        programs.look(course.id, item, by=by, key=key, today=their_day(course, at), at=at)
    except KeyReused:
        return HttpResponseBadRequest()
    return redirect("record:patient", course.id)
