"""What a person shares with their therapist: given with consent, and taken back at any time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from easeback.apps.booking.facts import Shared, Snapshot
from easeback.apps.booking.models import ShareConsent, SharedAnswers
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
        return {}

    once(key, {"do": "stop-sharing", "visit": visit}, write, at=at)


def erase(visit: UUID, *, at: datetime) -> None:
    """The same within a transaction: what is shared goes, also with a visit that is cancelled."""
    deleted, _ = SharedAnswers.objects.filter(visit=visit).delete()
    if deleted:
        ShareConsent.objects.create(visit_id=visit, is_given=False, at=at)


def who_shares(visits: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these visits with which something is shared. One query."""
    rows = SharedAnswers.objects.filter(visit__in=list(visits))
    return frozenset(rows.values_list("visit_id", flat=True))


def shared_with(visit: UUID) -> Shared | None:
    """What the therapist of a visit may see; None: nothing, or nothing any more."""
    row = SharedAnswers.objects.filter(visit=visit).first()
    if row is None:
        return None
    given = ShareConsent.objects.filter(visit=visit, is_given=True).order_by("-pk").first()
    snapshot = Snapshot(row.answers, row.urgency, tuple(row.rules), row.plan, row.knowledge_version)
    return Shared(snapshot, given.at) if given is not None else None
