"""The addresses of booking."""

from django.urls import path

from easeback.web.patient.book import views, visiting

app_name = "book"
urlpatterns = [
    path("book", views.book, name="book"),
    path("book/hold", views.hold, name="hold"),
    path("book/confirm", views.confirm, name="confirm"),
    path("visit", views.code, name="code"),
    path("visit/<str:token>", visiting.visit, name="visit"),
    path("visit/<str:token>/visit.ics", visiting.calendar_file, name="calendar"),
    path("visit/<str:token>/unshare", visiting.unshare, name="unshare"),
    path("visit/<str:token>/move", views.move, name="move"),
    path("visit/<str:token>/cancel", views.cancel, name="cancel"),
]
