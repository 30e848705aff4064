"""A full practice, and people who wait for something earlier in it."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from easeback.apps.booking import actions, queries, rounds, waiting, waitlist
from easeback.apps.booking.facts import (
    Contact,
    VisitFacts,
    WaitFacts,
    WaitWish,
    Wanted,
)
from easeback.apps.booking.models import (
    Blocked,
    Terms,
    TherapistTime,
)
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.waiting.letters import about_offer
from tests.web.test_book import NOW
from tests.web.test_book import monday_next as monday_next  # noqa: PLC0414  A fixture.
from tests.web.visitor import Reading

ZONE = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 30, 10, tzinfo=ZONE)


@pytest.fixture
def full(monday_next: Any) -> Any:
    """Nobody is free, and nothing is kept for the worse: what is freed is all there is."""
    Terms.objects.update(releases=[])
    first = int(NOW.timestamp()) - 86_400
    for therapist in TherapistTime.objects.values_list("pk", flat=True):
        Blocked.objects.create(
            resource_id=therapist, starts=first, ends=first + 60 * 86_400, source="x"
        )
    queries.ROSTERS.forget()
    return monday_next


def frees(starts_at: datetime = MONDAY, minutes: int = 60, therapist: int | None = None) -> int:
    """A stretch of one therapist's time comes free."""
    who = therapist or TherapistTime.objects.order_by("pk")[0].pk
    start, end = int(starts_at.timestamp()), int(starts_at.timestamp()) + minutes * 60 + 600
    row = Blocked.objects.filter(resource_id=who, starts__lt=start, ends__gt=end)[0]
    Blocked.objects.create(resource_id=who, starts=end, ends=row.ends, source="x")
    row.ends = start
    row.save()
    queries.ROSTERS.forget()
    return int(who)


def joined(name: str = "Ana", severity: Severity = Severity.ROUTINE, **other: Any) -> UUID:
    zone = other.pop("zone", "America/New_York")
    contact = Contact(name, "", f"{name.lower()}@example.org", "en", zone)
    wish: dict[str, Any] = {
        "service": "first-evaluation",
        "modes": frozenset({Mode.CLINIC}),
        "part": Part.ANY,
        "first_on": NOW.date(),
        "last_on": NOW.date() + timedelta(days=14),
        "site": "https://relief.example",
    }
    at = other.pop("at", NOW)
    return waitlist.join(
        WaitWish(contact, severity=severity, **{**wish, **other}), key=str(uuid4()), at=at
    )


def offers(at: datetime = NOW) -> int:
    return rounds.offer_freed_slots(at=at, words=about_offer)


def the(id: UUID) -> WaitFacts:
    found = waiting.waiting(id)
    assert found is not None
    return found


def promised(starts_at: datetime, **contact: str) -> VisitFacts:
    """Somebody who has a visit, booked while the time was free."""
    therapist = frees(starts_at)
    wanted = Wanted("first-evaluation", Mode.CLINIC, therapist, starts_at)
    visit = actions.hold(wanted, key=str(uuid4()), at=NOW)
    who = Contact(
        **{"name": "Ben", "phone": "", "email": "ben@example.org", **contact},
        language="en",
        zone="America/New_York",
    )
    actions.confirm(visit, who, key=str(uuid4()), at=NOW)
    found = queries.visit(visit)
    assert found is not None
    return found


def mailed() -> str:
    """Where the latest offer leads."""
    body = OutboxMessage.objects.filter(kind="visit-offer").order_by("written_at", "pk").last()
    assert body is not None
    found = re.search(r"https://relief\.example(/\S*offer/\S+)", body.body)
    found = found or re.search(r"http://testserver(/\S*offer/\S+)", body.body)
    assert found
    return found[1]


def filled(page: str, **other: str) -> dict[str, str]:
    form = next(f for f in Reading(page).forms if f.action.endswith("/wait"))
    ticks = {"radio", "checkbox"}
    sent = {f.name: f.value for f in form.fields if f.kind not in ticks or f.checked}
    return {**sent, **other}
