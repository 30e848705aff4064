"""The pages that stand by themselves."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.knowledge import knowledge
from easeback.knowledge.entries import AdviceEntry, ClaimEntry

pytestmark = pytest.mark.django_db
PAGES = [
    "emergency",
    "wake",
    "steps",
    "pills",
    "guide",
    "sources",
    "sources/heat",
    "sources/s17",
    "about",
]
PAGES += ["hide", "kept", "offline", "call"]
EACH = pytest.mark.parametrize("page", PAGES)
BOTH = pytest.mark.parametrize("prefix", ["/", "/es/"])


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@EACH
@BOTH
def test_it_opens_with_one_heading_and_one_query(
    client: Client, page: str, prefix: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        shown = text(client, prefix + page)
    assert len(re.findall("<h1[ >]", shown)) == 1
    assert len(re.findall("<title>[^<]+</title>", shown)) == 1


@EACH
def test_it_is_asked_for_anew_but_may_be_found_again_by_back(client: Client, page: str) -> None:
    sent = client.get(f"/{page}")["Cache-Control"]
    assert set(sent.split(", ")) == {"private", "no-cache"}


@EACH
def test_it_takes_nothing(client: Client, page: str) -> None:
    assert client.post(f"/{page}", {"a": "b"}).status_code == 405


@BOTH
def test_the_emergency_signs_begin_with_the_call(client: Client, prefix: str) -> None:
    page = text(client, f"{prefix}emergency").split("<main")[1]
    assert page.index('href="tel:911"') < page.index("<h1")
    assert 'href="sms:988"' in page
    assert 'href="tel:18002221222"' in page


def test_the_emergency_signs_are_those_of_the_rules(client: Client) -> None:
    page, words = text(client, "/emergency"), knowledge().english
    first = next(p for p in knowledge().pages if p.id == "now")
    assert [i.id for i in first.items if words[f"pages.now.items.{i.id}"] not in page] == []
    assert words["advice.help-numb.text"] in page
    assert words["advice.help-life.text"] in page


def test_the_safe_steps_hold_nothing_that_is_not_for_everybody(client: Client) -> None:
    page, k = text(client, "/steps"), knowledge()
    gated = {id for id, exercise in k.exercises.items() if exercise.needs}
    assert [id for id in gated if k.english[f"exercises.{id}.moves.1"] in page] == []
    advice = k.shelf.of("advice", AdviceEntry)
    personal = [id for id, piece in advice.items() if piece.when or piece.needs]
    assert personal
    assert [id for id in personal if k.english[f"advice.{id}.text"] in page] == []
    assert k.english["advice.find-position.text"] in page
    assert k.english["exercises.side-lying.title"] in page


def test_the_guide_shows_each_claim_our_words_and_why(client: Client) -> None:
    page, k = text(client, "/guide"), knowledge()
    claims = k.shelf.of("claims", ClaimEntry)
    assert len(claims) > 5
    for id in claims:
        assert k.english[f"claims.{id}.claim"] in page
        assert k.english[f"claims.{id}.why"] in page
        assert (k.english.get(f"claims.{id}.we_say") or "") in page


def test_every_source_has_its_page(client: Client) -> None:
    sources = knowledge().sources
    assert [id for id in sources if client.get(f"/sources/{id}").status_code != 200] == []


def test_a_topic_lists_its_sources_and_links_only_what_can_be_opened(client: Client) -> None:
    page = text(client, "/sources/heat")
    links = re.findall(r'<a href="(http[^"]+)" rel="noreferrer"', page)
    assert links
    assert [link for link in links if " " in link or not link.startswith("https://")] == []


def test_the_sources_of_one_statement_stand_together(client: Client) -> None:
    page, sources = text(client, "/sources/s17+s20"), knowledge().sources
    shown = [id for id in sources if f'id="{id}"' in page]
    assert shown == ["s17", "s20"]


@pytest.mark.parametrize("name", ["s999", "weather", "s17x", "s17+s999", "+", "s17+"])
def test_an_unknown_source_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/sources/{name}").status_code == 404


@BOTH
def test_what_this_is_says_what_it_is_not(client: Client, prefix: str) -> None:
    page = text(client, f"{prefix}about")
    assert "711" in page
    assert knowledge().version[:12] in page


def test_it_says_who_approved_these_words(client: Client) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1"), [])
    assert "No clinician of this practice has approved" in text(client, "/about")


@BOTH
def test_the_hidden_page_gives_nothing_away(client: Client, prefix: str) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1"), [])
    page = text(client, f"{prefix}hide")
    seen = re.sub(r'<h1 class="unseen">.*?</h1>|<title>.*?</title>|<[^>]*>', "", page)
    assert seen.split() == []
    assert "Harbor" not in page


def test_pages_promise_no_call(client: Client) -> None:
    assert [p for p in PAGES if "we will call" in text(client, f"/{p}").lower()] == []
