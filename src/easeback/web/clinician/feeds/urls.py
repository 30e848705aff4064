"""The addresses of the pages about a therapist's calendars."""

from django.urls import path

from easeback.web.clinician.feeds import views

app_name = "feeds"
urlpatterns = [
    path("calendar/", views.everybody, name="everybody"),
    path("calendar/<int:therapist>/", views.calendars, name="calendars"),
    path("calendar/<int:therapist>/address/<slug:flavor>/", views.address, name="address"),
    path("calendar/<int:therapist>/address/<slug:flavor>/end/", views.end, name="end"),
    path("calendar/<int:therapist>/others/", views.add, name="add"),
    path("calendar/<int:therapist>/others/<int:calendar>/remove/", views.remove, name="remove"),
]
