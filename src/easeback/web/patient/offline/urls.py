"""The manifest, in each language."""

from django.urls import path

from easeback.web.patient.offline import views

app_name = "offline"
urlpatterns = [path("manifest.webmanifest", views.manifest, name="manifest")]
