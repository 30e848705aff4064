"""The service worker stands at the root: it may answer only for what lies below it."""

from django.urls import path

from easeback.web.patient.offline import views

urlpatterns = [path("sw.js", views.worker, name="worker")]
