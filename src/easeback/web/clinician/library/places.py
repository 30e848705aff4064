"""Where the pictures of the practice's own exercises lie, for staff."""

from uuid import UUID

from django.urls import reverse


def place(version: UUID, part: str) -> str:
    """The address of a part of a version's picture."""
    return reverse("library:own-file", args=[version, part])
