"""The addresses of a program for staff."""

from django.urls import path

from easeback.web.clinician.programs import card, editor, looking

app_name = "programs"
urlpatterns = [
    path("patients/<str:course>/program/", editor.read, name="read"),
    path("patients/<str:course>/program/write/", editor.write, name="write"),
    path("patients/<str:course>/program/write/save/", editor.save, name="save"),
    path("patients/<str:course>/program/write/seen/", editor.seen, name="seen"),
    path("patients/<str:course>/program/card.pdf", card.card, name="card"),
    path("patients/<str:course>/program/look/", looking.look, name="look"),
]
