"""The pages of questions: each form does what its buttons say."""

from html import unescape
from random import Random

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.knowledge import knowledge
from tests.web.visitor import Visitor, close_lists
from tests.web.wanderer import step

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/es"])


@LANGUAGES
def test_the_first_page_lists_what_cannot_wait(client: Client, prefix: str) -> None:
    visitor = Visitor(client, prefix)
    assert visitor.status == 200
    assert visitor.form.choices("tap")[0] == "chest-pain"
    assert len(visitor.form.choices("tap")) <= 8
    assert visitor.form.choices("close") == ["none"]


@LANGUAGES
def test_touching_an_emergency_tells_it_at_once(client: Client, prefix: str) -> None:
    visitor = Visitor(client, prefix)
    visitor.press("tap", "breathless")
    assert not visitor.is_asked
    assert visitor.known == {"breathless": ["yes"]}
    assert "card emergency" in visitor.html


def test_nothing_said_goes_into_the_address(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("close", "none")
    assert visitor.form.action == "/relief"
    assert 'method="post"' in visitor.html


def test_none_of_these_answers_the_whole_list(client: Client) -> None:
    visitor = Visitor(client)
    items = set(visitor.form.choices("tap"))
    visitor.press("close", "none")
    assert items <= set(visitor.known)
    assert {tuple(answer) for answer in visitor.known.values()} == {("no",)}


def test_what_was_touched_is_followed_up_before_the_rest(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="peeing")
    visitor.press("tap", "peeing")
    assert visitor.form.asked == ["q.peeing"]
    visitor.fill(("go", "next"), {"q.peeing": "none"})
    # The list comes back without it, and the rest is still open.
    assert "peeing" not in visitor.form.choices("tap")
    assert "strength" in visitor.form.choices("tap")
    assert "Nothing else" in visitor.html


def test_details_that_make_it_an_emergency_end_the_questions(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="peeing")
    visitor.press("tap", "peeing")
    visitor.fill(("go", "next"), {"q.peeing": ["leaking", "no-feeling"]})
    assert "card emergency" in visitor.html
    assert visitor.known["peeing"] == ["leaking", "no-feeling"]


def test_a_list_may_end_with_more_than_none(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="strength")
    assert visitor.form.choices("close") == ["no-leg", "one-leg", "both-legs"]
    visitor.press("close", "one-leg")
    assert visitor.known["legs"] == ["one"]
    assert visitor.known["strength"] == ["strong"]


def test_a_closer_that_opens_a_question_leads_to_it(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="strength")
    visitor.press("close", "both-legs")
    assert "one-then-both" in visitor.form.choices("pick")
    assert "legs" not in visitor.known


def test_touching_an_option_answers_a_single_question(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="strength")
    visitor.press("tap", "strength")
    visitor.press("pick", "strong")
    assert visitor.known["strength"] == ["strong"]


def test_ticks_answer_or_open_and_the_rest_is_none(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="tick")
    assert visitor.form.values("tick")
    visitor.fill(("go", "next"), {"tick": ["worse-each-day"]})
    assert visitor.known["worse-each-day"] == ["yes"]
    assert visitor.known["cause"] == ["none"]


def test_a_tick_that_needs_details_is_asked_about(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="tick")
    visitor.fill(("go", "next"), {"tick": ["cause"]})
    assert "lift" in visitor.form.choices("pick")
    assert "cause" not in visitor.known


def test_continue_without_a_tick_is_asked_again(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="tick")
    before = visitor.known
    visitor.fill(("go", "next"), {})
    assert "Tick what fits, or choose" in visitor.html
    assert visitor.known == before


def test_none_beside_a_tick_is_asked_again_and_keeps_the_tick(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="tick")
    visitor.fill(("close", "none"), {"tick": ["worse-each-day"]})
    assert visitor.form.checked("tick") == ["worse-each-day"]
    assert "Which one is right?" in visitor.html
    assert "worse-each-day" not in visitor.known


def test_a_missing_age_is_asked_again_beside_its_chips(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    visitor.fill(("close", "none"), {})
    assert "q.age" in visitor.form.asked
    assert 'href="#q.age"' in visitor.html
    assert 'aria-describedby="q.age.problem"' in visitor.html
    assert visitor.form.checked("q.age") == []


def test_the_age_is_asked_in_the_bands_that_rules_tell_apart(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    assert [int(band) for band in visitor.form.values("q.age")] == list(
        knowledge().bank["age"].bands
    )
    assert ">18-44</label>" in visitor.html
    assert ">75+</label>" in visitor.html


def test_a_missing_age_keeps_the_ticks(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    visitor.fill(("go", "next"), {"tick": ["diabetes", "cancer"]})
    assert set(visitor.form.checked("tick")) == {"diabetes", "cancer"}


def test_enter_never_says_none(client: Client) -> None:
    # A browser presses the first button of the form when Enter is hit.
    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    assert visitor.form.buttons[0][:2] == ("go", "next")


def test_every_question_of_a_page_must_be_answered_and_what_was_typed_stays(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.pain-now")
    visitor.fill(("go", "next"), {"q.pain-now": "6", "q.aggravates": ["sitting", "bending"]})
    assert visitor.form.checked("q.pain-now") == ["6"]
    assert visitor.form.checked("q.aggravates") == ["sitting", "bending"]
    assert 'href="#q.limits"' in visitor.html
    assert 'href="#q.pain-now"' not in visitor.html


def test_none_together_with_another_answer_is_asked_again(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="peeing")
    visitor.press("tap", "peeing")
    visitor.fill(("go", "next"), {"q.peeing": ["leaking", "none"]})
    assert visitor.is_asked
    assert visitor.form.checked("q.peeing") == ["leaking", "none"]
    assert "go with another answer" in visitor.html.replace("&#x27;", "'")


def test_pain_is_eleven_buttons(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.pain-now")
    assert visitor.form.values("q.pain-now") == [str(number) for number in range(11)]


@LANGUAGES
def test_not_sure_about_one_asks_each_in_full(client: Client, prefix: str) -> None:
    visitor = Visitor(client, prefix)
    items = visitor.form.choices("tap")
    visitor.press("go", "singly")
    assert visitor.form.asked == [f"q.{item}" for item in items]
    assert visitor.form.values("q.chest-pain") == ["yes", "no", "not-sure"]
    assert [name for name in visitor.form.asked if visitor.form.checked(name)] == []


def test_asked_one_at_a_time_nothing_is_taken_for_granted(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "singly")
    visitor.fill(("go", "next"), {"q.chest-pain": "no", "q.faint": "not-sure"})
    assert visitor.known == {}
    assert visitor.form.checked("q.faint") == ["not-sure"]
    assert 'href="#q.breathless"' in visitor.html
    assert visitor.form.hidden("mode") == ["singly"]


def test_an_emergency_among_missing_answers_is_told_at_once(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "singly")
    visitor.fill(("go", "next"), {"q.chest-pain": "yes"})
    assert "card emergency" in visitor.html


def test_one_at_a_time_leads_on_like_the_list(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "singly")
    visitor.fill(("go", "next"), dict.fromkeys(visitor.form.asked, "no"))
    assert "strength" in visitor.form.choices("tap")


def test_the_short_list_comes_back(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "singly")
    visitor.press("go", "list")
    assert visitor.form.choices("tap")
    assert visitor.form.hidden("mode") == []


def test_the_other_language_keeps_the_answers(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("tap", "overdose")
    known = visitor.known
    visitor.press("go", "stay")
    assert '<html lang="es"' in visitor.html
    assert visitor.known == known


def test_the_steps_are_counted(client: Client) -> None:
    visitor = Visitor(client)
    assert visitor.says("Step 1")
    visitor.press("close", "none")
    assert visitor.says("Step 2")
    visitor.press("go", "singly")
    assert visitor.says("Step 2")


def test_pages_in_a_row_ask_the_database_once(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # Once more where five seconds end between two pages.
    with django_assert_max_num_queries(2):
        close_lists(Visitor(client), until="q.age")


@LANGUAGES
@pytest.mark.parametrize("until", ["chest-pain", "strength", "tick", "q.pain-now", "nothing"])
def test_help_is_at_the_top_of_every_page(client: Client, prefix: str, until: str) -> None:
    visitor = Visitor(client, prefix)
    close_lists(visitor, until=until)
    top = visitor.html.split("<main")[0]
    assert all(f'href="{prefix}/{path}"' in top for path in ("emergency", "wake", "hide"))


def test_the_pages_are_kept_to_the_reader_and_found_again_by_back(client: Client) -> None:
    answer = client.post("/relief", {"steps": "1", "close": "none"})
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert answer.cookies == {}


@pytest.mark.parametrize("seed", range(8))
def test_every_question_is_on_the_page_that_asks_it(client: Client, seed: int) -> None:
    words = knowledge().english
    visitor, chance = Visitor(client), Random(seed)
    while visitor.is_asked:
        asked = [name[2:] for name in visitor.form.asked if name.startswith("q.")]
        if visitor.form.choices("pick"):
            heading = unescape(visitor.html.split("</h1>")[0].split("<h1")[1])
            asked.append(heading.split('id="q.')[1].split('"')[0])
        assert [q for q in asked if not visitor.says(words[f"questions.{q}.text"])] == []
        step(visitor, chance)
