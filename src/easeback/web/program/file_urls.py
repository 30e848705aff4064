"""The addresses of the drawings, the same in every language."""

from django.urls import path

from easeback.web.program import files

urlpatterns = [
    path(
        "figures/<slug:figure>/<slug:pose>.<slug:tone>.<slug:mark>.svg", files.figure, name="figure"
    )
]
