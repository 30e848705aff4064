"""The address of the messages of a course."""

from django.urls import path

from easeback.web.clinician.messages import views

app_name = "thread"
urlpatterns = [path("patients/<str:course>/messages/", views.messages, name="messages")]
