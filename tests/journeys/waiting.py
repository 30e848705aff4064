"""What the stories of those who wait share: a full practice by day, and a time that comes free."""

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from easeback.apps.booking import actions, waitlist
from easeback.apps.booking.facts import Contact, WaitWish, Wanted
from easeback.apps.booking.models import Blocked, Terms, TherapistTime
from easeback.apps.booking.offers import ROSTERS
from easeback.apps.notifications.models import OutboxMessage
from easeback.config.due import due_work
from easeback.domain.booking import Mode, Part, Severity
from easeback.domain.vocabulary import Language

ZONE = ZoneInfo("America/New_York")


def ten_in_the_morning() -> time_machine.travel:
    """Today, where the practice is: at night nobody is asked."""
    return time_machine.travel(timezone.now().astimezone(ZONE).replace(hour=10))


def nobody_is_free() -> None:
    """Nobody has a free hour, and nothing is kept for those who are worse."""
    Terms.objects.update(releases=[])
    now = int(timezone.now().timestamp())
    for therapist in TherapistTime.objects.values_list("pk", flat=True):
        Blocked.objects.create(
            resource_id=therapist, starts=now - 86_400, ends=now + 60 * 86_400, source="full"
        )
    ROSTERS.forget()


def weekday(weeks: int) -> datetime:
    """Ten o'clock on a Wednesday that comes in so many weeks."""
    today = timezone.now().astimezone(ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(2 - today.weekday()) % 7 + 7 * weeks)


def comes_free(starts_at: datetime) -> int:
    """For one visit with the first therapist; whose time that is."""
    therapist = TherapistTime.objects.order_by("pk")[0].pk
    start = int(starts_at.timestamp())
    row = Blocked.objects.get(resource_id=therapist, starts__lt=start, ends__gt=start)
    Blocked.objects.create(resource_id=therapist, starts=start + 4200, ends=row.ends, source="full")
    Blocked.objects.filter(pk=row.pk).update(ends=start)
    ROSTERS.forget()
    return int(therapist)


def promised(starts_at: datetime) -> UUID:
    """Ben's visit."""
    wanted = Wanted("first-evaluation", Mode.CLINIC, comes_free(starts_at), starts_at)
    visit = actions.hold(wanted, key=str(uuid4()), at=timezone.now())
    ben = Contact("Ben", "", "ben@example.org", "en", str(ZONE))
    return actions.confirm(visit, ben, key=str(uuid4()), at=timezone.now())


def waits(language: Language, visit: UUID | None = None) -> UUID:
    """Somebody's place on the list, who must be seen soon and lives where the practice is."""
    today = timezone.now().date()
    wish = WaitWish(
        Contact("Ana", "", f"{uuid4().hex}@example.org", language, str(ZONE)),
        service="first-evaluation",
        modes=frozenset({Mode.CLINIC}),
        part=Part.MORNING,
        first_on=today,
        last_on=today + timedelta(days=30),
        site="https://relief.example",
        severity=Severity.SEVERE,
        visit=visit,
    )
    return waitlist.join(wish, key=str(uuid4()), at=timezone.now())


def works_for_a_moment() -> None:
    """One round of what becomes due by itself."""
    for piece in due_work():
        piece.work(timezone.now())


def offered() -> str:
    """Where the latest mail about an offer leads."""
    mail = OutboxMessage.objects.filter(kind="visit-offer").latest("written_at")
    found = re.search(r"http\S+/offer/\S+", mail.body)
    assert found
    return found[0]
