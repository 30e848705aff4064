"""Messages that have waited longer than the practice promises: somebody is asked to see to them."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from easeback.apps.booking.queries import visits_in
from easeback.apps.care.models import Message, Transfer
from easeback.apps.care.queries import line_of
from easeback.apps.care.unanswered import unanswered
from easeback.apps.notifications import actions as notifications
from easeback.apps.practice.queries import practice
from easeback.domain.vocabulary import working_day_after

WAITS = "message-waits"
"""The kind of the tasks for staff."""
LOOKS_BACK = timedelta(days=60)
"""What was written longer ago has become a task long since. A house choice."""
SOONEST = timedelta(days=1)
"""Nothing is promised sooner."""


def promised_until(sent_at: datetime) -> datetime:
    """Until when the practice promises an answer: the end of a working day, by its own clock."""
    here = practice()
    zone = ZoneInfo(here.zone)
    last = working_day_after(sent_at.astimezone(zone).date(), here.reply_days)
    return datetime.combine(last + timedelta(days=1), time(), zone)


def ask_about_overdue(*, at: datetime) -> int:
    """A task for staff of each thread that has waited longer than promised; how many there are."""
    lately = Message.objects.filter(by=None, at__gt=at - LOOKS_BACK, at__lte=at - SOONEST)
    waiting = unanswered(_newest(lately.values_list("course", flat=True).distinct()))
    overdue = {id: since for id, since in waiting.items() if promised_until(since) <= at}
    for course, since in overdue.items():
        _ask(course, since, at=at)
    return len(overdue)


def let_go(line: Collection[UUID], *, at: datetime) -> None:
    """Nothing in these courses waits any more, so nobody need see to it."""
    abouts = [f"visit:{visit.id}" for visit in visits_in(line)]
    notifications.let_go_of_tasks(abouts, kinds=[WAITS], at=at)


def _newest(courses: Iterable[UUID]) -> set[UUID]:
    """Where each of these goes on by now; itself where it was never handed over."""
    found = set(courses)
    while moved := dict(Transfer.objects.filter(course__in=found).values_list("course", "goes_on")):
        found = found - moved.keys() | set(moved.values())
    return found


def _ask(course: UUID, since: datetime, *, at: datetime) -> None:
    """Its words name nobody and say nothing of what was written."""
    visits = sorted(visits_in(line_of(course)), key=lambda each: each.starts_at)
    if not visits:
        return
    visit = next((each for each in visits if each.ends_at > at), visits[-1])
    notifications.ask_staff(
        key=f"{WAITS}:{course}:{since.isoformat()}",
        kind=WAITS,
        about=f"visit:{visit.id}",
        words=f"The person of the visit with the code {visit.code} has waited for an answer to a"
        " message longer than the practice promises. See that their therapist reads it today.",
        at=at,
    )
