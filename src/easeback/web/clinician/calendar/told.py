"""Visits and times as lines that can be read: in questions and in lists."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from easeback.apps.booking.facts import Colleague, VisitFacts
from easeback.domain.booking import Mode
from easeback.web.clinician.calendar.frame import wall, words


@dataclass(frozen=True, slots=True)
class Line:
    """A visit in one line."""

    id: UUID
    therapist: int
    whose: str
    start: datetime
    end: datetime
    name: str
    mode: Mode


def told(visits: Iterable[VisitFacts], of: Collection[Colleague] = ()) -> list[Line]:
    """Each by its therapist's clock; where they are of several therapists, with the name."""
    names = {therapist.id: therapist.name for therapist in of} if len(of) > 1 else {}
    nobody = words()["page"]["nobody_yet"]
    return [
        Line(
            id=visit.id,
            therapist=visit.therapist,
            whose=names.get(visit.therapist, ""),
            start=wall(visit.starts_at, ZoneInfo(visit.zone)),
            end=wall(visit.ends_at, ZoneInfo(visit.zone)),
            name=visit.contact.name if visit.contact else nobody,
            mode=visit.mode,
        )
        for visit in visits
    ]
