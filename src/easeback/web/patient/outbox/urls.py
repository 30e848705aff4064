"""The addresses of the demonstration's mail."""

from django.urls import path

from easeback.web.patient.outbox import views

app_name = "outbox"
urlpatterns = [
    path("demo/outbox", views.outbox, name="outbox"),
    path("demo/outbox/<uuid:id>", views.mail, name="mail"),
    path("demo/outbox/<uuid:id>/<int:place>", views.attachment, name="attachment"),
]
