"""Every address: Spanish below /es/, English without a prefix, the admin in English only."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from easeback.interop.feeds import feed

handler400 = "easeback.config.errors.bad_request"
handler403 = "easeback.config.errors.forbidden"
handler404 = "easeback.config.errors.not_found"
handler500 = "easeback.config.errors.server_error"

admin.site.site_header = admin.site.site_title = "Easeback"
admin.site.index_title = "The practice"

urlpatterns = [
    # Before the admin's own, which would ask for a password.
    path("admin/", include("easeback.web.clinician.entrance.admin_urls")),
    path("admin/", admin.site.urls),
    path("", include("easeback.web.program.file_urls")),
    path("", include("easeback.web.patient.offline.file_urls")),
    *i18n_patterns(
        path("staff/", include("easeback.web.clinician.entrance.urls")),
        path("staff/", include("easeback.web.clinician.library.urls")),
        path("staff/", include("easeback.web.clinician.calendar.urls")),
        path("staff/", include("easeback.web.clinician.feeds.urls")),
        path("staff/", include("easeback.web.clinician.record.urls")),
        path("staff/", include("easeback.web.clinician.programs.urls")),
        path("staff/", include("easeback.web.clinician.worklist.urls")),
        path("staff/", include("easeback.web.clinician.messages.urls")),
        path("staff/", include("easeback.web.clinician.outcomes.urls")),
        path("calendar/<str:token>.ics", feed, name="calendar-feed"),
        path("", include("easeback.web.patient.offline.urls")),
        path("", include("easeback.web.patient.outbox.urls")),
        path("", include("easeback.web.patient.relief.urls")),
        path("", include("easeback.web.patient.routine.urls")),
        path("", include("easeback.web.patient.book.urls")),
        path("", include("easeback.web.patient.course.urls")),
        path("", include("easeback.web.patient.intake.urls")),
        path("", include("easeback.web.patient.waiting.urls")),
        path("", include("easeback.web.patient.keeping.urls")),
        path("", include("easeback.web.patient.diary.urls")),
        path("", include("easeback.web.patient.checkin.urls")),
        path("", include("easeback.web.patient.today.urls")),
        path("", include("easeback.web.patient.messages.urls")),
        prefix_default_language=False,
    ),
]

if settings.DEBUG:
    urlpatterns.append(path("ui/", include("easeback.web.ui.gallery")))
