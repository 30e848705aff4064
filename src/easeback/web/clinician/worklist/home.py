"""Where whoever of the staff has come in begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import timetables
from easeback.apps.booking.permissions import may_see_day
from easeback.web.clinician.calendar.frame import staff_page


@staff_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A therapist at their list, whoever sees visits at the day, the owner and all others at the
    admin."""
    user, colleagues = whose(request), timetables.colleagues()
    if user.is_superuser:
        return redirect("admin:index")
    if any(each.account == user.pk for each in colleagues):
        return redirect("worklist:worklist")
    sees_visits = any(may_see_day(user, each) for each in colleagues)
    return redirect("calendar:day" if sees_visits else "admin:index")
