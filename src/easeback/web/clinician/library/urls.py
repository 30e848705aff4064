"""The addresses of the exercise library."""

from django.urls import path

from easeback.web.clinician.library import views

app_name = "library"
urlpatterns = [
    path("exercises/", views.library, name="library"),
    path("exercises/<slug:exercise>/", views.exercise, name="exercise"),
]
