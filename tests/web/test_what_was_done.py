"""What was done lands in the diary: a routine, heat, a step of the plan. Once, and in one's own."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client

from easeback.apps.selfcare import queries
from easeback.apps.selfcare.facts import EntryFacts, Source
from easeback.apps.selfcare.models import DiaryLine
from easeback.knowledge import knowledge
from tests.web.keeper import ZONE, account_on, hidden, keeper, opened, phone
from tests.web.test_diary import page
from tests.web.visitor import travelling

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])


def journey() -> dict[str, str]:
    bank = knowledge().bank
    told = {"age": 40, "pain-now": 5, "limits": "some", "duration": "days"}
    answers = bank.completed(bank.read({**told, "aggravates": ["twisting"]}))
    return {"steps": "9", "go": "stay", **travelling(answers)}


def routine_page(client: Client, path: str = "/routine") -> str:
    answer = client.post(path, journey())
    assert answer.status_code == 200
    return answer.content.decode()


def sent(html: str, **more: Any) -> dict[str, Any]:
    """What the form on the page sends, with what somebody chose on it."""
    form = html.split('action="/my/done"', 1)[1].split("</form>", 1)[0]
    names = ("me", "key", "kind", "at")
    return {name: hidden(form, name) for name in names} | more


def entries(client: Client) -> tuple[EntryFacts, ...]:
    return queries.page_of(account_on(client), limit=99)


@pytest.mark.parametrize("path", ["/routine", "/heat"])
def test_whoever_keeps_no_diary_sees_what_everybody_saw(path: str) -> None:
    said = routine_page(phone(), path)
    assert "diary" not in said
    assert "data-done" not in said
    assert phone().post("/my/done", {"kind": "routine", "did": "cat-cow"})["Location"] == "/keep"
    assert DiaryLine.objects.count() == 0


@BOTH
def test_without_a_script_a_routine_is_written_once(prefix: str) -> None:
    client = keeper()
    said = routine_page(client, f"{prefix}/routine").replace(f"{prefix}/my/done", "/my/done")
    form = sent(said, did=["cat-cow", "rest-90-90"], pain="5", after="3")
    for _ in range(2):
        answer = client.post(f"{prefix}/my/done", form)
        assert answer["Location"] == f"{prefix}/my/entry/{form['key']}?saved=1"
    (entry,) = entries(client)
    line = entry.line
    assert (line.pain, line.pain_after, line.source) == (5, 3, Source.ROUTINE)
    assert line.remedies == ("cat-cow", "rest-90-90")
    assert line.after_minutes == 1
    assert line.zone == ZONE


def test_the_form_knows_the_pain_that_was_told() -> None:
    form = routine_page(keeper()).split('action="/my/done"')[1].split("</form>")[0]
    assert re.findall(r'name="pain" value="(\d+)" checked', form) == ["5"]
    assert 'value="cat-cow"' in form
    assert "checked" not in form.split('name="did"')[1].split("</fieldset>")[0]


def test_a_form_with_nothing_ticked_is_asked_again_and_loses_nothing() -> None:
    client = keeper()
    form = sent(routine_page(client), offered=["cat-cow", "<b>"], pain="6", after="2")
    answer = client.post("/my/done", form)
    again = answer.content.decode()
    assert answer.status_code == 422
    assert "Please tick what you did." in again
    assert (hidden(again, "key"), hidden(again, "at")) == (form["key"], form["at"])
    assert re.findall(r'name="(pain|after)" value="(\d+)" checked', again) == [
        ("pain", "6"),
        ("after", "2"),
    ]
    assert "<b>" not in again.split("<form")[1].split("</form>")[0].replace('<b class="', "")
    assert entries(client) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "written"},
        {"kind": ""},
        {"did": "no-such-thing"},
        {"pain": "11"},
        {"after": "x"},
        {"key": "x"},
        {"did": "", "pain": "11"},
        {"kind": "heat", "did": "cat-cow"},
        {"kind": "heat", "did": "heat", "minutes": "4"},
    ],
)
def test_what_no_page_sends_is_refused(wrong: dict[str, str]) -> None:
    client = keeper()
    given = {"kind": "routine", "did": "cat-cow", "key": str(uuid4()), **wrong}
    assert client.post("/my/done", given).status_code == 400
    assert client.post("/my/queue", {"at": "2027-01-01T10:00Z", **given}).status_code in {400, 422}
    assert entries(client) == ()


def test_heat_without_a_script_counts_from_five_minutes_on() -> None:
    client = keeper()
    form = sent(routine_page(client, "/heat"), did="heat", after="")
    client.post("/my/done", form)
    (entry,) = entries(client)
    line = entry.line
    assert (line.pain, line.pain_after, line.after_minutes) == (None, None, 5)
    assert (line.remedies, line.source) == (("heat",), Source.HEAT)
    assert "Heat" in page(client, "/my/")


def queued(client: Client, key: UUID, **more: Any) -> Any:
    given = {"kind": "routine", "did": ["cat-cow"], "key": str(key), "minutes": "6", "at": began(6)}
    return client.post("/my/queue", {**given, **more})


def began(minutes_ago: float) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat()


def test_a_routine_that_waited_on_the_phone_is_written_once_and_grows() -> None:
    client, key = keeper(), uuid4()
    at = began(90)
    for more in ({}, {}, {"pain": "6"}, {"pain": "6", "after": "4", "minutes": "7"}, {}):
        answer = queued(client, key, at=at, zone="America/Denver", **more)
        assert (answer.status_code, answer.json()) == (200, {"key": str(key)})
    (entry,) = entries(client)
    line = entry.line
    assert (line.pain, line.pain_after, line.after_minutes) == (6, 4, 7)
    assert line.zone == "America/Denver"
    assert line.at.isoformat() == at


@pytest.mark.parametrize(
    ("said", "is_much"),
    [
        ({"after": "9"}, True),
        ({"pain": "3", "after": "9"}, True),
        ({"pain": "8", "after": "2"}, True),
        ({"pain": "7"}, True),
        ({"pain": "6", "after": "6"}, False),
        ({}, False),
    ],
)
def test_much_pain_before_or_after_leads_to_the_safety_check(
    said: dict[str, str], *, is_much: bool
) -> None:
    client, key = keeper(), uuid4()
    queued(client, key, **said)
    assert ("That is a lot of pain." in page(client, f"/my/entry/{key}")) == is_much


def test_a_routine_taken_out_is_settled_and_stays_out() -> None:
    client, key = keeper(), uuid4()
    queued(client, key)
    client.post(f"/my/entry/{key}/out")
    assert queued(client, key, after="2").status_code == 200
    assert entries(client) == ()


def test_what_ana_did_waits_while_ben_is_in_front() -> None:
    ana, ben = opened("Ana"), opened("Ben")
    client = keeper(ana, ben)
    said = routine_page(client)
    tag = hidden(said.split('action="/my/done"')[1], "me")
    client.post("/my/keeping/switch", {"place": "0"})
    assert queued(client, uuid4(), who=tag).status_code == 403
    assert client.post("/my/done", sent(said, did=["cat-cow"]))["Location"] == "/my/"
    assert DiaryLine.objects.count() == 0
    client.post("/my/keeping/switch", {"place": "0"})
    assert queued(client, uuid4(), who=tag).status_code == 200
    assert len(queries.page_of(ana.account, limit=9)) == 1


@BOTH
@pytest.mark.parametrize("path", ["/routine", "/heat"])
def test_no_name_is_on_a_page_that_a_browser_keeps(path: str, prefix: str) -> None:
    client = keeper(opened("Anastasia"), opened("Benedict"))
    said = client.post(f"{prefix}{path}", journey())
    assert "no-store" not in said["Cache-Control"]
    assert "data-done" in said.content.decode()
    assert not re.search("Anastasia|Benedict", said.content.decode())


def test_with_several_people_on_a_phone_the_page_says_whose() -> None:
    assert "It goes into your diary." in routine_page(keeper())
    said = routine_page(keeper(opened(), opened()))
    assert "the diary that is open on this phone" in said


def test_anothers_routine_cannot_be_told_further() -> None:
    ana, key = opened(), uuid4()
    queued(keeper(ana), key, pain="6")
    queued(keeper(), key, pain="6", after="1")
    (entry,) = queries.page_of(ana.account, limit=9)
    assert entry.line.pain_after is None


def test_a_use_without_a_pain_is_shown_everywhere_and_drawn_nowhere() -> None:
    client = keeper()
    queued(client, key := uuid4())
    said = page(client, "/my/")
    assert "Cat-cow" in said
    assert "None" not in said
    row = said.split(f'href="/my/entry/{key}"')[1].split("</a>")[0]
    assert 'class="level"><span aria-hidden="true">✓' in row
    chart = said.split("<svg", 1)[1]
    assert 'class="used' in chart
    assert 'class="point"' not in chart
    assert client.get(
        "/my/report.pdf", {"from": began(0)[:10], "to": began(0)[:10]}
    ).status_code in {200, 422}
    (kept,) = client.get("/my/keeping/diary.json").json()["entries"]
    assert (kept["pain"], kept["pain_after"], kept["after_minutes"]) == (None, None, 6)
    lines = client.get("/my/keeping/diary.csv").content.decode().splitlines()
    assert dict(zip(lines[0].split(","), lines[1].split(","), strict=False))["pain"] == ""


def form_of(html: str) -> dict[str, str]:
    when = html.split('type="datetime-local" value="', 1)[1].split('"', 1)[0]
    sends = {"key": hidden(html, "key"), "version": hidden(html, "version"), "when": when}
    for name in ("pain", "after", "flare"):
        chosen = re.findall(rf'name="{name}" value="(\w*)" checked', html)
        assert len(chosen) == 1, name
        sends[name] = chosen[0]
    return sends


def test_the_entry_of_a_routine_can_be_changed_in_all_that_it_says() -> None:
    client = keeper()
    queued(client, key := uuid4(), pain="6")
    form = form_of(page(client, f"/my/entry/{key}"))
    assert (form["pain"], form["after"]) == ("6", "")
    client.post(f"/my/entry/{key}", {**form, "pain": "", "after": "3", "did": ["cat-cow", "heat"]})
    (entry,) = entries(client)
    line = entry.line
    assert (line.pain, line.pain_after, line.after_minutes) == (None, 3, 6)
    assert (line.remedies, line.source) == (("cat-cow", "heat"), Source.ROUTINE)


@pytest.mark.parametrize("wrong", [{"did": []}, {"did": ["cat-cow"], "flare": "yes"}])
def test_an_entry_that_would_say_nothing_of_its_pain_is_asked_again(wrong: dict[str, Any]) -> None:
    client = keeper()
    queued(client, key := uuid4())
    form = form_of(page(client, f"/my/entry/{key}"))
    answer = client.post(f"/my/entry/{key}", {**form, **wrong})
    assert answer.status_code == 422
    assert 'href="#pain"' in answer.content.decode()
    (entry,) = entries(client)
    assert entry.version == 1


def test_what_was_written_by_hand_still_needs_its_pain() -> None:
    client = keeper()
    key = uuid4()
    client.post("/my/write", {"key": str(key), "pain": "4"})
    html = page(client, f"/my/entry/{key}")
    assert "Not said" not in html
    when = html.split('type="datetime-local" value="', 1)[1].split('"', 1)[0]
    form = {"key": str(uuid4()), "version": "1", "when": when, "pain": "", "did": "heat"}
    assert client.post(f"/my/entry/{key}", form).status_code == 400


def test_a_routine_says_how_the_pain_went() -> None:
    client = keeper()
    queued(client, uuid4(), pain="6", after="4")
    assert "Pain 6, then 4" in page(client, "/my/")


def test_the_page_of_nobody_lets_the_phone_forget_who_was_in_front() -> None:
    client = keeper()
    tag = re.search(r'data-front="(\w+)"', page(client, "/keep"))
    assert tag is not None
    answer = client.post("/my/keeping/erase")
    assert 'data-front=""' in answer.content.decode()
    assert 'data-front=""' in page(phone(), "/keep")


@pytest.mark.parametrize("path", ["/routine", "/heat", "/do/rest-90-90+cat-cow"])
def test_relief_is_shown_whatever_the_database_does(path: str) -> None:
    client = keeper()

    def refuse(*_: object) -> None:
        raise OperationalError("the database is gone")

    with connection.execute_wrapper(refuse):
        answer = client.get(path) if path.startswith("/do/") else client.post(path, journey())
    assert answer.status_code == 200
    assert "data-player" in answer.content.decode()
    assert "data-done" not in answer.content.decode()
