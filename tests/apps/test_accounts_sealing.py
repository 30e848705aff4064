"""Sealed text: closed in the database, open to the program, under keys that change."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection

from easeback.apps.accounts import sealing
from easeback.apps.accounts.models import Account
from easeback.apps.accounts.sealing import CannotUnseal, add_key, forget_old_keys, seal, unseal
from tests.apps.test_accounts_devices import opened

CANARY = "canary: pills, 3 a day — dolor"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "text-keys"
    path.write_text(Fernet.generate_key().decode() + "\n")
    monkeypatch.setattr(settings, "TEXT_KEYS", path)
    return path


def test_what_is_sealed_can_be_opened_and_not_be_read() -> None:
    sealed = seal(CANARY)
    assert unseal(sealed) == CANARY
    assert "canary" not in sealed
    assert sealed != seal(CANARY)


@pytest.mark.parametrize("text", ["plain", "", "gAAAAAB", seal.__doc__ or "x"])
def test_what_was_never_sealed_is_not_shown(text: str) -> None:
    with pytest.raises(CannotUnseal):
        unseal(text)


def test_a_text_that_was_tampered_with_is_not_shown() -> None:
    sealed = seal(CANARY)
    with pytest.raises(CannotUnseal):
        unseal(sealed[:-10] + "A" * 10)


def test_old_text_opens_after_a_key_is_added_and_new_text_takes_the_new_one(keys: Path) -> None:
    old = seal(CANARY)
    assert add_key() == 2
    assert unseal(old) == CANARY
    newest = Fernet(keys.read_text().split()[0])
    assert newest.decrypt(seal(CANARY).encode()).decode() == CANARY
    assert unseal(sealing.seal_anew(old)) == CANARY
    assert newest.decrypt(sealing.seal_anew(old).encode()).decode() == CANARY


def test_a_program_that_runs_seals_with_the_key_of_the_moment(keys: Path) -> None:
    unseal(seal(CANARY))
    add_key()
    forget_old_keys()
    assert Fernet(keys.read_text().split()[0]).decrypt(seal(CANARY).encode())


def test_a_program_that_runs_opens_what_was_sealed_elsewhere_meanwhile(keys: Path) -> None:
    unseal(seal(CANARY))
    new = Fernet.generate_key()
    sealed_elsewhere = Fernet(new).encrypt(CANARY.encode()).decode()
    keys.write_text(new.decode() + "\n" + keys.read_text())
    assert unseal(sealed_elsewhere) == CANARY


def test_without_its_key_a_text_is_gone() -> None:
    old = seal(CANARY)
    add_key()
    forget_old_keys()
    with pytest.raises(CannotUnseal):
        unseal(old)


def test_the_file_of_the_keys_is_its_owners_only(keys: Path) -> None:
    add_key()
    assert keys.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_sealed_field_lies_sealed_in_the_database() -> None:
    account = Account.objects.get(pk=opened().account)
    account.called = CANARY
    account.save()
    assert Account.objects.get(pk=account.pk).called == CANARY
    with connection.cursor() as cursor:
        cursor.execute("SELECT called FROM accounts_account")
        ((stored,),) = cursor.fetchall()
    assert "canary" not in stored
    assert unseal(stored) == CANARY


@pytest.mark.django_db
def test_what_cannot_be_opened_keeps_nobody_from_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    account = Account.objects.get(pk=opened().account)
    account.called = CANARY
    account.save()
    add_key()
    forget_old_keys()
    assert Account.objects.get(pk=account.pk).called == ""
    assert "cannot be opened" in caplog.text


@pytest.mark.django_db
def test_nothing_said_is_nothing_sealed() -> None:
    assert Account.objects.get(pk=opened().account).called == ""
