"""The addresses of being asked again."""

from django.urls import path

from easeback.web.patient.checkin import mailing, views, ways

app_name = "checkin"
urlpatterns = [
    path("check/<str:token>", views.check, name="check"),
    path("check/<str:token>/stop", views.stop, name="stop"),
    path("my/asking", mailing.asking, name="asking"),
    path("my/asking/code", mailing.code, name="code"),
    path("my/asking/push", ways.push, name="push"),
    path("my/asking/text", ways.text, name="text"),
    path("my/asking/text/code", ways.code, name="text_code"),
    path("my/asking/stop", mailing.stop, name="stop_all"),
]
