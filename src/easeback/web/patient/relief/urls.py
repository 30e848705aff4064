"""The addresses of the relief journey."""

from django.urls import path

from easeback.web.patient.relief import standing, views

app_name = "relief"
urlpatterns = [
    path("", views.home, name="home"),
    path("relief", views.relief, name="relief"),
    path("emergency", standing.emergency, name="emergency"),
    path("wake", standing.wake, name="wake"),
    path("steps", standing.steps, name="steps"),
    path("pills", standing.pills, name="pills"),
    path("guide", standing.guide, name="guide"),
    path("sources", standing.sources, name="sources"),
    path("sources/<str:names>", standing.source, name="source"),
    path("about", standing.about, name="about"),
    path("hide", standing.hide, name="hide"),
    path("kept", standing.kept, name="kept"),
    path("offline", standing.offline, name="offline"),
    path("call", standing.call, name="call"),
]
