"""The addresses of the exercise library."""

from django.urls import path

from easeback.web.clinician.library import own, views

app_name = "library"
urlpatterns = [
    path("exercises/", views.library, name="library"),
    path("exercises/own/write/", own.write, name="own-new"),
    path("exercises/own/pose/", own.pose, name="own-pose"),
    path("exercises/own/kept/<str:name>", own.kept, name="own-kept"),
    path("exercises/own/files/<uuid:version>/<slug:part>", own.picture, name="own-file"),
    path("exercises/own/<uuid:exercise>/", own.read, name="own"),
    path("exercises/own/<uuid:exercise>/write/", own.write, name="own-write"),
    path("exercises/own/<uuid:exercise>/withdraw/", own.withdraw, name="own-withdraw"),
    path("exercises/<slug:exercise>/", views.exercise, name="exercise"),
]
