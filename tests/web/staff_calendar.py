"""What the tests of the staff's calendar share: a practice at a standstill, and who works there."""

import re
from collections.abc import Iterator
from typing import Any, Protocol
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking import timetables
from easeback.apps.booking.models import TherapistTime
from easeback.apps.booking.schedule import Schedule
from easeback.apps.care.roles import FRONT_DESK, LEAD
from tests import cast
from tests.apps.booking.world import NOW, open_world, therapist
from tests.apps.care.recording import account_with_role

HOURS = "/staff/hours/"
WEEKLY, DATES, PLACES = f"{HOURS}weekly/", f"{HOURS}dates/", f"{HOURS}places/"
OFF = f"{HOURS}time-off/"
SIGN_IN = "/admin/login/"
MORNING = {"days": ["mon", "wed"], "start": "09:00", "end": "12:00", "modes": ["clinic"]}
Sent = dict[str, Any]


@pytest.fixture
def world() -> Iterator[None]:
    """The practice, and a clock that stands still."""
    open_world()
    with time_machine.travel(NOW, tick=False):
        yield


class Answer(Protocol):
    """As much of an answer as is looked at here."""

    @property
    def content(self) -> bytes: ...


def as_ann(client: Client) -> User:
    """Dan signs in as the therapist Ann."""
    dan = cast.signed_in(client, cast.dan())
    TherapistTime.objects.filter(pk=therapist("Ann")).update(account=dan)
    return dan


def as_other(who: str) -> Client:
    """Another browser: of the colleague Bea ("bea"), the front desk, a lead, the owner, or of
    nobody who has signed in."""
    client = Client()
    match who:
        case "bea":
            bea = cast.signed_in(client, account_with_role("bea"))
            TherapistTime.objects.filter(pk=therapist("Bea")).update(account=bea)
        case "desk":
            cast.signed_in(client, account_with_role("fay", FRONT_DESK))
        case "lead":
            cast.signed_in(client, account_with_role("lena", LEAD))
        case "owner":
            cast.signed_in(client, account_with_role("otto", owner=True))
    return client


def with_rights(client: Client, *names: str) -> User:
    user = User.objects.create_user("fay", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return cast.signed_in(client, user)


def as_desk(client: Client) -> User:
    return with_rights(client, "view_visit", "change_visit")


def as_lead(client: Client) -> User:
    return with_rights(client, "change_therapisttime")


def text_of(answer: Answer) -> str:
    """What the page says, without its marks."""
    bare = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", bare)


def new_key() -> str:
    return str(uuid4())


def keys_of(answer: Answer) -> list[str]:
    return re.findall(r'name="key" value="([^"]+)"', answer.content.decode())


def form(*rows: Sent, key: str = "", wish: str = "save", **more: Any) -> Sent:
    """What a page sends: its rows, its key, and the button."""
    sent: Sent = {"key": key or new_key(), "wish": wish, "rows-TOTAL_FORMS": len(rows)}
    sent |= {"rows-INITIAL_FORMS": len(rows), **more}
    for place, row in enumerate(rows):
        sent |= {f"rows-{place}-{name}": value for name, value in row.items()}
    return sent


def schedule() -> Schedule:
    return timetables.schedule(therapist())
