"""An alarm at a question: help at once, and nothing milder afterwards, whatever goes wrong."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client

from easeback.apps.selfcare import actions, following, queries
from tests.web.keeper import account_on
from tests.web.test_checkin import FINE, NOON, after, due, later
from tests.web.test_checkin import ana as ana  # noqa: PLC0414  A fixture.
from tests.web.test_checkin import days_later as days_later  # noqa: PLC0414  A fixture.

pytestmark = pytest.mark.django_db


def test_an_alarm_leaves_no_milder_word_on_the_page(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    Client().post(path, {"fits": "saddle-numbness"})
    assert "It is time to see a physical therapist" not in later(path)


def test_help_is_shown_whatever_the_database_does(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            said = Client().post(path, {"fits": "saddle-numbness"}).content.decode()
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert 'href="tel:911"' in said


def test_help_is_shown_where_the_database_does_not_answer_at_all(
    ana: Client, days_later: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(days_later, 1)
    path = due(ana)

    def silent(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(following, "check_in_of", silent)
    said = Client().post(path, {"fits": "saddle-numbness"}).content.decode()
    assert 'href="tel:911"' in said


@pytest.mark.parametrize("item", ["saddle-numbness", "chest-pain", "both-numb", "faint"])
def test_an_alarming_sign_leads_to_the_emergency_card_at_once(
    ana: Client, days_later: time_machine.Traveller, item: str
) -> None:
    after(days_later, 1)
    answer = Client().post(due(ana), {"fits": item})
    said = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="tel:911"' in said
    assert "It is time to see a physical therapist" not in said
    found = queries.page_of(account_on(ana), limit=9)
    assert found == ()


@pytest.mark.parametrize("item", ["peeing", "bowel", "strength", "fever"])
def test_what_needs_asking_leads_into_the_safety_check(
    ana: Client, days_later: time_machine.Traveller, item: str
) -> None:
    after(days_later, 1)
    answer = Client().post(
        due(ana), {"fits": item, "compared": "better", "pain": "1", "usual": "yes"}
    )
    said = answer.content.decode()
    assert 'action="/relief"' in said
    assert item in said
    assert following.open_one(account_on(ana), at=datetime.now(UTC)) is not None


def test_something_else_that_is_new_begins_the_safety_check(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    answer = Client().post(due(ana), {"other": "yes", **FINE})
    assert 'action="/relief"' in answer.content.decode()


def test_an_alarm_can_be_read_in_the_other_language(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    card = Client().post(due(ana), {"fits": "saddle-numbness"}).content.decode()
    assert 'formaction="/es/relief"' in card


def test_an_alarm_is_heard_even_on_a_question_that_is_over(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    Client().post(path, FINE)
    assert 'href="tel:911"' in Client().post(path, {"fits": "saddle-numbness"}).content.decode()
    after(days_later, 99)
    assert 'href="tel:911"' in Client().post(path, {"fits": "saddle-numbness"}).content.decode()


def test_after_an_alarm_nothing_milder_is_said_without_the_tick(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    Client().post(path, {**FINE, "fits": "saddle-numbness"})
    said = Client().post(path, FINE).content.decode()
    assert "See in a minute what to do now" in said
    assert "Keep moving gently" not in said
    # An empty form, which says as much as an alarm alone, tells nothing of it.
    assert Client().post(path, {}).status_code == 404


def test_an_alarm_after_a_milder_answer_stands_beside_it(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    Client().post(path, FINE)
    Client().post(path, {"fits": "chest-pain"})
    now = datetime.now(UTC)
    (answer,) = following.answers_of(account_on(ana), NOON, now + timedelta(days=1))
    assert (answer.alarmed, answer.pain) == (True, 3)


def test_an_alarm_on_a_question_that_is_over_is_written_down(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    after(days_later, 60)
    Client().post(path, {"fits": "chest-pain"})
    now = datetime.now(UTC)
    (answer,) = following.answers_of(account_on(ana), NOON, now + timedelta(days=1))
    assert (answer.alarmed, answer.at.date()) == (True, now.date())


@pytest.mark.parametrize("sent", [{"compared": "worse", "pain": "8"}, {"fits": "chest-pain"}])
def test_a_full_diary_keeps_no_answer_from_being_heard(
    ana: Client,
    days_later: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    sent: dict[str, str],
) -> None:
    monkeypatch.setattr(actions, "MOST_ENTRIES", 0)
    after(days_later, 1)
    assert Client().post(due(ana), sent).status_code == 200
    now = datetime.now(UTC)
    assert len(following.answers_of(account_on(ana), NOON, now + timedelta(days=1))) == 1
