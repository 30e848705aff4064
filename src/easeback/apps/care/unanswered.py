"""Which patients wait for an answer of their therapist, and since when."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from easeback.apps.care.models import Message

_WAITING = """
WITH RECURSIVE asked (course) AS (VALUES {asked}),
line (newest, course) AS (
    SELECT asked.course, asked.course FROM asked
    WHERE NOT EXISTS (SELECT 1 FROM care_transfer AS t WHERE t.course = asked.course)
    UNION ALL
    SELECT line.newest, t.course FROM line JOIN care_transfer AS t ON t.goes_on = line.course
)
SELECT m.id, m.at, line.newest FROM line JOIN care_message AS m ON m.course = line.course
WHERE m.by_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM care_messagereading AS r JOIN line AS l ON l.course = r.course
    WHERE l.newest = line.newest AND r.settles AND r.up_to >= m.at
)
"""
"""A course with those that were handed over into it; one that goes on elsewhere has nothing that
waits for its therapist any more."""


def unanswered(courses: Collection[UUID]) -> Mapping[UUID, datetime]:
    """In which of these courses a patient's message waits for an answer, and since when the first
    of them does. One query, however many courses.

    A message waits until the therapist has answered after seeing it, or has said that it needs no
    answer: that it was only opened does not end the promise of an answer. What was written before
    a hand-over waits in the newest course of the line, and in none of the earlier ones.
    """
    if not courses:
        return {}
    asked = ", ".join(["(%s)"] * len(courses))
    column = Message._meta.get_field("course")  # noqa: SLF001  Django's own name for it.
    ids = [column.get_db_prep_value(each, connection) for each in courses]
    found: dict[UUID, datetime] = {}
    for row in Message.objects.raw(_WAITING.format(asked=asked), ids):
        newest = UUID(str(vars(row)["newest"]))
        found[newest] = min(row.at, found.get(newest, row.at))
    return found
