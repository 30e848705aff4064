"""What a person shares with their therapist: given with consent, and taken back at any time."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from easeback.apps.audit import actions as audit
from easeback.apps.booking.facts import Shared, Snapshot, VisitFacts
from easeback.apps.booking.models import Offer, ShareConsent, SharedAnswers
from easeback.apps.booking.writes import Answer, once


def attach(visit: UUID, snapshot: Snapshot, *, at: datetime) -> None:
    """Within the transaction of a booking: keeps what is shared, and that the person wanted it."""
    SharedAnswers.objects.create(
        visit_id=visit,
        answers=dict(snapshot.answers),
        urgency=snapshot.urgency,
        rules=list(snapshot.rules),
        plan=dict(snapshot.plan),
        knowledge_version=snapshot.knowledge_version,
    )
    ShareConsent.objects.create(visit_id=visit, is_given=True, at=at)


def stop_sharing(visit: UUID, *, key: str, at: datetime) -> None:
    """Erases what was shared with a visit; that it was, and that this ended, stays written down."""

    def write() -> Answer:
        erase(visit, at=at)
        # A page that was opened before another visit took this one's place means that one, too.
        for later in _in_its_place(visit):
            erase(later, at=at)
        return {}

    once(key, {"do": "stop-sharing", "visit": visit}, write, at=at)


def carry_over(old: VisitFacts, new: VisitFacts, *, at: datetime) -> None:
    """Within the transaction in which a visit takes the place of another: what was shared goes on.

    The person agreed to show it to this therapist for this course, so it is asked about once and
    keeps the moment of that consent. To another therapist it is not shown: there it is erased.
    """
    # Locked, so that of two who write at once, one stops the sharing of what the other carried.
    row = SharedAnswers.objects.select_for_update().filter(visit=old.id).first()
    given = _consent(old.id)
    if row is not None and given is not None and new.therapist == old.therapist:
        attach(new.id, _snapshot(row), at=given.at)
    erase(old.id, at=at)


def erase(visit: UUID, *, at: datetime) -> None:
    """The same within a transaction: what is shared goes, also with a visit that is cancelled."""
    deleted, _ = SharedAnswers.objects.filter(visit=visit).delete()
    if deleted:
        ShareConsent.objects.create(visit_id=visit, is_given=False, at=at)


def note_reading(visit: UUID, *, by: str, at: datetime) -> None:
    """Writes down that this member of staff has read what is shared with a visit."""
    audit.write_down("answers.read", by=by, about=f"visit:{visit}", at=at)


def who_shares(visits: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these visits with which something is shared. One query."""
    rows = SharedAnswers.objects.filter(visit__in=list(visits))
    return frozenset(rows.values_list("visit_id", flat=True))


def urgent_among(visits: Iterable[UUID], urgencies: Collection[str]) -> dict[UUID, datetime]:
    """With which of these visits answers of such an urgency are shared, and since when. One
    query."""
    rows = _with_consent(visits).filter(urgency__in=list(urgencies))
    return dict(rows.values_list("visit_id", "given_at"))


def shared_among(visits: Collection[UUID]) -> dict[UUID, Shared]:
    """What is shared with each of these visits. One query."""
    rows = _with_consent(visits)
    return {row.visit_id: Shared(_snapshot(row), row.given_at) for row in rows}


def shared_with(visit: UUID) -> Shared | None:
    """What the therapist of a visit may see; None: nothing, or nothing any more."""
    return shared_among([visit]).get(visit)


def _with_consent(visits: Iterable[UUID]) -> QuerySet[Any]:
    """Each with `given_at`, the moment of its consent; nothing is shared without one."""
    given = ShareConsent.objects.filter(visit=OuterRef("visit"), is_given=True).order_by("-pk")
    rows = SharedAnswers.objects.filter(visit__in=list(visits))
    return rows.annotate(given_at=Subquery(given.values("at")[:1])).filter(given_at__isnull=False)


def _snapshot(row: SharedAnswers) -> Snapshot:
    return Snapshot(row.answers, row.urgency, tuple(row.rules), row.plan, row.knowledge_version)


def _consent(visit: UUID) -> ShareConsent | None:
    return ShareConsent.objects.filter(visit=visit, is_given=True).order_by("-pk").first()


def _in_its_place(visit: UUID) -> list[UUID]:
    """The visits that were offered in the place of this one, and in the place of those."""
    found: list[UUID] = []
    latest = [visit]
    while latest:
        offered = Offer.objects.filter(waiting__visit__in=latest)
        latest = list(offered.values_list("visit", flat=True))
        found += latest
    return found
