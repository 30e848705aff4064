"""The addresses of a program; each begins with the token of its course."""

from django.urls import path

from easeback.web.patient.today import pictures, queue, views

app_name = "today"
urlpatterns = [
    path("program/<str:token>", views.today, name="today"),
    path("program/<str:token>/tell", views.tell, name="tell"),
    path("program/<str:token>/queue", queue.queue, name="queue"),
    path("program/<str:token>/stop", views.stop, name="stop"),
    path("program/<str:token>/flare", views.flare, name="flare"),
    path(
        "program/<str:token>/exercises/<uuid:version>/<slug:part>", pictures.picture, name="picture"
    ),
]
