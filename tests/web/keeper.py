"""Somebody with a browser on their own phone, who keeps a diary."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client

from easeback.apps.accounts.devices import Opened, holder_of, open_account
from easeback.apps.selfcare import actions
from easeback.apps.selfcare.facts import Line
from easeback.domain.vocabulary import Language

ZONE = "America/Chicago"
FROM_US = {"origin": "http://testserver"}
URL_ENCODED = "application/x-www-form-urlencoded"
"""As a form without a file is sent; the test client's own way has no room for very long names."""


def phone() -> Client:
    """A browser that says where its forms come from, as browsers do."""
    return Client(headers=FROM_US)


def opened(called: str = "") -> Opened:
    return open_account(
        opened_by=uuid4(),
        language=Language.ENGLISH,
        zone=ZONE,
        called=called,
        at=datetime.now(UTC),
    )


def keeper(*accounts: Opened) -> Client:
    """A phone that holds the keys of these people, the first in front."""
    client = phone()
    keys = [each.key for each in accounts or (opened(),)]
    client.cookies[settings.KEEP_COOKIE] = ".".join(keys)
    return client


def held(client: Client) -> list[str]:
    """The keys on this phone."""
    return [key for key in client.cookies[settings.KEEP_COOKIE].value.split(".") if key]


def account_on(client: Client) -> UUID:
    holder = holder_of(held(client)[0], at=datetime.now(UTC))
    assert holder is not None
    return holder.account


def wrote(account: UUID, pain: int = 6, *, hours_ago: float = 1, **said: Any) -> UUID:
    """An entry of so many hours ago."""
    now = datetime.now(UTC)
    line = Line(at=now - timedelta(hours=hours_ago), zone=ZONE, pain=pain, **said)
    return actions.write(account, line, key=uuid4(), at=now).entry


def hidden(html: str, name: str) -> str:
    """The value of a page's hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found.group(1)
