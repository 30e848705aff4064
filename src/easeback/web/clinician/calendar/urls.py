"""The addresses of the staff's calendar."""

from django.urls import path

from easeback.web.clinician.calendar import day, visits

app_name = "calendar"
urlpatterns = [
    path("day/", day.day, name="day"),
    path("day/<str:day>/", day.day, name="day-of"),
    path("visits/<str:visit>/no-show/", visits.no_show, name="no-show"),
    path("visits/<str:visit>/cancel/", visits.cancel, name="cancel"),
]
