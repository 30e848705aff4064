"""The addresses of the routine."""

from django.urls import path

from easeback.web.patient.routine import views

app_name = "routine"
urlpatterns = [
    path("routine", views.routine, name="routine"),
    path("heat", views.heat, name="heat"),
    path("paper", views.paper, name="paper"),
    path("do/<str:exercises>", views.of, name="of"),
    path("kept/routine", views.kept, name="kept"),
]
