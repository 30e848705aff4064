"""A course with those that it goes on from, and what stands around them, read once for a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing as answers
from easeback.apps.booking.facts import Shared, VisitFacts
from easeback.apps.care.facts import TransferFacts
from easeback.apps.care.queries import line_around
from easeback.apps.selfcare import queries as selfcare
from easeback.apps.selfcare import sharing as diaries
from easeback.apps.selfcare.facts import ShareFacts
from easeback.domain.diary import Entry


@dataclass(frozen=True, slots=True)
class CourseLine:
    """`courses`: the latest first. `goes_on`: where the latest was handed on to. `visits`: of all
    of them, by their start. `answers`: what is shared with each visit. `diaries`: those that the
    therapist of the latest may read."""

    courses: tuple[UUID, ...]
    goes_on: TransferFacts | None
    visits: tuple[VisitFacts, ...]
    answers: Mapping[UUID, Shared]
    diaries: tuple[ShareFacts, ...]
    _read: dict[int, tuple[datetime, tuple[Entry, ...]]] = field(default_factory=dict)

    def entries(self, share: ShareFacts, *, since: datetime) -> tuple[Entry, ...]:
        """What a shared diary tells since a moment. One query, and none for what was read."""
        if share.id not in self._read or self._read[share.id][0] > since:
            found = selfcare.entries_of(share.account, share.zone, since=since)
            self._read[share.id] = since, found
        return tuple(entry for entry in self._read[share.id][1] if entry.at >= since)


def read_line(course: UUID) -> CourseLine:
    """Three queries, and one for each course of it."""
    courses, goes_on = line_around(course)
    visits = booking.visits_in(courses)
    own = [visit for visit in visits if visit.course == course]
    return CourseLine(
        courses,
        goes_on,
        visits,
        answers.shared_among([visit.id for visit in visits]),
        diaries.shared_in(course, own),
    )
