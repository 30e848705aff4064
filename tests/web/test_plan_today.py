"""The steps of a kept plan on the diary's page: with their limits, and only while it still fits."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from easeback.apps.booking.facts import Snapshot
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.selfcare import actions, following
from easeback.apps.selfcare.facts import Line, Source
from easeback.apps.selfcare.following import Told
from easeback.apps.selfcare.models import CheckIn
from easeback.domain.followup import Compared
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.patient.relief.words import voice_of
from tests.web.keeper import ZONE, account_on, hidden, keeper
from tests.web.test_diary import page
from tests.web.test_what_was_done import entries

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


def steps() -> dict[str, object]:
    """What a plan names of warmth, by what they are: one for heat, one for cold."""
    bank = knowledge().shelf.entries["treatments"]
    of = {demand: id for id, each in bank.items() for demand in each.demands}  # type: ignore[attr-defined]
    return {"position": "rest-90-90", "first": "cat-cow", "heat": [of["heat"], of["cold"]]}


def keeps_a_plan(
    client: Client,
    *,
    days_ago: float = 0,
    urgency: str = "self_care",
    answers: dict[str, object] | None = None,
    **named: Any,
) -> None:
    plan = {**steps(), **named}
    kept = Snapshot({"pain-now": 5, **(answers or {})}, urgency, (), plan, "f" * 64)
    at = datetime.now(UTC) - timedelta(days=days_ago)
    actions.keep_plan(account_on(client), kept, key=uuid4(), at=at)


def plan_on(client: Client, prefix: str = "") -> str:
    said = page(client, f"{prefix}/my/")
    return said.split('id="plan"')[1].split("</section>")[0] if 'id="plan"' in said else ""


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
def test_the_steps_of_the_plan_are_ticked_once_and_can_be_undone(prefix: str) -> None:
    client = keeper()
    keeps_a_plan(client)
    said = plan_on(client, prefix)
    shown = re.findall(r'name="did" value="([^"]+)"', said)
    assert shown == ["rest-90-90", "cat-cow", "heat", "cold"]
    form = said.split('value="cat-cow"')[0].rsplit("<form", 1)[1]
    given = {"key": hidden(form, "key"), "me": hidden(form, "me")}
    given |= {"kind": "plan-step", "did": "cat-cow"}
    for _ in range(2):
        answer = client.post(f"{prefix}/my/done", given)
        assert answer["Location"].removesuffix("#plan") == f"{prefix}/my/"
    (entry,) = entries(client)
    assert (entry.line.pain, entry.line.remedies) == (None, ("cat-cow",))
    assert entry.line.source is Source.PLAN_STEP
    ticked = plan_on(client, prefix)
    assert ("Done at" if not prefix else "Hecho:") in ticked
    assert 'value="cat-cow"' not in ticked
    client.post(f"{prefix}/my/entry/{entry.id}/out", {"me": given["me"]})
    assert entries(client) == ()
    assert 'value="cat-cow"' in plan_on(client, prefix)
    # The page from before Undo, sent once more, brings nothing back.
    client.post(f"{prefix}/my/done", given)
    assert entries(client) == ()


def test_what_was_ticked_yesterday_is_to_be_ticked_again() -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=3)
    now = datetime.now(UTC)
    step = Line(now - timedelta(days=1), ZONE, None, remedies=("cat-cow",), source=Source.PLAN_STEP)
    actions.write(account_on(client), step, key=uuid4(), at=now)
    assert 'value="cat-cow"' in plan_on(client)


@pytest.mark.parametrize(
    "plan",
    [
        {"urgency": "emergency"},
        {"urgency": "same_day"},
        {"urgency": "no-such-level"},
        {"days_ago": 14.1},
        {"position": None, "first": None, "heat": []},
        {"answers": {"saddle-numbness": "yes"}},
        {"answers": {"no-such-question": "yes"}},
        {"answers": {"pain-now": "much"}},
        {"position": "no-such-exercise", "first": 7, "heat": "heat-pad"},
    ],
)
def test_no_plan_is_shown_where_none_is_fit_for_today(plan: dict[str, Any]) -> None:
    client = keeper()
    keeps_a_plan(client, **plan)
    assert plan_on(client) == ""


def test_a_plan_of_two_weeks_is_still_shown_and_the_newest_counts() -> None:
    client = keeper()
    keeps_a_plan(client, days_ago=13.9)
    assert 'value="cat-cow"' in plan_on(client)
    keeps_a_plan(client, urgency="emergency")
    assert plan_on(client) == ""


def test_nothing_that_the_plan_bars_is_offered() -> None:
    client = keeper()
    keeps_a_plan(client, barred=["cat-cow"], heat=[])
    assert re.findall(r'name="did" value="([^"]+)"', plan_on(client)) == ["rest-90-90"]


def test_what_the_rules_of_today_forbid_is_not_offered_whatever_was_kept() -> None:
    """As after a change of the rules: the plan that was kept names heat, in spite of the patch."""
    client = keeper()
    keeps_a_plan(client, answers={"patch": ["fentanyl"]})
    assert re.findall(r'name="did" value="([^"]+)"', plan_on(client)) == [
        "rest-90-90",
        "cat-cow",
        "cold",
    ]


def test_a_plan_of_another_is_nobodys() -> None:
    client = keeper()
    keeps_a_plan(client)
    assert plan_on(keeper()) == ""


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
