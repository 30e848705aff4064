"""The way to a program from pages of the person that it is for."""

from uuid import UUID

from django.urls import reverse

from easeback.apps.care.history import program_of
from easeback.apps.care.queries import flare_plan_of
from easeback.web.letters import program_token


def program_path(course: UUID) -> str:
    """Nothing where nothing was published, and no flare plan was written."""
    is_there = program_of(course) is not None or flare_plan_of(course) is not None
    return reverse("today:today", args=[program_token(course)]) if is_there else ""
