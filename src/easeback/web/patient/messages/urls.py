"""The addresses of messages; each begins with the token of a course."""

from django.urls import path

from easeback.web.patient.messages import views

app_name = "messages"
urlpatterns = [
    path("messages/<str:token>", views.messages, name="messages"),
    path("messages/<str:token>/code", views.code, name="code"),
]
