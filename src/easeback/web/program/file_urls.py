"""The addresses of the drawings, the same in every language."""

from django.urls import path

from easeback.web.program import files

BODY = "bodies/<slug:view>.<slug:tone>.<slug:mark>.svg"
STILL = "figures/<slug:figure>/<slug:pose>.<slug:tone>.<slug:mark>.svg"
FACE = "portraits/<slug:variant>.<slug:tone>.<slug:mark>.svg"
MOVING = "figures/<slug:exercise>.<slug:tone>.<slug:mark>.svg"

urlpatterns = [
    path(BODY, files.body, name="body"),
    path(FACE, files.face, name="face"),
    path(STILL, files.still, name="still"),
    path(MOVING, files.moving, name="moving"),
]
