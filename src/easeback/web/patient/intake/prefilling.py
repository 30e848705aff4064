"""What the person has told already and shares with this course: answers, and a diary."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from easeback.apps.booking import queries
from easeback.apps.booking.sharing import shared_with
from easeback.apps.selfcare import queries as diary
from easeback.apps.selfcare.sharing import shared_in
from easeback.domain.diary import trend_of
from easeback.domain.record import prefilled
from easeback.web.forms.words import FormVoice

LATELY = timedelta(days=30)
"""What is older says little of where it hurts, and how much, on most days. A house choice."""
FEWEST_DAYS = 3
MOST_ENTRIES = 60


def told_before(voice: FormVoice, course: UUID, *, zone: str, at: datetime) -> dict[str, Any]:
    """Values of the intake's fields; a diary says where it hurts better than nothing does.

    `zone`: the person's own.
    """
    found: dict[str, Any] = {}
    for part in (*_answers(voice, course, zone, at), *_diaries(course, at)):
        found = {**found, **part}
    return found


def _answers(voice: FormVoice, course: UUID, zone: str, at: datetime) -> Iterator[dict[str, Any]]:
    """What was answered for a visit of the course that still stands, in the order of visits."""
    own = voice.own
    for visit in queries.promised_visits(course):
        shared = shared_with(visit.id)
        if shared is not None:
            yield prefilled(
                own.knowledge.prefills,
                shared.snapshot.answers,
                words=lambda field, value: own[f"prefills.{field}.lines.{value}"],
                told_at=shared.given_at.astimezone(ZoneInfo(zone)),
                at=at,
            )


def _diaries(course: UUID, at: datetime) -> Iterator[dict[str, Any]]:
    """Where it hurt last, and how much on most days, of each diary that is shared."""
    for share in shared_in(course):
        lines = [each.line for each in diary.page_of(share.account, limit=MOST_ENTRIES)]
        marked = next((line.areas for line in lines if line.areas and line.at > at - LATELY), None)
        entries = diary.lately(diary.entries_of(share.account, share.zone), at=at)
        days = trend_of(entry for entry in entries if entry.at > at - LATELY).days
        usual = round(median(day.pain for day in days)) if len(days) >= FEWEST_DAYS else None
        told = {"area": dict(marked or {}), "pain-usual": usual}
        yield {id: value for id, value in told.items() if value not in (None, {})}
