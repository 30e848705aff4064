"""A number is asked at only once its code was typed, by whoever asked for it, and not too often."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings as ours

from easeback.apps.accounts.codes import LIFETIME, MOST_CODES, CodeOver, CodeWrong, TooManyCodes
from easeback.apps.notifications.facts import Message, MessageRefused, Way
from easeback.apps.notifications.models import Destination, OutboxMessage
from easeback.apps.selfcare import actions, numbers
from easeback.apps.selfcare.models import NumberCode
from easeback.apps.selfcare.numbers import about_number, plain_number
from easeback.domain.vocabulary import Language
from tests.apps.selfcare.test_diary import somebody, stored_text

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 15, tzinfo=UTC)
NUMBER = "+19735550199"


def told(id: UUID, code: str, to: UUID) -> Message:
    return Message(
        key=about_number(id),
        kind="number-code",
        recipient=str(to),
        language=Language.ENGLISH,
        subject="Harbor",
        body=code,
        about=about_number(id),
        asks_staff=False,
        way=Way.TEXT,
    )


def sent(account: UUID, *, key: str = "phone", number: str = NUMBER, at: datetime = NOW) -> str:
    """The code that was sent."""
    numbers.send_code(account, key, number, words=told, at=at)
    found = OutboxMessage.objects.order_by("-written_at", "-due_at").first()
    assert found is not None
    return str(found.body)


@pytest.fixture
def ana() -> UUID:
    return somebody()


def test_whoever_types_the_code_has_the_number_and_nothing_of_it_stays(ana: UUID) -> None:
    code = sent(ana)
    assert numbers.proven(ana, "phone", f"{code[:4]} {code[4:]}", at=NOW) == NUMBER
    assert not OutboxMessage.objects.exists()
    assert not Destination.objects.exists()
    with pytest.raises(CodeOver):
        numbers.proven(ana, "phone", code, at=NOW)


def test_five_wrong_ones_use_it_up(ana: UUID) -> None:
    code = sent(ana)
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _ in range(4):
        with pytest.raises(CodeWrong):
            numbers.proven(ana, "phone", wrong, at=NOW)
    for typed in (wrong, code):
        with pytest.raises(CodeOver):
            numbers.proven(ana, "phone", typed, at=NOW)


def test_it_is_over_after_a_while(ana: UUID) -> None:
    code = sent(ana)
    with pytest.raises(CodeOver):
        numbers.proven(ana, "phone", code, at=NOW + LIFETIME)


def test_nobody_else_can_type_it(ana: UUID) -> None:
    code = sent(ana)
    for account, key in ((ana, "tablet"), (somebody(), "phone")):
        with pytest.raises(CodeOver):
            numbers.proven(account, key, code, at=NOW)
    assert numbers.proven(ana, "phone", code, at=NOW) == NUMBER


def test_a_new_code_makes_the_old_one_void(ana: UUID) -> None:
    first = sent(ana)
    second = sent(ana, number="+19735550198", at=NOW + timedelta(seconds=1))
    with pytest.raises(CodeWrong):
        numbers.proven(ana, "phone", first, at=NOW + timedelta(seconds=2))
    later = NOW + timedelta(seconds=2)
    assert numbers.proven(ana, "phone", second, at=later) == "+19735550198"


def test_nobody_sends_one_number_code_after_code(ana: UUID) -> None:
    for _ in range(MOST_CODES):
        sent(somebody())
    with pytest.raises(TooManyCodes):
        sent(ana)
    sent(ana, number="+19735550198")
    sent(ana, at=NOW + timedelta(hours=1))


def test_nobody_sends_codes_to_one_number_after_the_other(ana: UUID) -> None:
    for last in range(MOST_CODES):
        sent(ana, number=f"+1973555010{last}")
    with pytest.raises(TooManyCodes):
        sent(ana)


def test_the_whole_practice_sends_so_many_in_a_day(
    ana: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MOST_IN_A_DAY", 2)
    for last in range(2):
        sent(somebody(), number=f"+1973555010{last}")
    with pytest.raises(TooManyCodes):
        sent(ana)
    sent(ana, at=NOW + timedelta(days=1))


def test_what_is_over_is_erased_and_counts_for_an_hour_still(ana: UUID) -> None:
    sent(ana)
    actions.forget_old_codes(at=NOW + LIFETIME - timedelta(seconds=1))
    assert Destination.objects.exists()
    actions.forget_old_codes(at=NOW + LIFETIME)
    assert not Destination.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert NumberCode.objects.exists()
    actions.forget_old_codes(at=NOW + timedelta(days=1, seconds=1))
    assert not NumberCode.objects.exists()


def test_erasing_takes_codes_and_numbers_along(ana: UUID) -> None:
    sent(ana)
    actions.erase(ana)
    for model in (NumberCode, Destination, OutboxMessage):
        assert not model.objects.exists()


def test_the_number_and_the_key_lie_nowhere_as_they_are(ana: UUID) -> None:
    sent(ana)
    assert NumberCode.objects.exists()
    assert "9735550199" not in stored_text()
    assert "'phone'" not in stored_text()
    assert ours.SECRET_KEY not in stored_text()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("(973) 555-0199", NUMBER),
        ("973.555.0199", NUMBER),
        ("1 973 555 0199", NUMBER),
        ("+1 (973) 555\u20110199", NUMBER),
        ("+34 612 345 678", "+34612345678"),
    ],
)
def test_a_number_is_taken_as_people_write_it(typed: str, number: str) -> None:
    assert plain_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "555-0199", "0735550199", "+0735550199", "ana@example.org", "+1973x", "1" * 99]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(MessageRefused):
        plain_number(typed)
