"""The practice's own exercises in the player: those that are drawn, in the therapist's words."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from easeback.apps.booking.facts import CourseFacts
from easeback.domain.exercise import Demand, Posture, Side
from easeback.domain.program import Amount, OwnExercise, Program
from easeback.domain.routine import Speed
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from tests.apps.care.filming import mp4, picture
from tests.apps.care.owning import newest_id, program_with, written
from tests.domain.program.owning import SPANISH, WORDS, own, said
from tests.web.staff_calendar import text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_own_in_programs import course as course  # noqa: PLC0414  A fixture.
from tests.web.test_own_in_programs import files as files  # noqa: PLC0414  A fixture.
from tests.web.test_own_in_programs import publishes, with_file
from tests.web.test_own_in_programs import visit as visit  # noqa: PLC0414  A fixture.
from tests.web.test_routine import block
from tests.web.todays_program import link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world", "files")]
HELD = WORDS.moves[0], "Stay tall.", WORDS.moves[1]


def exercise(given: OwnExercise | None = None) -> str:
    return newest_id(written(given, name="dan"))


def with_lines(*lines: str, **changes: Any) -> OwnExercise:
    return own(words={Language.ENGLISH: replace(WORDS, moves=lines)}, **changes)


def page_of(client: Client, course: CourseFacts, asked: Program, prefix: str = "") -> Any:
    publishes(client, course, asked)
    return Client().get(prefix + link(course))


def played(answer: Any, id: str) -> tuple[Any, Any]:
    """The routine, and the part of the exercise; None where it has none."""
    found = block(answer.content.decode(), "routine")
    parts = (found["parts"][name] for name in found["order"])
    return found, next((part for part in parts if part.get("exercise") == id), None)


def shown(found: Any, part: Any, speed: Speed = Speed.NORMAL) -> list[str]:
    steps = part["steps"][speed]
    return [" ".join(found["cues"][at]["text"] for at in step.get("say", [])) for step in steps]


@pytest.mark.parametrize(("prefix", "words"), [("", WORDS), ("/es", SPANISH)])
def test_a_drawn_one_is_played_in_its_own_words(
    client: Client, course: CourseFacts, prefix: str, words: Any
) -> None:
    id = exercise()
    answer = page_of(client, course, program_with(id), prefix)
    found, part = played(answer, id)
    said = shown(found, part)
    assert words.name in said
    assert words.start in said
    assert [line for line in said if line == words.moves[0]] == [words.moves[0]]
    assert f"{knowledge().words(Language('es' if prefix else 'en'))['cues.count-2.text']} " in [
        line.removesuffix(words.moves[0]) for line in said
    ]
    own_cues = [cue for cue in found["cues"] if "language" in cue]
    assert {cue["text"] for cue in own_cues} == {words.name, words.start, *words.moves}
    assert not any("file" in cue for cue in own_cues)
    assert "por su cuenta" not in text_of(answer)
    assert "by yourself" not in text_of(answer)


def test_the_voice_says_to_look_before_what_it_cannot_read(
    client: Client, course: CourseFacts
) -> None:
    id = exercise()
    found, part = played(page_of(client, course, program_with(id)), id)
    first = part["steps"]["normal"][0]
    look = found["cues"][first["say"][0]]
    assert look["text"] == knowledge().english["cues.on-screen.text"]
    assert look["file"]
    _, walk = played(page_of(client, course, program_with(id)), "short-walk")
    assert look["text"] not in " ".join(shown(found, walk))


@pytest.mark.parametrize("side", [None, Side.LEFT])
def test_nothing_that_is_heard_begins_with_what_a_phone_may_read(
    client: Client, course: CourseFacts, side: Side | None
) -> None:
    """Both begin with their step, and would be heard at once."""
    id = exercise(own(sided=True))
    asked = program_with(id)
    items = tuple(replace(each, side=side if each.exercise == id else None) for each in asked.items)
    found, part = played(page_of(client, course, replace(asked, items=items)), id)
    for step in part["steps"]["normal"]:
        cues = [found["cues"][at] for at in step.get("say", [])]
        read = [cue for cue in cues if "file" not in cue and not cue["shown"]]
        assert not read or cues == read


def test_what_is_new_stands_long_enough_to_be_read_and_later_repeats_go_by_the_breath(
    client: Client, course: CourseFacts
) -> None:
    long = "Reach up as far as you can, slowly, " * 4
    id = exercise(with_lines(long.strip(), "Come back."))
    _, part = played(page_of(client, course, program_with(id)), id)
    first, second = (
        [step["ms"] for step in part["steps"]["normal"] if step.get("number") == number]
        for number in (1, 2)
    )
    assert first[0] > 60 * len(long)
    assert second == [4500, 3000]


def test_its_figure_moves_and_comes_by_this_link_only(client: Client, course: CourseFacts) -> None:
    id = exercise()
    _, part = played(page_of(client, course, program_with(id)), id)
    assert part["figure"]["alt"] == WORDS.shows
    for tone in ("light", "dark"):
        path = part["figure"][tone]
        answer = Client().get(path)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
        assert answer["Cache-Control"] == "private, no-store"
        assert b"<animate" in answer.content
        assert Client().get(re.sub(r"/program/[^/]+/", "/program/x/", path)).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        with_lines("Reach up."),
        with_lines("Reach up.", "Stay tall.", "Come back."),
        with_lines("Reach up.", "Wait.", "Come back.", "Rest.", dose=Amount(reps=8, hold=3)),
        own(moves=False, dose=Amount(minutes=3)),
    ],
)
def test_what_has_no_line_for_each_move_is_done_alone(
    client: Client, course: CourseFacts, given: OwnExercise
) -> None:
    id = exercise(given)
    answer = page_of(client, course, program_with(id))
    assert played(answer, id)[1] is None
    assert "Do it by yourself." in text_of(answer)


@pytest.mark.parametrize("lines", [HELD, HELD[::2]])
def test_a_hold_lasts_its_seconds_with_or_without_a_line_of_its_own(
    client: Client, course: CourseFacts, lines: tuple[str, ...]
) -> None:
    id = exercise(with_lines(*lines, dose=Amount(reps=3, hold=5)))
    found, part = played(page_of(client, course, program_with(id)), id)
    steps = [step for step in part["steps"]["normal"] if step.get("number") == 2]
    held = [step["ms"] for step in steps if step["kind"] in {"hold", "count"}]
    assert sum(held) == 5000
    assert ("Stay tall." in shown(found, part)) is (len(lines) == 3)


@pytest.mark.parametrize("made", ["picture", "video"])
def test_a_picture_or_a_video_is_done_alone(client: Client, course: CourseFacts, made: str) -> None:
    id = with_file(client, picture() if made == "picture" else mp4(), "mine")
    answer = page_of(client, course, program_with(id))
    assert played(answer, id)[1] is None
    assert "Do it by yourself." in text_of(answer)


def test_english_words_on_a_spanish_page_are_marked_as_such(
    client: Client, course: CourseFacts
) -> None:
    id = exercise(own(words={Language.ENGLISH: WORDS}))
    found, part = played(page_of(client, course, program_with(id), "/es"), id)
    assert part["language"] == "en"
    languages = {cue.get("language") for cue in found["cues"] if cue["text"] in WORDS.moves}
    assert languages == {"en"}


def test_what_nobody_denied_of_it_lets_nothing_in_when_another_one_hurts(
    client: Client, course: CourseFacts
) -> None:
    """It demands whatever nobody said no to; what takes a place never may demand that."""
    id = exercise(own(said=dict.fromkeys(Demand, True)))
    answer = page_of(client, course, program_with(id))
    found, _ = played(answer, id)
    library = knowledge().exercises
    asked = library["short-walk"].needs
    taking = {part.get("exercise") for part in found["parts"].values()} - {None, id, "short-walk"}
    assert all(library[each].needs <= asked for each in taking)


@pytest.mark.parametrize("side", [None, Side.LEFT])
def test_when_it_hurts_half_of_it_is_offered_on_the_same_side(
    client: Client, course: CourseFacts, side: Side | None
) -> None:
    id = exercise(own(sided=True, posture=Posture.ON_SIDE, said=said()))
    asked = program_with(id)
    items = tuple(replace(each, side=side if each.exercise == id else None) for each in asked.items)
    found, part = played(page_of(client, course, replace(asked, items=items)), id)
    halved = found["parts"][part["ways"]["smaller"]["to"]]
    sides = [
        {step.get("side") for step in each["steps"]["normal"] if step.get("number")}
        for each in (part, halved)
    ]
    assert sides == ([{"left", "right"}] * 2 if side is None else [{"left"}] * 2)
    # On which side to lie for it, only its therapist knows.
    assert not [line for line in shown(found, part) if line.startswith("Lie on your")]
