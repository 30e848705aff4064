"""The addresses of the drawings, the same in every language."""

from django.urls import path

from easeback.web.program import files

STILL = "figures/<slug:figure>/<slug:pose>.<slug:tone>.<slug:mark>.svg"
MOVING = "figures/<slug:exercise>.<slug:tone>.<slug:mark>.svg"

urlpatterns = [
    path(STILL, files.still, name="still"),
    path(MOVING, files.moving, name="moving"),
]
