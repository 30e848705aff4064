"""The addresses of the minimal project around django-appointment."""

from django.urls import include, path

urlpatterns = [path("appointment/", include("appointment.urls"))]
