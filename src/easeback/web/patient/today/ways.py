"""The way to a program from pages of the person that it is for."""

from uuid import UUID

from django.urls import reverse

from easeback.apps.care.history import program_of
from easeback.web.letters import program_token


def program_path(course: UUID) -> str:
    """Nothing where nothing was published."""
    return reverse("today:today", args=[program_token(course)]) if program_of(course) else ""
