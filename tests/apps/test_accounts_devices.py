"""Accounts without a name: who holds a key or a phrase is let in, and nobody else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from easeback.apps.accounts import devices
from easeback.apps.accounts.devices import (
    ONCE_MORE,
    RENEWED,
    PhraseUnknown,
    holder_of,
    join_device,
    open_account,
)
from easeback.apps.accounts.models import Account, DeviceKey
from easeback.apps.accounts.phrases import NoPhrase, new_phrase, phrase_hash
from easeback.domain.vocabulary import LANGUAGES, Language

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def page_of(page: UUID, at: datetime) -> devices.Opened:
    return open_account(opened_by=page, language=Language.ENGLISH, zone="America/Chicago", at=at)


def opened(at: datetime = NOW) -> devices.Opened:
    return page_of(uuid4(), at)


def test_whoever_shows_the_key_is_let_in() -> None:
    mine, other = opened(), opened()
    holder = holder_of(mine.key, at=NOW)
    assert holder is not None
    assert holder.account == mine.account != other.account
    assert (holder.zone, holder.is_stale) == ("America/Chicago", False)


@pytest.mark.parametrize("key", ["", "x", "x" * 500, "\x00"])
def test_a_guessed_key_opens_nothing_and_is_logged(
    key: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened()
    assert holder_of(key, at=NOW) is None
    assert ("opens nothing" in caplog.text) is bool(key)
    assert key == "" or key not in caplog.text


def test_neither_the_key_nor_the_phrase_is_kept() -> None:
    mine = opened()
    kept = str(list(Account.objects.values())) + str(list(DeviceKey.objects.values()))
    assert mine.key not in kept
    assert mine.phrase not in kept


def test_a_double_click_opens_one_account_with_one_good_phrase() -> None:
    page = uuid4()
    first = page_of(page, NOW)
    second = page_of(page, NOW + timedelta(seconds=1))
    assert first.account == second.account
    assert holder_of(first.key, at=NOW) == holder_of(second.key, at=NOW)
    with pytest.raises(PhraseUnknown):
        join_device(first.phrase, at=NOW)
    assert join_device(second.phrase, at=NOW)[0] == first.account


def test_an_old_page_lets_nobody_into_what_it_opened() -> None:
    page = uuid4()
    first = page_of(page, NOW)
    late = page_of(page, NOW + ONCE_MORE + timedelta(seconds=1))
    assert first.account != late.account
    assert join_device(first.phrase, at=NOW)[0] == first.account


def test_the_phrase_brings_the_account_to_another_device() -> None:
    mine = opened()
    account, key = join_device(mine.phrase, at=NOW)
    assert account == mine.account
    assert key != mine.key
    devices.leave_device(account, [mine.key])
    assert holder_of(mine.key, at=NOW) is None
    assert holder_of(key, at=NOW) is not None


def test_a_new_phrase_ends_the_old_one() -> None:
    mine = opened()
    phrase = devices.change_phrase(mine.account, key=mine.key)
    with pytest.raises(PhraseUnknown):
        join_device(mine.phrase, at=NOW)
    assert join_device(phrase, at=NOW)[0] == mine.account


def test_a_key_in_use_is_renewed_once_a_month() -> None:
    mine, later = opened(), NOW + RENEWED + timedelta(hours=1)
    holder = holder_of(mine.key, at=later)
    assert holder is not None
    assert holder.is_stale
    devices.renew(mine.key, at=later)
    holder = holder_of(mine.key, at=later)
    assert holder is not None
    assert not holder.is_stale


def test_people_on_one_device_are_told_apart() -> None:
    ana, ben = opened(), opened()
    devices.call(ana.account, "Ana")
    found = devices.known([ana.key, "guessed", ben.key], at=NOW)
    assert [(key, holder.called) for key, holder in found] == [(ana.key, "Ana"), (ben.key, "")]


def test_a_closed_account_opens_to_nobody() -> None:
    mine = opened()
    devices.close_account(mine.account)
    assert holder_of(mine.key, at=NOW) is None
    with pytest.raises(PhraseUnknown):
        join_device(mine.phrase, at=NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_read_however_it_is_typed(language: Language) -> None:
    phrase = new_phrase(language)
    words = phrase.split()
    assert len(words) == 12
    kept = phrase_hash(phrase)
    assert phrase_hash(phrase.upper()) == kept
    assert phrase_hash(", ".join(words) + ".\n") == kept
    assert phrase_hash("  ".join(word[:4] for word in words)) == kept
    plain = phrase.translate(str.maketrans("áéíóúñü", "aeiounu"))
    assert phrase_hash(plain) == kept


def test_a_wrong_word_is_named_and_a_wrong_order_is_no_phrase() -> None:
    words = new_phrase(Language.ENGLISH).split()
    with pytest.raises(NoPhrase) as refused:
        phrase_hash(" ".join([*words[:6], "qqqq", *words[7:]]))
    assert refused.value.place == 7
    for typed in ("", "one two", " ".join(words[:11]), " ".join([*words, words[0]])):
        with pytest.raises(NoPhrase):
            phrase_hash(typed)


def test_a_new_phrase_lets_no_other_phone_in() -> None:
    mine = opened()
    _, elsewhere = join_device(mine.phrase, at=NOW)
    devices.change_phrase(mine.account, key=mine.key)
    assert holder_of(elsewhere, at=NOW) is None
    assert holder_of(mine.key, at=NOW) is not None


def test_two_keys_of_one_account_are_one_person() -> None:
    mine = opened()
    _, again = join_device(mine.phrase, at=NOW)
    assert [key for key, _ in devices.known([again, mine.key], at=NOW)] == [again]
    devices.leave_device(mine.account, [again, mine.key])
    assert devices.known([again, mine.key], at=NOW) == []
