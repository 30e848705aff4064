"""The addresses of an intake; each begins with the token of a visit."""

from django.urls import path

from easeback.web.patient.intake import beginning, sending, steps

app_name = "intake"
urlpatterns = [
    path("visit/<str:token>/about-you", beginning.cover, name="cover"),
    path("visit/<str:token>/about-you/code", beginning.code, name="code"),
    path("visit/<str:token>/about-you/all", sending.everything, name="all"),
    path("visit/<str:token>/about-you/sent", sending.sent, name="sent"),
    path("visit/<str:token>/about-you/<slug:section>", steps.step, name="step"),
    path("visit/<str:token>/about-you/<slug:section>/save", steps.save, name="save"),
]
