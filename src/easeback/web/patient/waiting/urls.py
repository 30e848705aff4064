"""The addresses of waiting for an earlier visit."""

from django.urls import path

from easeback.web.patient.waiting import views

app_name = "waiting"
urlpatterns = [
    path("wait", views.wait, name="wait"),
    path("waiting/<str:token>", views.place, name="place"),
    path("offer/<str:token>", views.offer, name="offer"),
]
