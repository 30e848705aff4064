"""All components on one page, for those who build pages; only where code is being developed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

CALL = {"href": "tel:15555550100", "label": "Call us", "number": "1-555-555-0100"}
URGENCIES = (
    ("emergency", "Emergency", "Call now"),
    ("same_day", "Today · Within 2 hours", "Speak to a clinician today"),
    ("within_days", "In the next days", "See a clinician in the next few days"),
    ("self_care", "At home", "Your plan"),
)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    samples = {"call": CALL, "urgencies": URGENCIES, "numbers": range(11)}
    return render(request, "ui/gallery.html", samples)


urlpatterns = [path("", gallery, name="gallery")]
