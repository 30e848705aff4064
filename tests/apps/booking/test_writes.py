"""A write's key is known for long, and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from easeback.apps.booking.forgetting import KEYS_KEPT, forget_writes
from easeback.apps.booking.writes import once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)


def test_a_key_is_forgotten_when_nobody_can_send_it_any_more() -> None:
    done: list[str] = []

    def write() -> dict[str, int]:
        done.append("again")
        return {"times": len(done)}

    assert once("k", {}, write, at=NOW) == {"times": 1}
    assert forget_writes(at=NOW + KEYS_KEPT) == 0
    assert once("k", {}, write, at=NOW) == {"times": 1}
    assert forget_writes(at=NOW + KEYS_KEPT + timedelta(seconds=1)) == 1
    assert once("k", {}, write, at=NOW) == {"times": 2}
