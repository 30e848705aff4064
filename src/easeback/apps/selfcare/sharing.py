"""Sharing a diary with the therapist of a course of visits: given by its person, and taken back."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from easeback.apps.accounts.devices import lock_account
from easeback.apps.audit import actions as audit
from easeback.apps.booking.facts import VisitFacts
from easeback.apps.booking.queries import promised_visits
from easeback.apps.notifications import actions as notifications
from easeback.apps.selfcare.facts import ShareFacts
from easeback.apps.selfcare.models import DiaryReading, DiaryShare

ALARM, NO_BETTER = "diary-alarm", "diary-no-better"
"""Kinds of tasks for staff, the more pressing first."""


def share(account: UUID, course: UUID, *, at: datetime) -> None:
    """From now on the therapist of this course may read the diary; again changes nothing."""
    with transaction.atomic():
        lock_account(account)
        DiaryShare.objects.get_or_create(
            account_id=account, course=course, ended_at=None, defaults={"given_at": at}
        )


def stop(account: UUID, course: UUID, *, at: datetime) -> None:
    """From now on nobody of that course reads the diary."""
    DiaryShare.objects.filter(account=account, course=course, ended_at=None).update(ended_at=at)


def stop_all(course: UUID, *, at: datetime) -> None:
    """Within the caller's transaction: the therapist of this course reads no diary any more. Whose
    it is may share it with the next one."""
    DiaryShare.objects.filter(course=course, ended_at=None).update(ended_at=at)


def shares_of(account: UUID) -> tuple[ShareFacts, ...]:
    """With which courses it is shared, the oldest first."""
    return tuple(_facts(account=account))


def shared_in(course: UUID, visits: Collection[VisitFacts] | None = None) -> tuple[ShareFacts, ...]:
    """The diaries that the therapist of this course may read. A course of which no visit stands,
    or was kept, has nobody who could. `visits`: all of the course, where they were read before."""
    known = promised_visits(course) if visits is None else visits
    return tuple(_facts(course=course)) if any(v.status.is_promised for v in known) else ()


def note_reading(share: ShareFacts, *, by: str, at: datetime) -> None:
    """Writes down that this member of staff has read the diary: for its person once an hour, and
    each time in the chain of what was done."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        reading = DiaryReading(share_id=share.id, by=by, hour=hour, at=at)
        DiaryReading.objects.bulk_create([reading], ignore_conflicts=True)
        audit.write_down("diary.read", by=by, about=f"course:{share.course}", at=at)


def courses_with_a_diary(courses: Collection[UUID]) -> frozenset[UUID]:
    """Those of these courses with which a diary is shared. One query."""
    rows = DiaryShare.objects.filter(course__in=list(courses), ended_at=None)
    return frozenset(rows.values_list("course", flat=True))


def accounts_of(courses: Collection[UUID]) -> dict[UUID, UUID]:
    """Whose diary is shared with each of these courses. One query."""
    rows = DiaryShare.objects.filter(course__in=list(courses), ended_at=None).order_by("given_at")
    return dict(rows.values_list("course", "account_id"))


def tell_therapists(account: UUID, *, of: UUID, alarmed: bool, at: datetime) -> None:
    """A task for staff in each course that the diary is shared with; one for each answer `of`.

    Its words name nobody and say nothing of a back: the visit's page and the diary do.
    """
    for share in shares_of(account):
        visit = _next(promised_visits(share.course), at)
        if visit is None:
            continue
        when = " today" if alarmed else ""
        notifications.ask_staff(
            # An alarm after a milder answer is a task of its own.
            key=f"{_keyed(of)}{share.course}" + (":alarm" if alarmed else ""),
            kind=ALARM if alarmed else NO_BETTER,
            about=f"visit:{visit.id}",
            words=f"Call the person of the visit with the code {visit.code}{when}. Read their diary"
            " before: they let their therapist see it.",
            at=at,
        )


def forget_tasks(answers: Iterable[UUID]) -> None:
    """Erases what staff were asked for these answers, in the caller's transaction."""
    for id in answers:
        notifications.forget_tasks(_keyed(id))


def _keyed(answer: UUID) -> str:
    """How the keys of its tasks begin."""
    return f"check-in:{answer}:"


def everything_of(account: UUID) -> list[dict[str, object]]:
    """All that is kept of sharing, as plain values."""
    rows = DiaryShare.objects.filter(account=account).order_by("given_at", "pk")
    return [
        {
            "course": row.course,
            "given_at": row.given_at,
            "ended_at": row.ended_at,
            "read_at": [
                reading.at for reading in sorted(row.readings.all(), key=lambda each: each.at)
            ],
        }
        for row in rows.prefetch_related("readings")
    ]


def forget_shares(account: UUID) -> None:
    """Erases that it was ever shared, in the caller's transaction."""
    DiaryShare.objects.filter(account=account).delete()


def _facts(**of: UUID) -> Iterator[ShareFacts]:
    rows = DiaryShare.objects.filter(**of, ended_at=None).select_related("account")
    for row in rows.annotate(read_at=Max("readings__at")).order_by("given_at", "pk"):
        yield ShareFacts(
            row.pk, row.account_id, row.course, row.account.zone, row.given_at, row.read_at
        )


def _next(visits: Collection[VisitFacts], at: datetime) -> VisitFacts | None:
    """The next of these visits, or else the last one."""
    to_come = (visit for visit in visits if visit.ends_at > at)
    return next(to_come, None) or (list(visits)[-1] if visits else None)
