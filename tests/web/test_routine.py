"""The routine and the heat timer: fit for the person, whole, and with a way to help."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from pytest_django import DjangoAssertNumQueries

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.condition import Answer
from easeback.domain.exercise import Demand, Stage
from easeback.domain.relief import Direction
from easeback.domain.response import LEG_PAIN, Action, goes_on, pain_change, respond
from easeback.domain.routine import Speed
from easeback.domain.vocabulary import Language, Urgency
from easeback.knowledge import knowledge
from easeback.web.patient.relief.frame import setting_for
from easeback.web.patient.routine.views import bounds_of, portions_of
from easeback.web.patient.routine.words import player_voice
from easeback.web.program import playlist
from tests.people import whole_answers
from tests.web.test_relief_plan import BOTH, PEOPLE, answers_of, plan_of
from tests.web.visitor import travelling

KNOWN = knowledge()
HELPED_AT_HOME = [person for person in PEOPLE if plan_of(person).urgency <= Urgency.WITHIN_DAYS]
CHECKS = [
    report
    for report in KNOWN.reports
    if respond(report, amber_open=False) in {Action.RECHECK, Action.OTHER_WAY}
]


def leg_pain(person: str) -> frozenset[Demand]:
    return frozenset() if plan_of(person).direction is Direction.ARCHING else LEG_PAIN


def posted(client: Client, path: str, person: str) -> Any:
    return client.post(path, {"steps": "9", "go": "stay", **travelling(answers_of(person))})


def block(page: str, name: str) -> Any:
    found = re.search(rf"<script[^>]*data-{name}>(.*?)</script>", page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def routine_of(client: Client, person: str, prefix: str = "") -> Any:
    answer = posted(client, f"{prefix}/routine", person)
    assert answer.status_code == 200
    return block(answer.content.decode(), "routine")


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
@BOTH
def test_every_step_of_every_part_has_words_and_a_time(
    client: Client, person: str, prefix: str
) -> None:
    routine = routine_of(client, person, prefix)
    assert set(routine["order"]) <= set(routine["parts"])
    for part in routine["parts"].values():
        assert set(part["steps"]) == set(Speed)
        for step in (step for steps in part["steps"].values() for step in steps):
            assert step["ms"] > 0
            assert all(routine["cues"][place]["text"] for place in step.get("say", []))


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_nothing_in_it_is_gated_for_the_person_also_not_what_takes_a_place(
    client: Client, person: str
) -> None:
    plan = plan_of(person)
    for part in routine_of(client, person)["parts"].values():
        if "exercise" in part:
            exercise = KNOWN.exercises[part["exercise"]]
            assert plan.allows(exercise)
            assert exercise.stage is Stage.FLARE


@settings(max_examples=60, deadline=None)
@given(whole_answers(KNOWN.bank))
def test_no_routine_of_anybody_holds_a_gated_exercise(answers: dict[str, Answer]) -> None:
    plan = KNOWN.planner.plan(KNOWN.triage.assess(answers), answers)
    if plan is None or plan.urgency > Urgency.WITHIN_DAYS:
        return
    here = setting_for("/routine", Language.ENGLISH, UNKNOWN_PRACTICE, None)
    voice = player_voice(Language.ENGLISH, UNKNOWN_PRACTICE)
    whole = json.loads(playlist.routine(voice, portions_of(here, plan), bounds_of(plan)).text)
    played = {part["exercise"] for part in whole["parts"].values() if "exercise" in part}
    assert played
    assert [id for id in played if not plan.allows(KNOWN.exercises[id])] == []


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_a_direction_that_ends_takes_what_shares_it_along(client: Client, person: str) -> None:
    """From any part, also from one that took another's place."""
    routine = routine_of(client, person)
    parts = routine["parts"]
    played = {name: part for name, part in parts.items() if "exercise" in part}
    for part in played.values():
        way = part["ways"]["other-way"]
        stopped = KNOWN.exercises[part["exercise"]]
        later = [*routine["order"][1:], *routine["more"]]
        stays = {parts[each]["exercise"] for each in later if each not in way["without"]}
        for other in stays:
            assert goes_on(Action.OTHER_WAY, stopped, KNOWN.exercises[other], leg_pain(person))
        if "to" in way:
            ended = KNOWN.exercises[parts[way["to"]]["exercise"]]
            assert not ended.needs & leg_pain(person)


@pytest.mark.django_db
def test_new_leg_pain_never_leads_to_bending_unless_bending_is_what_eases(client: Client) -> None:
    parts = routine_of(client, "bending hurts")["parts"]
    for part in (part for part in parts.values() if "exercise" in part):
        to = part["ways"]["other-way"].get("to")
        assert to is None or not KNOWN.exercises[parts[to]["exercise"]].needs & LEG_PAIN


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_one_movement_comes_first_and_the_others_only_when_it_did_good(
    client: Client, person: str
) -> None:
    routine, plan = routine_of(client, person), plan_of(person)
    moving = [name for name in routine["order"][1:] if routine["parts"][name]["moves"]]
    assert len(moving) <= 1
    assert routine["more"] == [f"then-{id}" for id in plan.then]
    good = {report["id"] for report in routine["reports"]["after"] if report["good"]}
    assert good == {"better", "drawing-back"}


@pytest.mark.django_db
def test_what_pain_before_and_after_means_is_sent_along(client: Client) -> None:
    table = routine_of(client, "plain flare")["change"]
    assert [len(row) for row in table] == [11] * 11
    assert table[5][3] == pain_change(5, 3) == "less"


@pytest.mark.django_db
@pytest.mark.parametrize("report", CHECKS, ids=lambda report: report.id)
def test_the_safety_check_opens_with_what_was_felt(client: Client, report: Any) -> None:
    page = posted(client, "/routine", "plain flare").content.decode()
    form = page.split(f'data-check="{report.id}"')[1].split("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    answer = client.post("/relief", fields)
    assert answer.status_code == 200
    given = dict(report.sets)
    alarm = KNOWN.triage.assess(KNOWN.bank.read(given)).urgency is Urgency.EMERGENCY
    assert ("tel:911" in answer.content.decode().split("<main")[1]) is alarm
    for question, option in given.items():
        stated = re.search(rf'name="a\.{option}" value="([^"]*)"', answer.content.decode())
        assert alarm or (stated is not None and question in stated[1].split())


@pytest.mark.django_db
def test_it_asks_the_database_once_at_most(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    routine_of(client, "plain flare")
    with django_assert_max_num_queries(1):
        routine_of(client, "plain flare")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/routine", "/heat"])
def test_without_answers_the_questions_come_first(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == "/relief"
    assert client.post(path, {"steps": "1", "go": "stay"}).status_code == 400
    assert client.post(path, {"nonsense": "1"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/routine", "/heat"])
@pytest.mark.parametrize("person", sorted(PEOPLE.keys() - set(HELPED_AT_HOME)))
def test_who_needs_help_first_is_not_sent_to_exercise(
    client: Client, person: str, path: str
) -> None:
    assert posted(client, path, person).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_heat_is_timed_only_for_who_may_use_it_and_no_longer_than_they_may(
    client: Client, person: str
) -> None:
    plan = plan_of(person)
    page = unescape(posted(client, "/heat", person).content.decode())
    assert ("data-player" in page) is (plan.heat_minutes is not None)
    if plan.heat_minutes is None:
        assert [g for g in plan.no_heat if KNOWN.english[f"gates.{g}.text"] not in page] == []
        return
    on = block(page, "routine")["parts"]["on"]["steps"]["normal"]
    assert sum(step["ms"] for step in on[:-1]) == plan.heat_minutes * 60_000


@pytest.mark.django_db
def test_every_file_that_is_kept_is_there(client: Client) -> None:
    page = posted(client, "/routine", "plain flare").content.decode()
    drawings = [file for file in block(page, "files") if file.startswith("/figures/")]
    assert len(drawings) >= 6
    assert {client.get(file).status_code for file in drawings} == {200}
