"""Django's entry to this room."""

from django.apps import AppConfig


class StaffMessages(AppConfig):
    name = "easeback.web.clinician.messages"
    # Django's own room of one-time notices has the name already.
    label = "staff_messages"
