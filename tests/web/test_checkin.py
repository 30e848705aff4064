"""The page of a question: anybody with the link may answer, and learns nothing by opening it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from easeback.apps.selfcare import following, queries
from easeback.apps.selfcare.facts import Source
from easeback.web.patient.checkin.tokens import token_of
from tests.apps.selfcare.test_diary import stored_text
from tests.web.keeper import ZONE, account_on, hidden, keeper, phone, wrote
from tests.web.test_keeping import journey

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
NOON = datetime(2027, 3, 1, 18, tzinfo=UTC)
FINE = {"compared": "better", "pain": "3", "done": "yes"}


def followed(client: Client, *, pain: int = 6) -> UUID:
    """Begins now."""
    follow_up = following.begin(
        account_on(client),
        following.Reported(pain=pain, is_first=False, zone=ZONE, language="en"),
        opened_by=uuid4(),
        at=datetime.now(UTC),
    )
    assert follow_up is not None
    return follow_up


def due(client: Client) -> str:
    """The address of the question that is due."""
    found = following.due_for(account_on(client), at=datetime.now(UTC))
    assert found is not None
    return f"/check/{token_of(found.id)}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def later(path: str) -> str:
    """The page of a question that nobody can answer any more."""
    answer = Client().get(path)
    assert answer.status_code == 404
    said = answer.content.decode()
    assert "This question is closed" in said
    return said


@pytest.fixture
def ana() -> Client:
    return keeper()


@pytest.fixture
def days_later(ana: Client) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON) as clock:
        followed(ana)
        yield clock


def after(clock: time_machine.Traveller, days: float) -> None:
    clock.move_to(NOON + timedelta(days=days, minutes=1))


@BOTH
def test_the_page_shows_nothing_of_whose_it_is(
    prefix: str, ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    wrote(account_on(ana), 9, note="ana's note")
    path = prefix + due(ana)
    said = page(phone(), path)
    assert "ana" not in said.replace("mañana", "").lower().split("<main")[1].split("</main")[0]
    before = stored_text()
    assert said == page(phone(), path)
    assert stored_text() == before


def test_a_better_back_goes_on(ana: Client, days_later: time_machine.Traveller) -> None:
    after(days_later, 1)
    path = due(ana)
    said = Client().post(path, FINE).content.decode()
    assert "We ask again on Thursday, March 4" in said
    assert "Get help at once if" in said
    (entry,) = queries.page_of(account_on(ana), limit=9)
    assert (entry.line.pain, entry.line.source) == (3, Source.CHECK_IN)


@pytest.mark.parametrize(
    ("day", "sent", "says"),
    [
        (1, {"compared": "worse", "pain": "7"}, "worse than at the start"),
        (3, {"compared": "same", "pain": "8"}, "worse than at the start"),
        (7, {"compared": "same", "pain": "6"}, "your back is no better"),
        (14, {"compared": "better", "pain": "5"}, "not clearly better"),
    ],
)
def test_whoever_does_not_get_better_is_told_to_see_a_therapist(
    ana: Client, days_later: time_machine.Traveller, day: int, sent: dict[str, str], says: str
) -> None:
    after(days_later, day)
    path = due(ana)
    said = Client().post(path, sent).content.decode()
    assert "It is time to see a physical therapist" in said
    assert says in said
    assert 'href="/book"' in said
    again = Client().post(path, sent).content.decode()
    assert says in again
    # Whoever opens the link later learns nothing of it.
    assert says not in later(path)


@pytest.mark.parametrize(
    "sent",
    [
        {"compared": "worse", "pain": "10"},
        {"compared": "same", "pain": "9"},
        {"compared": "worse", "pain": "10", "usual": "yes"},
    ],
)
def test_nobody_with_much_pain_or_worse_is_told_to_go_on(ana: Client, sent: dict[str, str]) -> None:
    with time_machine.travel(NOON) as clock:
        followed(ana, pain=9)
        clock.move_to(NOON + timedelta(hours=3, minutes=1))
        said = Client().post(due(ana), sent).content.decode()
        assert "See in a minute what to do now" in said
        assert "Keep moving gently" not in said
        assert "Good to hear" not in said


def test_the_next_question_is_named_by_their_own_day(ana: Client) -> None:
    evening = datetime(2027, 3, 2, 0, 30, tzinfo=UTC)
    with time_machine.travel(evening) as clock:
        followed(ana)
        clock.move_to(evening + timedelta(days=1, minutes=1))
        said = Client().post(due(ana), FINE).content.decode()
    # 18:30 in Chicago on the fourth is the fifth in UTC.
    assert "We ask again on Thursday, March 4" in said


def test_what_is_missing_is_told_and_nothing_is_lost(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    answer = Client().post(path, {"compared": "same", "usual": "yes"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="same" checked' in said
    assert 'name="usual" value="yes" checked' in said


@pytest.mark.parametrize(
    "sent",
    [
        {"compared": "great", "pain": "3"},
        {"compared": "same", "pain": "11"},
        {"compared": "same", "pain": "x"},
        {"fits": "toe"},
        {"fits": ["faint", "faint"]},
        {"more": "1"},
    ],
)
def test_what_no_page_sends_is_refused(
    ana: Client, days_later: time_machine.Traveller, sent: dict[str, str]
) -> None:
    after(days_later, 1)
    assert Client().post(due(ana), sent).status_code == 400


def test_the_first_answer_stands(ana: Client, days_later: time_machine.Traveller) -> None:
    after(days_later, 1)
    path = due(ana)
    Client().post(path, {"compared": "worse", "pain": "9"})
    assert "This question is closed" in Client().post(path, FINE).content.decode()
    assert len(queries.page_of(account_on(ana), limit=9)) == 1


def test_nobody_is_asked_after_stop(ana: Client, days_later: time_machine.Traveller) -> None:
    after(days_later, 1)
    path = due(ana)
    assert Client().get(f"{path}/stop").status_code == 405
    assert "We will not ask you again" in Client().post(f"{path}/stop").content.decode()
    later(path)
    after(days_later, 3)
    assert following.due_for(account_on(ana), at=datetime.now(UTC)) is None


def test_a_link_that_is_over_used_erased_or_guessed_is_not_found_in_the_same_words(
    ana: Client, days_later: time_machine.Traveller, caplog: pytest.LogCaptureFixture
) -> None:
    after(days_later, 1)
    used = due(ana)
    Client().post(used, FINE)
    after(days_later, 3)
    over = due(ana)
    ben = keeper()
    followed(ben)
    after(days_later, 5)
    erased = due(ben)
    ben.post("/my/keeping/erase", {"sure": "yes"})
    after(days_later, 20)
    guessed = [f"/check/{token}" for token in ("x", f"{UUID(int=5).hex}:forged", UUID(int=5).hex)]
    caplog.clear()
    links = [used, over, erased, *guessed]
    answers = [Client().get(path) for path in links]
    answers += [Client().post(path, {**FINE, "pain": "9"}) for path in links]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert b"This question is closed" in answers[0].content
    assert caplog.text.count("Not Found") == len(answers)
    alarms = [Client().post(path, {"fits": "saddle-numbness"}) for path in links]
    assert len({answer.content for answer in alarms}) == 1
    assert b'href="tel:911"' in alarms[0].content


def test_stopping_by_a_guessed_link_is_met_like_any_and_stops_nothing(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path = due(ana)
    guessed = Client().post(f"/check/{UUID(int=5).hex}:forged/stop")
    assert following.open_one(account_on(ana), at=datetime.now(UTC)) is not None
    assert guessed.content == Client().post(f"{path}/stop").content


def test_stop_on_an_old_page_stops_what_has_taken_its_place(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    old = due(ana)
    after(days_later, 20)
    followed(ana)
    Client().post(f"{old}/stop")
    now = datetime.now(UTC)
    assert following.open_one(account_on(ana), at=now) is None
    told = following.Reported(pain=6, is_first=False, zone=ZONE, language="en")
    assert following.begin(account_on(ana), told, opened_by=uuid4(), at=now) is None


def test_what_was_answered_cannot_be_found_out_by_trying(
    ana: Client, days_later: time_machine.Traveller
) -> None:
    after(days_later, 1)
    path, worse = due(ana), {"compared": "worse", "pain": "8"}
    assert Client().post(path, worse).status_code == 200
    assert Client().post(path, worse).status_code == 200
    days_later.shift(timedelta(minutes=3))
    assert Client().post(path, worse).status_code == 404


def test_a_kept_flare_is_followed_and_the_diary_shows_what_is_due() -> None:
    client = phone()
    with time_machine.travel(NOON) as clock:
        key = hidden(client.post("/keep", journey()).content.decode(), "key")
        client.post("/keep/open", {**journey(), "key": key, "zone": ZONE, "who": "x"})
        assert "We said we would ask again" not in page(client, "/my/")
        after(clock, 1)
        said = page(client, "/my/")
        assert "We said we would ask again" in said
        assert due(client) in said


def test_an_entry_called_a_flare_is_followed() -> None:
    client = keeper()
    entry = wrote(account_on(client), 7, hours_ago=0.01)
    html = page(client, f"/my/entry/{entry}")
    when = html.split('type="datetime-local" value="', 1)[1].split('"', 1)[0]
    sent = {"key": hidden(html, "key"), "version": "1", "pain": "7", "when": when, "flare": "yes"}
    client.post(f"/my/entry/{entry}", sent)
    assert following.open_one(account_on(client), at=datetime.now(UTC)) is not None
