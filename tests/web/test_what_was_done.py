"""What was done lands in the diary: a routine, heat, a step of the plan. Once, and in one's own."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client

from easeback.apps.booking.facts import Snapshot
from easeback.apps.selfcare import actions, queries
from easeback.apps.selfcare.facts import EntryFacts, KeptPlanFacts, Line, Source
from easeback.apps.selfcare.models import DiaryLine
from easeback.knowledge import knowledge
from easeback.knowledge.entries import TreatmentEntry
from easeback.web.patient.diary.plan import steps_of
from easeback.web.patient.relief.snapshot import snapshot
from tests.web.keeper import ZONE, account_on, hidden, keeper, opened, phone
from tests.web.test_diary import page
from tests.web.test_relief_plan import answers_of, plan_of
from tests.web.test_routine import HELPED_AT_HOME, KNOWN
from tests.web.visitor import travelling

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])


def steps() -> dict[str, object]:
    """What a plan names of warmth, by what they are: one for heat, one for cold."""
    bank = knowledge().shelf.entries["treatments"]
    of = {demand: id for id, each in bank.items() for demand in each.demands}  # type: ignore[attr-defined]
    return {"position": "rest-90-90", "first": "cat-cow", "heat": [of["heat"], of["cold"]]}


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


@pytest.mark.parametrize("person", HELPED_AT_HOME)
def test_whoever_keeps_a_plan_can_tick_what_it_named_and_nothing_else(person: str) -> None:
    answers, plan = answers_of(person), plan_of(person)
    kept = snapshot(KNOWN, answers, KNOWN.triage.assess(answers), plan)
    facts = KeptPlanFacts(
        datetime.now(UTC), kept.urgency, json.loads(json.dumps(kept.answers)), kept.plan, ""
    )
    demands = {
        demand
        for id in plan.treatments
        for demand in KNOWN.shelf.of("treatments", TreatmentEntry)[id].demands
    }
    warmth = {demand for demand in ("heat", "cold") if demand in demands}
    assert set(steps_of(facts)) == {plan.position, plan.first, *warmth} - {None}


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
