"""The intake, page by page: told in parts, kept, looked at, sent once, and corrected."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import time_machine
from pytest_django import Settings

from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Contact
from easeback.apps.care.intakes import TO_READ
from easeback.apps.care.models import Draft
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.notifications.queries import open_tasks
from easeback.apps.practice.queries import practice
from easeback.domain.vocabulary import Area, Language
from easeback.web.letters import about_booking
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.book.words import voice_of
from tests.apps.booking.world import NOW, at, held
from tests.web.keeper import URL_ENCODED, hidden
from tests.web.teller import ANA, BEN, SECTIONS, Teller, address, open_telling_world, visit_of
from tests.web.visitor import Reading

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])


@pytest.fixture(autouse=True)
def clock(settings: Settings, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    open_telling_world()
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ana() -> Teller:
    """Has typed the code of her mail."""
    teller = Teller(visit_of())
    assert teller.begins() == "story"
    return teller


@BOTH
@pytest.mark.parametrize("who", [ANA, BEN], ids=["with mail", "without"])
def test_from_the_visit_to_the_therapist(prefix: str, who: Contact) -> None:
    teller = Teller(visit_of(who), prefix)
    visit = f"{prefix}/visit/{token_of(teller.visit.id)}"
    assert address(teller.visit, prefix=prefix) in teller.client.get(visit).content.decode()
    assert teller.gets().status_code == 200
    page = teller.begins()
    walked = []
    while page != "all":
        walked.append(page)
        said = {"story": "It went\nas I bent"} if page == "story" else {}
        page = str(teller.tells(page, **said)["Location"]).rsplit("/", 1)[1]
    assert tuple(walked) == SECTIONS
    assert "as I bent" in teller.reads("all")
    assert teller.hands_in()["Location"].endswith("/sent")
    (sent,) = teller.sent
    assert sent.content == {"story": "It went\nas I bent"}
    assert "as I bent" in teller.reads("sent")
    assert not Draft.objects.exists()
    say = voice_of(Language(prefix[1:] or "en"), practice()).say
    assert say("visit.told") in teller.client.get(visit).content.decode()


def test_every_kind_of_answer_arrives_as_it_was_told(ana: Teller) -> None:
    ana.tells("story", onset_on="2026-12-01", onset_how="lifting")
    ana.tells("pain", area=["low-back-left", "buttock-left"], pain_now="6", leg="above-knee")
    ana.tells("pattern", aggravating__0__what_aggravates="Sitting",
              aggravating__0__minutes_to_start="20", morning="fine")  # fmt: skip
    ana.tells("back", activities__0__activity="Lift my son", activities__0__able_now="3")
    ana.tells("health", conditions=["diabetes", "heart"])
    ana.hands_in()
    assert ana.sent[0].content == {
        "onset-on": "2026-12-01",
        "onset-how": "lifting",
        "area": {each: None for each in Area if each in {"low-back-left", "buttock-left"}},
        "pain-now": 6,
        "leg": "above-knee",
        "aggravating": [{"what-aggravates": "Sitting", "minutes-to-start": 20}],
        "morning": "fine",
        "activities": [{"activity": "Lift my son", "able-now": 3}],
        "conditions": ["diabetes", "heart"],
    }
    said = ana.reads("sent")
    for words in ("December 1, 2026", "Lifting or carrying", "Sitting; Minutes", "20 min"):
        assert words in said


def test_it_can_be_left_and_gone_on_with(ana: Teller) -> None:
    ana.tells("story", story="Kept")
    ana.tells("pain", pain_now="4")
    assert ana.begins() == "pattern"
    assert "Kept" in ana.reads("story")
    assert ana.form("pain").checked("pain-now") == ["4"]


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(ana: Teller) -> None:
    told = {"injuries__0__injury_year": "soon", "injuries__0__injury_what": "A strain"}
    answer = ana.tells("history", **told)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert said.count("Please type a whole number.") == 2
    assert 'href="#injuries-0-injury-year"' in said
    assert "soon" in said
    assert "A strain" in said
    assert ana.begins() == "story"
    # It may be left as it is for now; before it is sent, it is asked about again.
    assert ana.tells("history", wish="skip")["Location"].endswith("/health")
    answer = ana.hands_in()
    assert answer.status_code == 422
    assert "Some answers need another look." in answer.content.decode()
    assert ana.sent == []
    ana.tells("history", injuries__0__injury_year="2019")
    ana.hands_in()
    assert ana.sent[0].content == {"injuries": [{"injury-year": 2019, "injury-what": "A strain"}]}


def test_a_choice_that_no_page_offers_is_refused(ana: Teller) -> None:
    assert ana.tells("life", sleep="on-a-cloud").status_code == 422
    assert ana.tells("life", plan="not of this page", sleep="well").status_code == 302
    ana.hands_in()
    assert ana.sent[0].content == {"sleep": "well"}


def test_rows_grow_one_by_one_without_a_script(ana: Teller) -> None:
    answer = ana.tells("history", injuries__0__injury_what="A fall", more="injuries")
    assert answer["Location"].endswith("/history?more=injuries#injuries-2")
    page = ana.client.get(answer["Location"]).content.decode()
    assert "injuries.1.injury-what" in page
    assert "injuries.2.injury-what" not in page
    ana.tells("history", opened=page, injuries__1__injury_what="A twist")
    ana.hands_in()
    assert [row["injury-what"] for row in ana.sent[0].content["injuries"]] == ["A fall", "A twist"]


@pytest.mark.parametrize("row", ["²", "9" * 5000])
def test_a_row_that_no_page_of_ours_has_sent_breaks_nothing(ana: Teller, row: str) -> None:
    html = ana.gets("history").content.decode()
    page = {name: hidden(html, name) for name in ("version", "page")}
    odd = urlencode({f"injuries.{row}.injury-what": "A fall", "more": "injuries", **page})
    sent = ana.client.post(address(ana.visit, "history"), odd, content_type=URL_ENCODED)
    assert sent.status_code == 302
    assert ana.gets("history").status_code == 200
    assert ana.gets("all").status_code == 200


def test_what_is_typed_is_kept_meanwhile_and_by_the_same_page_again(ana: Teller) -> None:
    page = {"version": "", "page": "p1"}
    page["version"] = ana.form("story").hidden("version")[0]
    for story in ("It", "It went"):
        # As a script does whose first answer is still on its way.
        assert ana.sends("story/save", story=story, **page).json()["version"]
    assert "It went" in ana.reads("story")
    assert ana.begins() == "story"


def test_another_tab_takes_nothing_away(ana: Teller) -> None:
    first, second = (ana.gets("story").content.decode() for _ in range(2))
    ana.tells("story", opened=first, story="From the first tab")
    given = {"version": Reading(second).forms[0].hidden("version")[0], "page": "second"}
    assert ana.sends("story/save", story="From the second", **given).status_code == 409
    answer = ana.tells("story", opened=second, story="From the second")
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "You changed this page in another tab." in said
    assert "From the second" in said
    assert "From the first tab" in ana.reads("story")
    # Looked at, and sent once more: now it is meant.
    assert ana.tells("story", opened=said, story="From the second").status_code == 302
    # Another section is no conflict.
    ana.tells("pain", pain_now="5")
    assert "From the second" in ana.reads("all")


def test_two_clicks_two_tabs_and_back_send_once(ana: Teller) -> None:
    ana.tells("story", story="Once")
    first, second = ana.reads("all"), ana.reads("all")
    for page in (first, first, second):
        assert ana.hands_in(page)["Location"].endswith("/sent")
    assert len(ana.sent) == 1
    assert "Your therapist has all of this." in ana.reads("all")


def test_a_correction_stands_beside_what_was_sent(ana: Teller) -> None:
    ana.tells("story", story="Left")
    old = ana.reads("all")
    ana.hands_in(old)
    assert ana.begins() == "sent"
    answer = ana.tells("story", story="Right", to="all")
    assert answer["Location"].endswith("/all")
    assert "You have changes that you did not send yet." in ana.reads("sent")
    assert ana.begins() == "all"
    # A page that was open before means what was sent from it.
    ana.hands_in(old)
    assert len(ana.sent) == 1
    ana.hands_in()
    assert sorted(each.content["story"] for each in ana.sent) == ["Left", "Right"]


def test_nothing_is_sent_where_nothing_was_told(ana: Teller) -> None:
    answer = ana.sends("all")
    assert answer.status_code == 422
    assert "You have told us nothing yet." in answer.content.decode()
    assert ana.gets("sent")["Location"] == address(ana.visit)
    assert ana.sent == []


@pytest.mark.parametrize(
    ("told", "low"),
    [
        ({"little_interest": "more-than-half", "feeling_down": "several-days"}, True),
        ({"feeling_down": "nearly-every-day"}, True),
        ({"little_interest": "several-days", "feeling_down": "several-days"}, False),
    ],
)
def test_whoever_feels_low_is_told_where_help_is_and_staff_read_it(
    ana: Teller, told: dict[str, str], *, low: bool
) -> None:
    assert "If you think of harming yourself, call or text 988 now." in ana.reads("mind")
    ana.tells("mind", **told)
    before = ana.reads("all")
    ana.hands_in(before)
    for said in (before, ana.reads("sent")):
        assert ("You do not have to carry this alone" in said) is low
        assert ("tel:988" in said) is low
    tasks = [task for task in open_tasks() if task.kind == TO_READ]
    assert [task.words for task in tasks] == [
        f"Read the intake of the visit with the code {ana.visit.code} before the visit."
    ] * low


def test_the_safety_check_is_one_touch_away_on_every_page(ana: Teller) -> None:
    for page in ("", "code", *SECTIONS, "all"):
        assert 'href="/relief">Something new or worse?' in ana.reads(page), page


def test_a_visit_that_is_over_asks_for_nothing(clock: time_machine.Traveller, ana: Teller) -> None:
    ana.tells("story", story="Canary")
    other = Teller(visit_of(BEN, day=3))
    actions.cancel(other.visit.id, key="c", by="patient", at=NOW)
    clock.move_to(ana.visit.ends_at + timedelta(minutes=1))
    for teller in (ana, other):
        for page in ("", "code", "story", "all", "sent"):
            assert "This visit is not open any more" in teller.reads(page)
        before = list(Draft.objects.values_list("pk", "version"))
        for page in ("", "story", "story/save", "all"):
            assert "Canary" not in teller.sends(page, story="More").content.decode()
        assert list(Draft.objects.values_list("pk", "version")) == before
        assert "about-you" not in teller.client.get(address(teller.visit)[:-10]).content.decode()


def test_a_visit_that_is_only_held_has_none() -> None:
    visit = queries.known_visit(held(at(4, 9)))
    assert "This visit is not open any more" in Teller(visit).reads()


def test_mail_about_a_first_visit_leads_here() -> None:
    visit = visit_of()
    page = f"https://harbor.example/visit/{token_of(visit.id)}"
    booked, day, _ = about_booking(practice(), visit, page, at=NOW)
    for letter in (booked, day):
        assert f"https://harbor.example{address(visit)}" in letter.message.body
    assert not OutboxMessage.objects.filter(body__contains="story").exists()
