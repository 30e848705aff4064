"""What is played of today's program: the one side and the tempo that the therapist asks."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing, timetables
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.care import history, programs
from easeback.apps.care.facts import Signer
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.exercise import Side
from easeback.domain.program import Program, side_of
from easeback.domain.response import Action
from easeback.domain.routine import Portion, Speed, portion
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.paper import Block
from easeback.web.clinician.programs.card import sheet
from easeback.web.letters import program_token
from easeback.web.program.asked import portion_of
from easeback.web.program.playlist import Bounds, routine
from easeback.web.program.words import voice_of
from tests.apps.booking.world import NOW, at, open_world, promised
from tests.apps.care.programming import program
from tests.web.staff_calendar import new_key, text_of
from tests.web.test_routine import block

KNOWN = knowledge()
REACH = "bird-dog"
each_side = pytest.mark.parametrize("side", Side)


def changed(id: str = REACH, **changes: Any) -> Program:
    """The template's program with changes to one item, the reach of leg and arm."""
    asked = program()
    items = (replace(each, **changes) if each.id == id else each for each in asked.items)
    return replace(asked, items=tuple(items))


@pytest.fixture
def course() -> Iterator[CourseFacts]:
    with time_machine.travel(NOW, tick=False):
        open_world()
        found = timetables.course(booking.known_visit(promised(at(0, 9))).course)
        assert found is not None
        yield found


def publish(course: CourseFacts, asked: Program) -> None:
    user, _ = User.objects.get_or_create(username="ann", is_staff=True)
    by = Signer(user.pk, "Ann, PT")
    programs.publish(course.id, asked, (), by=by, key=UUID(new_key()), at=NOW)


def today(client: Client, course: CourseFacts, prefix: str = "") -> Any:
    return client.get(f"{prefix}/program/{program_token(course.id)}")


def reaches(played: Any) -> list[Any]:
    return [part for part in played["parts"].values() if part.get("exercise") == REACH]


def sides(part: Any, speed: Speed = Speed.NORMAL) -> set[str | None]:
    return {step.get("side") for step in part["steps"][speed]}


def played(*portions: Portion) -> Any:
    voice = voice_of(Language.ENGLISH, UNKNOWN_PRACTICE)
    return json.loads(routine(voice, portions, Bounds()).text)


@pytest.mark.django_db
@each_side
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", {"left": "Left side only.", "right": "Right side only."}),
        ("/es", {"left": "Solo el lado izquierdo.", "right": "Solo el lado derecho."}),
    ],
)
def test_it_is_played_on_that_side_with_a_recorded_word_on_which(
    client: Client, course: CourseFacts, side: Side, prefix: str, words: dict[str, str]
) -> None:
    publish(course, changed(side=side))
    answer = today(client, course, prefix)
    found = block(answer.content.decode(), "routine")
    whole, halved = reaches(found)
    for part in (whole, halved):
        assert [sides(part, speed) for speed in Speed] == [{side}] * 3
    said = [cue for cue in found["cues"] if cue["text"] == words[side]]
    assert [bool(cue.get("file")) for cue in said] == [True]
    assert "voice guide" not in text_of(answer)
    assert "guía de voz" not in text_of(answer)


@pytest.mark.django_db
def test_the_picture_on_the_page_is_turned_to_the_side_that_is_asked(
    client: Client, course: CourseFacts
) -> None:
    publish(course, changed(side=Side.LEFT))
    page = today(client, course).content.decode()
    assert page.count('class="asked-item mirrored"') == 1
    mirrored = page.split('class="asked-item mirrored"')[1].split("</h3>")[0]
    assert KNOWN.english["exercises.bird-dog.title"] in mirrored


@pytest.mark.django_db
@pytest.mark.parametrize("side", [Side.RIGHT, None])
def test_drawings_show_the_right_side_already(
    client: Client, course: CourseFacts, side: Side | None
) -> None:
    publish(course, changed(side=side))
    assert "mirrored" not in today(client, course).content.decode()


@pytest.mark.django_db
def test_who_tells_how_it_went_sees_of_which_side(client: Client, course: CourseFacts) -> None:
    publish(course, changed(side=Side.LEFT))
    page = today(client, course).content.decode()
    assert '<legend class="question">Leg and arm reach, left side only</legend>' in page
    assert '<legend class="question">Bridge</legend>' in page


@pytest.mark.django_db
def test_on_paper_it_is_turned_too(course: CourseFacts) -> None:
    def reach(side: Side) -> Block:
        publish(course, changed(side=side))
        found = history.program_of(course.id)
        assert found is not None
        address = "https://relief.example/program/x"
        card = sheet(found, Language.ENGLISH, UNKNOWN_PRACTICE, address, approved=True)
        return card.blocks[1]

    turned = "matrix(-1 0 0 1"
    assert [turned in figure.svg for figure in reach(Side.LEFT).figures] == [True, True]
    assert [turned in figure.svg for figure in reach(Side.RIGHT).figures] == [False, False]


@pytest.mark.django_db
def test_a_gate_keeps_it_out_as_any_other(client: Client, course: CourseFacts) -> None:
    publish(course, changed(side=Side.LEFT))
    (visit,) = booking.visits_of(course.id)
    sharing.attach(visit.id, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    assert reaches(block(today(client, course).content.decode(), "routine")) == []


def test_every_part_that_is_played_has_a_way_out_when_it_hurts() -> None:
    reach = KNOWN.exercises[REACH]
    share = portion(reach)
    found = played(replace(share, side=Side.LEFT), replace(share, side=Side.RIGHT))
    parts = [part for part in found["parts"].values() if "exercise" in part]
    assert all(set(part["ways"]) >= {"smaller", "easier", "other-way"} for part in parts)
    left, right = (found["parts"][name] for name in found["order"][1:])
    assert (left["side"], right["side"]) == ("left", "right")
    assert found["parts"][left["ways"]["smaller"]["to"]]["side"] == "left"
    assert found["parts"][right["ways"]["smaller"]["to"]]["side"] == "right"


@each_side
def test_what_takes_its_place_keeps_the_side_where_it_has_sides(side: Side) -> None:
    """In the library no easier exercise that is open to all has sides; one is made so here."""
    reach = KNOWN.exercises[REACH]
    for easier, kept in (("knee-to-chest", side), ("cat-cow", None)):
        found = played(replace(portion(replace(reach, easier=easier)), side=side))
        (part,) = (p for p in found["parts"].values() if p.get("exercise") == easier)
        assert part["side"] == kept
        assert found["parts"]["part-1"]["ways"][Action.EASIER]["to"] == "part-1-easier"
        assert sides(part) == {kept}


def test_a_next_exercise_without_sides_is_asked_as_a_whole() -> None:
    (reach,) = (item for item in changed(side=Side.LEFT).items if item.id == REACH)
    bridge = KNOWN.exercises["bridge"]
    assert side_of(reach, KNOWN.exercises[REACH]) is Side.LEFT
    assert side_of(reach, bridge) is None
    assert portion_of(bridge, reach.dose, reach).side is None
    assert portion_of(KNOWN.exercises[REACH], reach.dose, reach).side is Side.LEFT


@pytest.mark.django_db
@pytest.mark.parametrize("speed", Speed)
def test_it_goes_at_the_tempo_of_its_item_and_the_others_at_theirs(
    client: Client, course: CourseFacts, speed: Speed
) -> None:
    def lengths(asked: Program, chosen: Speed = Speed.NORMAL) -> dict[str, list[int]]:
        publish(course, asked)
        found = block(today(client, course).content.decode(), "routine")["parts"]
        return {
            part["exercise"]: [step["ms"] for step in part["steps"][chosen]]
            for name, part in found.items()
            if name in {"part-1", "part-2", "part-3"}
        }

    usual = changed(speed=Speed.NORMAL)
    own, chosen, normal = lengths(changed(speed=speed)), lengths(usual, speed), lengths(usual)
    assert own[REACH] == chosen[REACH]
    assert own["cat-cow"] == normal["cat-cow"]
    assert (own[REACH] == normal[REACH]) is (speed is Speed.NORMAL)


def test_what_takes_its_place_goes_as_fast() -> None:
    slow = replace(portion(KNOWN.exercises[REACH]), speed=Speed.SLOW)
    for name in ("smaller", "easier"):
        own, usual = (
            played(replace(slow, speed=speed))["parts"][f"part-1-{name}"]["steps"]
            for speed in (Speed.SLOW, Speed.NORMAL)
        )
        assert [step["ms"] for step in own["normal"]] == [step["ms"] for step in usual["slow"]]
