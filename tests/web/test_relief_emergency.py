"""The emergency card: whom to call comes first, and nothing else distracts."""

import re

import pytest
from django.test import Client

from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.knowledge import knowledge
from tests.web.visitor import Visitor, close_lists, travelling

pytestmark = pytest.mark.django_db
DEMO = PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=True)


def told(client: Client, answers: dict[str, str], prefix: str = "") -> str:
    fields = {"steps": "2", "go": "stay", **travelling(answers)}
    answer = client.post(f"{prefix}/relief", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def main(page: str) -> str:
    return page.split("<main")[1].split("</main>", maxsplit=1)[0]


DOORS = {
    "call-911": ({"chest-pain": "yes"}, ["tel:911"]),
    "poison-help": ({"overdose": "yes"}, ["tel:18002221222"]),
    "crisis-line": ({"self-harm": "plan"}, ["tel:988", "sms:988"]),
    "emergency-room": ({"bleeding-gut": "yes"}, ["tel:911"]),
}


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize(("answers", "hrefs"), DOORS.values(), ids=DOORS.keys())
def test_the_first_thing_is_the_call(
    client: Client, answers: dict[str, str], hrefs: list[str], prefix: str
) -> None:
    page = main(told(client, answers, prefix))
    called = re.findall(r'href="((?:tel|sms):[^"]+)"', page.split("<h1")[0])
    assert called == hrefs
    # Nothing is to be read before it.
    above = page.split("<a class")[0].split(">", 1)[1]
    assert re.sub(r"<[^>]*>", "", above).split() == []


@pytest.mark.parametrize(("answers", "hrefs"), DOORS.values(), ids=DOORS.keys())
def test_the_words_are_those_of_the_action(
    client: Client, answers: dict[str, str], hrefs: list[str]
) -> None:
    words, assessment = knowledge().english, knowledge().triage.assess(answers)
    page = main(told(client, answers)).replace("&#x27;", "'").replace("&quot;", '"')
    assert words[f"actions.{assessment.action}.lead"] in page
    assert all(line in page for line in words.lines(f"actions.{assessment.action}.steps"))
    assert words[f"rules.{assessment.rules[0]}.say"] in page
    assert words[f"rules.{assessment.rules[0]}.why"] in page


def test_the_demonstration_is_named_below_the_call(client: Client) -> None:
    open_practice(DEMO, [])
    page = told(client, {"chest-pain": "yes"})
    assert page.index('class="call"') < page.index("Demonstration")


def test_no_self_care_and_nothing_of_ours(client: Client) -> None:
    open_practice(DEMO, [])
    page = main(told(client, {"cold-leg": "yes"}))
    assert "<img" not in page
    assert "1-555-555-0142" not in page
    assert knowledge().english["advice.keep-moving.text"] not in page


def test_what_was_touched_is_repeated_for_the_phone(client: Client) -> None:
    page = main(told(client, {"cold-leg": "yes"}))
    assert knowledge().english["pages.now.items.cold-leg"] in page.split("What you told us")[1]


def test_who_chooses_not_to_go_is_not_left_alone(client: Client) -> None:
    page = main(told(client, {"cold-leg": "yes"}))
    assert "If you choose not to go" in page
    assert "we will call" not in page.lower()


def test_a_sign_that_a_doctor_has_checked_can_be_named_quietly(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="cord-signs")
    visitor.press("tap", "cord-signs")
    assert "card emergency" in visitor.html
    assert "<details" in visitor.html.split("A doctor has checked this")[0][-60:]
    visitor.press("go", "cleared")
    assert visitor.known["checked-unchanged"] == ["yes"]
    # The other emergencies are still asked about.
    assert visitor.is_asked
    visitor.press("go", "back")
    assert "card emergency" in visitor.html
    assert "checked-unchanged" not in visitor.known


def test_a_checked_sign_still_means_a_clinician_today(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="cord-signs")
    visitor.press("tap", "cord-signs")
    visitor.press("go", "cleared")
    close_lists(visitor)
    assert "card same_day" in visitor.html


@pytest.mark.parametrize("sign", ["chest-pain", "overdose"])
def test_other_emergencies_offer_no_such_way_out(client: Client, sign: str) -> None:
    assert "cleared" not in told(client, {sign: "yes"})


def test_the_practices_own_numbers_stand_in_every_sentence(client: Client) -> None:
    elsewhere = PracticeFacts(
        phone="1", emergency_number="112", crisis_line="0800 111 0 111", poison_line="112-9"
    )
    open_practice(elsewhere, [])
    emergency = told(client, {"chest-pain": "yes"})
    assert 'href="tel:112"' in emergency
    assert "Call 112 now" in emergency
    crisis = main(told(client, {"self-harm": "plan"}))
    assert 'href="tel:08001110111"' in crisis
    for page in (main(emergency), crisis, client.get("/emergency").content.decode()):
        assert not re.search(r"\b(911|988)\b", page)


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_somebody_hard_to_wake_needs_no_answer(client: Client, prefix: str) -> None:
    page = client.get(f"{prefix}/wake").content.decode()
    assert main(page).index('href="tel:911"') < main(page).index("<h1")
    assert "naloxone" in page.lower() or "naloxona" in page.lower()


def test_the_card_for_somebody_else_repeats_no_answer(client: Client) -> None:
    page = client.get("/wake").content.decode()
    assert "What you told us" not in page
    assert "If you choose not to go" not in page
