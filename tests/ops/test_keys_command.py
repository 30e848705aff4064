"""`easeback keys`: the keys change, every text stays readable, and the old keys open nothing."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from tests.conftest import SLOW_KINDS
from tests.ops.racing import OPEN
from tests.ops.terminal import easeback, python

WRITE = (
    OPEN
    + """
from datetime import UTC, datetime
from uuid import uuid4
from django.db import connection
from easeback.apps.accounts.devices import open_account
from easeback.apps.selfcare import actions
from easeback.apps.selfcare.facts import Line
from easeback.domain.vocabulary import Language
now = datetime.now(UTC)
here = {"language": Language.ENGLISH, "zone": "UTC"}
for number in range(3):
    account = open_account(opened_by=uuid4(), called="Ana", at=now, **here).account
    line = Line(at=now, zone="UTC", pain=3, note=f"note {number}" if number else "")
    actions.write(account, line, key=uuid4(), at=now)
"""
)
READ = (
    OPEN  # noqa: S608  No value stands in it.
    + """
from django.db import connection
from easeback.apps.accounts.models import Account
from easeback.apps.selfcare.models import DiaryLine
print([row.called for row in Account.objects.all()])
print(sorted(row.words for row in DiaryLine.objects.all()))
with connection.cursor() as cursor:
    cursor.execute("SELECT words FROM selfcare_diaryline WHERE words <> ''")
    print(*(text for (text,) in cursor.fetchall()))
"""
)


def read(data: Path, database: str) -> list[str]:
    done = python("-c", READ, data=data, EASEBACK_DATABASE=database)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("database", SLOW_KINDS, indirect=True)
def test_a_new_key_takes_over_and_the_old_one_can_go(database: str, tmp_path: Path) -> None:
    done = python("-c", WRITE, data=tmp_path, EASEBACK_DATABASE=database)
    assert done.returncode == 0, done.stderr
    before = read(tmp_path, database)
    (old,) = (tmp_path / "text-keys").read_text().split()
    for step, keys in (("--new", 2), ("--forget-old", 1)):
        told = easeback("keys", step, data=tmp_path, EASEBACK_DATABASE=database)
        assert told.returncode == 0, told.stderr
        assert "5 texts" in told.stdout
        assert len((tmp_path / "text-keys").read_text().split()) == keys
        assert read(tmp_path, database)[:2] == before[:2]
    for sealed in read(tmp_path, database)[2].split():
        with pytest.raises(InvalidToken):
            Fernet(old).decrypt(sealed.encode())


@pytest.mark.proof
def test_nothing_is_forgotten_while_a_text_cannot_be_opened(tmp_path: Path) -> None:
    assert python("-c", WRITE, data=tmp_path).returncode == 0
    keys = tmp_path / "text-keys"
    keys.write_text(Fernet.generate_key().decode() + "\n" + Fernet.generate_key().decode() + "\n")
    told = easeback("keys", "--forget-old", data=tmp_path)
    assert told.returncode == 1
    assert len(keys.read_text().split()) == 2
