"""Django's entry to this room."""

from django.apps import AppConfig


class PatientMessages(AppConfig):
    name = "easeback.web.patient.messages"
    # Django's own room of one-time notices has the name already.
    label = "patient_messages"
