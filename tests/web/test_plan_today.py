"""The steps of a kept plan on the diary's page: with their limits, and only while it still fits."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.selfcare import following
from easeback.apps.selfcare.following import Told
from easeback.apps.selfcare.models import CheckIn
from easeback.domain.followup import Compared
from easeback.domain.vocabulary import Language
from easeback.web.patient.relief.words import voice_of
from tests.web.keeper import ZONE, account_on, keeper
from tests.web.test_what_was_done import keeps_a_plan, plan_on

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
VOICES = {
    "": voice_of(Language.ENGLISH, PracticeFacts()),
    "/es": voice_of(Language.SPANISH, PracticeFacts()),
}
MINUTES = {"": "{} minutes", "/es": "{} minutos"}
ALARM = Told(None, None, alarmed=True)
WORSE = Told(Compared.WORSE, 9)
NO_BETTER = Told(Compared.SAME, 6)
BETTER = Told(Compared.BETTER, 2)


def answers_a_question(client: Client, said: Told, *, days_ago: float = 0) -> None:
    """The first question of a flare that began nine days before."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    account, page = account_on(client), uuid4()
    reported = following.Reported(pain=6, is_first=False, zone=ZONE, language="en")
    follow_up = following.begin(account, reported, opened_by=page, at=at - timedelta(days=9))
    assert follow_up is not None
    following.answer(question_of(follow_up), said, entries=(), at=at)


def question_of(follow_up: UUID) -> UUID:
    id: UUID = CheckIn.objects.filter(follow_up=follow_up).values_list("pk", flat=True)[0]
    return id


def offered(said: str) -> list[str]:
    return re.findall(r'name="did" value="([^"]+)"', said)


@BOTH
@pytest.mark.parametrize("said", [ALARM, WORSE, NO_BETTER], ids=["alarm", "worse", "no better"])
def test_after_an_answer_that_calls_for_help_no_step_is_offered(prefix: str, said: Told) -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=2)
    answers_a_question(client, said, days_ago=1)
    shown = plan_on(client, prefix)
    assert offered(shown) == []
    assert "<form" not in shown
    assert f'href="{prefix}/relief"' in shown
    assert ("Check first what to do now." if not prefix else "Vea primero qué hacer") in shown


def test_an_answer_that_is_good_leaves_the_steps() -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=2)
    answers_a_question(client, BETTER, days_ago=1)
    assert "cat-cow" in offered(plan_on(client))


def test_a_newer_plan_is_made_from_newer_answers() -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=2)
    answers_a_question(client, ALARM, days_ago=1)
    keeps_a_plan(client, days_ago=0.5)
    assert "cat-cow" in offered(plan_on(client))


def test_the_alarm_of_somebody_else_takes_nothing_away() -> None:
    client, other = keeper(), keeper()
    keeps_a_plan(client, days_ago=2)
    answers_a_question(other, ALARM)
    assert "cat-cow" in offered(plan_on(client))


def test_where_nothing_is_left_of_a_plan_an_alarm_brings_none_back() -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=2, answers={"saddle-numbness": "yes"})
    answers_a_question(client, ALARM, days_ago=1)
    assert plan_on(client) == ""


@BOTH
@pytest.mark.parametrize(
    ("answers", "minutes", "gates"),
    [
        ({"diabetes": "yes", "diabetes-skin": "feels-well"}, 10, ["h-4b"]),
        ({"blood-thinner": "thinner"}, 15, ["h-7"]),
        ({"cancer": "old"}, 15, ["h-8b"]),
        ({"sex": "female", "pregnancy": "weeks-20-27"}, 15, ["h-9"]),
        ({"pills-today": ["opioid"]}, 15, ["h-10b"]),
        ({"age": 70}, 15, ["h-11", "h-11b"]),
        ({"circulation": ["heart-failure"]}, 15, ["h-12"]),
    ],
    ids=lambda value: str(next(iter(value))) if isinstance(value, dict) else "",
)
def test_heat_is_never_shown_without_its_limits(
    prefix: str, answers: dict[str, Any], minutes: int, gates: list[str]
) -> None:
    client = keeper()
    keeps_a_plan(client, answers=answers)
    step = plan_on(client, prefix).split('value="heat"')[1].split('value="cold"')[0]
    assert MINUTES[prefix].format(minutes) in step
    for gate in gates:
        assert VOICES[prefix][f"gates.{gate}.text"] in step


@BOTH
def test_a_move_is_never_shown_without_its_limits(prefix: str) -> None:
    client = keeper()
    keeps_a_plan(client, answers={"age": 70})
    shown = plan_on(client, prefix)
    caution = VOICES[prefix]["gates.m-3b.text"]
    assert caution in shown.split('name="did"')[0]
    keeps_a_plan(client, answers={"age": 70}, position=None, first=None)
    assert caution not in plan_on(client, prefix)


@BOTH
def test_cold_is_shown_with_its_minutes(prefix: str) -> None:
    client = keeper()
    keeps_a_plan(client)
    said = VOICES[prefix].say("plan.minutes", low=10, high=15)
    assert said in plan_on(client, prefix).split('value="cold"')[1]


def test_whoever_has_no_limit_reads_none() -> None:
    client = keeper()
    keeps_a_plan(client)
    shown = plan_on(client)
    assert "15 minutes" in shown
    assert VOICES[""].say("plan.care") not in shown


def test_the_minutes_stay_once_it_is_done() -> None:
    client = keeper()
    keeps_a_plan(client, answers={"diabetes": "yes", "diabetes-skin": "feels-well"})
    form = plan_on(client).split('value="heat"')[0].rsplit("<form", 1)[1]
    key = re.findall(r'name="key" value="([^"]+)"', form)[0]
    client.post("/my/done", {"key": key, "kind": "plan-step", "did": "heat"})
    shown = plan_on(client)
    assert "10 minutes" in shown
    assert VOICES[""]["gates.h-4b.text"] in shown
