"""Reads about the practice: one query each, frozen values out.

A public page must open even when the database does not answer, so what such a page needs falls back
to safe values: the usual help lines, no therapist, and knowledge that nobody approved.
"""

import logging
import time
from functools import lru_cache

from django.db import DatabaseError
from django.db.models import F, FilteredRelation, Q

from easeback.apps.practice.facts import UNKNOWN_PRACTICE, Approval, PracticeFacts, TherapistFace
from easeback.apps.practice.models import ClinicalApproval, Practice, Therapist

log = logging.getLogger(__name__)

FACTS = tuple(PracticeFacts.__dataclass_fields__)
FRESH_FOR = 5
"""Seconds for which a page may go by what another page has read; a write here ends them at once."""


def practice() -> PracticeFacts:
    """How to reach the practice; UNKNOWN_PRACTICE where nobody set it up or no database answers."""
    return practice_and_approval("")[0]


def approval_of(version: str) -> Approval | None:
    """The standing approval of this knowledge version; None once withdrawn, or never given."""
    return practice_and_approval(version)[1]


def practice_and_approval(version: str) -> tuple[PracticeFacts, Approval | None]:
    """`practice()` and `approval_of(version)`: all that a public page asks of the database.

    Read at most every FRESH_FOR seconds. What another process wrote is seen that much later.
    """
    try:
        return _read(version, int(time.monotonic() / FRESH_FOR))
    except DatabaseError:
        log.exception("The practice's settings cannot be read.")
        return UNKNOWN_PRACTICE, None


def forget() -> None:
    """The settings or the approvals have changed: the next page reads them again."""
    _read.cache_clear()


@lru_cache(maxsize=4)
def _read(version: str, _while: int) -> tuple[PracticeFacts, Approval | None]:
    """One query. The second argument makes what was read grow old."""
    words = FilteredRelation("approvals", condition=Q(approvals__knowledge_version=version))
    rows = (
        Practice.objects.annotate(word=words)
        .order_by("-word__pk")
        .values(
            *FACTS,
            decision=F("word__decision"),
            lead_name=F("word__lead_name"),
            decided_at=F("word__decided_at"),
        )
    )
    row = rows.first()
    if row is None:
        return UNKNOWN_PRACTICE, None
    facts = {name: row[name] for name in FACTS}
    approval = (
        Approval(version, row["lead_name"], row["decided_at"])
        if row["decision"] == ClinicalApproval.Decision.APPROVED
        else None
    )
    return PracticeFacts(**{**facts, "languages": tuple(facts["languages"])}), approval


def therapists() -> tuple[TherapistFace, ...]:
    """The therapists whom the public may see, in the practice's order; none without a database."""
    try:
        rows = list(Therapist.objects.filter(is_shown=True))
    except DatabaseError:
        log.exception("The therapists cannot be read.")
        rows = []
    return tuple(map(face_of, rows))


def face_of(row: Therapist) -> TherapistFace:
    """A therapist as the public sees them, from a row that was read with another."""
    return TherapistFace(
        name=row.name,
        words={"en": row.words_en, "es": row.words_es},
        languages=tuple(row.languages),
        skills=tuple(row.skills),
        portrait=row.portrait,
        id=row.pk,
    )
