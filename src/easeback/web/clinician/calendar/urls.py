"""The addresses of the staff's calendar."""

from django.urls import path

from easeback.web.clinician.calendar import day, diary, hours, late, sharing, visits, waiting, week

app_name = "calendar"
urlpatterns = [
    path("day/", day.day, name="day"),
    path("day/<str:day>/", day.day, name="day-of"),
    path("late/", late.late, name="late"),
    path("visits/<str:visit>/shared/", sharing.shared, name="shared"),
    path("visits/<str:visit>/diary/", diary.diary, name="diary"),
    path("visits/<str:visit>/diary.pdf", diary.paper, name="diary-paper"),
    path("week/", week.week, name="week"),
    path("week/<str:day>/", week.week, name="week-of"),
    path("waiting/", waiting.waiting_list, name="waiting"),
    path("waiting/<str:place>/off/", waiting.take_off, name="take-off"),
    path("hours/", hours.hours, name="hours"),
    path("hours/time-off/", hours.time_off, name="time-off"),
    path("hours/time-off/<str:time_off>/remove/", hours.remove_time_off, name="time-on"),
    path("hours/<str:part>/", hours.part, name="part"),
    path("visits/<str:visit>/no-show/", visits.no_show, name="no-show"),
    path("visits/<str:visit>/came/", visits.came, name="came"),
    path("visits/<str:visit>/cancel/", visits.cancel, name="cancel"),
]
