"""A full practice, and people who wait for something earlier in it."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

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
from easeback.apps.booking.offers import ROSTERS
from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.channels import DemonstrationPage
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Mode, Part, Severity
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.waiting.letters import about_offer, about_the_end
from tests.web.test_book import NOW, fields_of
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
    ROSTERS.forget()
    return monday_next


def frees(starts_at: datetime = MONDAY, minutes: int = 60, therapist: int | None = None) -> int:
    """A stretch of one therapist's time comes free."""
    who = therapist or TherapistTime.objects.order_by("pk")[0].pk
    start, end = int(starts_at.timestamp()), int(starts_at.timestamp()) + minutes * 60 + 600
    row = Blocked.objects.filter(resource_id=who, starts__lt=start, ends__gt=end)[0]
    Blocked.objects.create(resource_id=who, starts=end, ends=row.ends, source="x")
    row.ends = start
    row.save()
    ROSTERS.forget()
    return int(who)


def joined(name: str = "Ana", severity: Severity = Severity.ROUTINE, **other: Any) -> UUID:
    zone = other.pop("zone", "America/New_York")
    email = other.pop("email", f"{name.lower()}@example.org")
    contact = Contact(name, "", email, "en", zone)
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


def offers(at: datetime = NOW, *, sends: bool = True) -> int:
    """A round; and its mail goes out, unless the mail server is down."""
    made = rounds.offer_freed_slots(at=at, words=about_offer, farewell=about_the_end)
    if sends:
        send_due(at=at, send=DemonstrationPage())
    return made


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


def takes(client: Client, offer: str) -> Any:
    """Opens the page of an offer and presses its first button."""
    form = next(
        f for f in Reading(client.get(offer).content.decode()).forms if "/offer/" in f.action
    )
    sent = {field.name: field.value for field in form.fields if field.name == "instead"}
    return client.post(offer, {**sent, "answer": "take"})


def filled(page: str, **other: str) -> dict[str, str]:
    form = next(f for f in Reading(page).forms if f.action.endswith("/wait"))
    ticks = {"radio", "checkbox"}
    sent = {f.name: f.value for f in form.fields if f.kind not in ticks or f.checked}
    return {**sent, **other}


def wait_from(client: Client, visit: VisitFacts) -> str:
    page = client.get(f"/visit/{token_of(visit.id)}").content.decode()
    form = client.post("/wait", fields_of(page, "/wait")).content.decode()
    return str(client.post("/wait", filled(form))["Location"])
