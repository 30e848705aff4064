"""What the tests of the staff's calendar share: a practice at a standstill, and who works there."""

import re
from typing import Protocol
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking.models import TherapistTime
from tests import cast
from tests.apps.booking.world import therapist


class Answer(Protocol):
    """As much of an answer as is looked at here."""

    @property
    def content(self) -> bytes: ...


SIGN_IN = "/admin/login/"


def as_ann(client: Client) -> User:
    """Dan signs in as the therapist Ann."""
    dan = cast.signed_in(client, cast.dan())
    TherapistTime.objects.filter(pk=therapist("Ann")).update(account=dan)
    return dan


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
