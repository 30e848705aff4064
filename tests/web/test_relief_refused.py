"""What no page of ours sends is refused with a clear page, and help stays in reach."""

from urllib.parse import urlencode

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
Fields = list[tuple[str, str]]
START: Fields = [("steps", "1"), ("close", "none")]
LATER: Fields = [("steps", "2"), ("a.no", "chest-pain")]


def post(client: Client, fields: Fields, path: str = "/relief") -> tuple[int, str]:
    body = urlencode(fields)
    answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.content.decode()


def test_the_plain_forms_are_accepted(client: Client) -> None:
    assert post(client, START)[0] == 200
    assert post(client, [*LATER, ("close", "none")])[0] == 200


BAD: dict[str, Fields] = {
    "nothing": [],
    "no button": [("steps", "1")],
    "two buttons": [*START, ("go", "next")],
    "the same button twice": [*START, ("close", "none")],
    "an unknown button": [("steps", "1"), ("go", "fast-track")],
    "an item that is not on the list": [("steps", "1"), ("tap", "saddle-numbness")],
    "a closer that is not on the list": [("steps", "1"), ("close", "both-legs")],
    "continue on a list to touch": [("steps", "1"), ("go", "next")],
    "pick where nothing is picked": [("steps", "1"), ("pick", "yes")],
    "a tick on a list to touch": [*START, ("tick", "chest-pain")],
    "an unknown field": [*START, ("urgency", "self_care")],
    "an unknown question": [*START, ("a.fine", "mood"), ("steps", "2")],
    "a code in place of an id": [("steps", "2"), ("close", "none"), ("a.no", "S1.1")],
    "an unknown option": [("steps", "2"), ("close", "none"), ("a.maybe", "chest-pain")],
    "an empty answer": [("steps", "2"), ("close", "none"), ("a.", "chest-pain")],
    "an answer twice": [*LATER, ("a.no", "chest-pain"), ("close", "none")],
    "an answer twice at once": [("steps", "2"), ("a.no", "faint faint"), ("close", "none")],
    "an answer in two ways": [*LATER, ("a.yes", "chest-pain"), ("close", "none")],
    "none and more": [*LATER, ("a.none", "peeing"), ("a.leaking", "peeing"), ("close", "none")],
    "the same tick twice": [*LATER, ("a.leaking", "peeing peeing"), ("close", "none")],
    "a question of no name": [*LATER, ("a.yes", "faint "), ("close", "none")],
    "an age beyond any": [*LATER, ("a.999", "age"), ("close", "none")],
    "an age that is a word": [*LATER, ("a.forty", "age"), ("close", "none")],
    "an unknown open question": [*LATER, ("opened", "mood"), ("close", "none")],
    "a question open and answered": [*LATER, ("opened", "chest-pain"), ("close", "none")],
    "a draft of what is answered": [*LATER, ("d.no", "chest-pain"), ("close", "none")],
    "a list that is none": [*LATER, ("single", "peeing"), ("close", "none")],
    "no steps": [("close", "none")],
    "steps twice": [*START, ("steps", "1")],
    "no steps taken yet answers": [("steps", "1"), ("a.no", "chest-pain"), ("close", "none")],
    "steps taken without an answer": [("steps", "7"), ("close", "none")],
    "zero steps": [("steps", "0"), ("close", "none")],
    "negative steps": [("steps", "-1"), ("close", "none")],
    "endless steps": [("steps", "9" * 30), ("a.no", "chest-pain"), ("close", "none")],
    "steps in other digits": [("steps", "\u0661"), ("close", "none")],
    "a control character in a value": [("steps", "1"), ("close", "none\x00")],
    "a control character in a name": [*START, ("a.\x1b[31m", "no")],
    "a line break in an answer": [*LATER, ("a.no", "faint\r\nX: y"), ("close", "none")],
    "a very long value": [("steps", "1"), ("close", "n" * 5000)],
    "an unknown mode": [*START, ("mode", "expert")],
    "an answer to another page": [*START, ("q.age", "40")],
    "a doctor's word where nothing was found": [("steps", "1"), ("go", "cleared")],
    "a doctor's word against a heart": [
        ("steps", "2"),
        ("a.yes", "chest-pain"),
        ("go", "cleared"),
    ],
    "an answer after the end": [("steps", "2"), ("a.yes", "chest-pain"), ("close", "none")],
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD.keys())
def test_it_is_refused_with_a_way_on_and_help(client: Client, fields: Fields) -> None:
    status, page = post(client, fields)
    assert status == 400
    assert "We could not read that page" in page
    assert 'href="/relief"' in page
    assert 'href="tel:911"' in page
    assert 'href="/emergency"' in page


def test_it_is_said_in_spanish_too(client: Client) -> None:
    status, page = post(client, [], path="/es/relief")
    assert status == 400
    assert "No pudimos leer esa página" in page


def test_nothing_that_was_sent_comes_back(client: Client) -> None:
    _, page = post(client, [*START, ("<script>alert(1)</script>", "<b>x</b>")])
    assert "alert(1)" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize("age", ["old", "-4", "121", "4.5", "1e2", "\uff14\uff10", '"><i>4'])
def test_an_age_that_no_chip_offers_is_asked_again_and_never_echoed(
    client: Client, age: str
) -> None:
    from tests.web.visitor import Visitor, close_lists

    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    posted = [(f.name, f.value) for f in visitor.form.fields if f.kind == "hidden"]
    body = urlencode([*posted, ("q.age", age), ("close", "none")])
    answer = client.post("/relief", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert 'href="#q.age"' in answer.content.decode()
    assert "<i>4" not in answer.content.decode()


def test_an_option_that_the_page_does_not_offer_is_refused(client: Client) -> None:
    fields = [("steps", "1"), ("mode", "singly"), ("go", "next"), ("q.chest-pain", "sometimes")]
    assert post(client, fields)[0] == 400


def test_two_answers_where_one_is_asked_for_are_refused(client: Client) -> None:
    fields = [("steps", "1"), ("mode", "singly"), ("go", "next")]
    assert post(client, [*fields, ("q.faint", "yes"), ("q.faint", "no")])[0] == 400


def test_a_hundred_kilobytes_are_refused_unread(client: Client) -> None:
    status, page = post(client, [*START, ("a.no", "x" * 100_000)])
    assert status == 413
    assert "911" in page


def test_a_thousand_fields_are_refused(client: Client) -> None:
    assert post(client, [("tick", str(n)) for n in range(1000)])[0] == 400


def test_a_file_is_refused(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.txt", b"x")
    assert client.post("/relief", {"steps": "1", "close": "none", "f": file}).status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    assert getattr(client, method)("/relief").status_code == 405


def test_a_query_changes_nothing(client: Client) -> None:
    plain = client.get("/relief").content
    assert client.get("/relief?a.chest-pain=yes&steps=2").content == plain
