"""The addresses of practice outcomes."""

from django.urls import path

from easeback.web.clinician.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes.csv", views.as_csv, name="csv"),
]
