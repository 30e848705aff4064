"""What somebody is writing: saved as it is typed, so that no crash and no second tab loses it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from easeback.apps.care.facts import About, DraftFacts, Kind
from easeback.apps.care.models import Draft

LONGEST = 200_000
"""Characters of a form as it is kept; the longest that our outlines allow are well below."""
Posted = Mapping[str, Sequence[str]]


class DraftTooLong(ValueError):
    """More than any page of ours sends."""


class ChangedElsewhere(Exception):
    """The draft was saved from another page since: `now` is what it holds."""

    def __init__(self, now: DraftFacts) -> None:
        super().__init__(now.version)
        self.now = now


def draft_of(about: About, *, by: str) -> DraftFacts | None:
    """What this person has written so far; None: nothing."""
    row = _rows(about, by).first()
    return None if row is None else _facts(row)


def save(about: About, posted: Posted, *, by: str, version: int, at: datetime) -> int:
    """Keeps the form as it is now; its new version. `version`: which one the page began from, 0
    for none. The same again changes nothing.

    Raises ChangedElsewhere where it was saved since, and DraftTooLong.
    """
    told = {name: list(values) for name, values in sorted(posted.items()) if any(values)}
    text = json.dumps(told)
    if len(text) > LONGEST:
        raise DraftTooLong
    try:
        with transaction.atomic():
            return _save(about, text, by=by, version=version, at=at)
    except IntegrityError:
        # Of two first saves at once, the other one was kept.
        with transaction.atomic():
            return _save(about, text, by=by, version=version, at=at)


def _save(about: About, text: str, *, by: str, version: int, at: datetime) -> int:
    row = _rows(about, by).select_for_update().first()
    if row is None:
        row = Draft(
            about=about.id, kind=about.kind, by=by, course=about.course, version=0, begun_at=at
        )
    elif row.posted == text:
        return row.version
    elif row.version != version:
        raise ChangedElsewhere(_facts(row))
    row.posted, row.saved_at = text, at
    row.version += 1
    row.save()
    return row.version


def drop(about: About, *, by: str) -> None:
    """Forgets what this person was writing, in the caller's transaction."""
    _rows(about, by).delete()


def move(about: About, course: UUID) -> None:
    """In the caller's transaction: what is being written about a course goes on in another one."""
    rows = Draft.objects.filter(about=about.id, kind=about.kind)
    rows.update(about=course, course=course)


def drafts_in(course: UUID, *, by: str) -> tuple[DraftFacts, ...]:
    """All that this person is writing in a course, the latest first."""
    rows = Draft.objects.filter(course=course, by=by).order_by("-saved_at", "-pk")
    return tuple(map(_facts, rows))


def _rows(about: About, by: str) -> QuerySet[Draft]:
    return Draft.objects.filter(about=about.id, kind=about.kind, by=by)


def _facts(row: Draft) -> DraftFacts:
    about = About(row.course, row.about, Kind(row.kind))
    return DraftFacts(about, row.by, json.loads(row.posted or "{}"), row.version, row.saved_at)
