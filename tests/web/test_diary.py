"""The pages of a diary: two taps, changes, what helps, and nobody else's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from easeback.apps.selfcare import actions, following, queries
from easeback.apps.selfcare.facts import EntryFacts, Well
from tests.web.keeper import ZONE, account_on, hidden, keeper, opened, wrote

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def entries(client: Client) -> tuple[EntryFacts, ...]:
    return queries.page_of(account_on(client), limit=99)


def form_of(html: str) -> dict[str, Any]:
    """What the form of an entry sends as it stands."""
    when = html.split('type="datetime-local" value="', 1)[1].split('"', 1)[0]
    pain = next(n for n in range(11) if f'name="pain" value="{n}" checked' in html)
    sent = {"key": hidden(html, "key"), "version": hidden(html, "version")}
    return {**sent, "pain": str(pain), "when": when, "flare": ""}


@BOTH
def test_two_taps_write_an_entry(prefix: str) -> None:
    client = keeper()
    key = hidden(page(client, f"{prefix}/my/"), "key")
    answer = client.post(f"{prefix}/my/write", {"key": key, "pain": "7", "zone": "America/Denver"})
    assert answer["Location"] == f"{prefix}/my/entry/{key}?saved=1"
    (entry,) = entries(client)
    assert (entry.line.pain, entry.line.zone) == (7, "America/Denver")
    assert datetime.now(UTC) - entry.line.at < timedelta(minutes=1)


def test_a_double_tap_writes_once_and_a_slip_can_be_mended() -> None:
    client = keeper()
    key = hidden(page(client, "/my/"), "key")
    for pain, saved in (("7", "?saved=1"), ("3", "")):
        answer = client.post("/my/write", {"key": key, "pain": pain})
        assert answer["Location"] == f"/my/entry/{key}{saved}"
    assert [entry.line.pain for entry in entries(client)] == [7]


@pytest.mark.parametrize(
    "given",
    [
        {"pain": "11"},
        {"pain": "-1"},
        {"pain": "x"},
        {"pain": ""},
        {"pain": "٣"},
        {"key": "x", "pain": "3"},
        {"key": "", "pain": "3"},
    ],
)
def test_what_no_page_sends_is_refused(given: dict[str, str]) -> None:
    client = keeper()
    answer = client.post("/my/write", {"key": str(uuid4()), **given})
    assert answer.status_code == 400
    assert entries(client) == ()


def test_everything_can_be_added() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    more = {
        "flare": "yes",
        "did": ["heat", "cat-cow"],
        "sleep": "bad",
        "mood": "fair",
        "doing": "lifting",
        "medicines": "ibuprofen",
        "note": "first line\nsecond line",
    }
    assert client.post(f"/my/entry/{entry}", {**form, **more})["Location"] == "/my/"
    (found,) = entries(client)
    line = found.line
    assert (line.flare, line.remedies) == (True, ("cat-cow", "heat"))
    assert (line.sleep, line.mood) == (Well.BAD, Well.FAIR)
    assert (line.doing, line.medicines) == ("lifting", "ibuprofen")
    assert line.note == "first line\nsecond line"
    again = page(client, f"/my/entry/{entry}")
    assert 'value="heat" checked' in again
    assert "second line" in again
    assert "Heat" in page(client, "/my/")


def test_an_unchanged_form_keeps_the_moment_to_the_second() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    (before,) = entries(client)
    client.post(f"/my/entry/{entry}", form_of(page(client, f"/my/entry/{entry}")))
    (after,) = entries(client)
    assert after.line.at == before.line.at
    assert after.version == 2


def test_a_moment_ahead_is_told_and_nothing_typed_is_lost() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    answer = client.post(f"/my/entry/{entry}", {**form, "when": "2199-01-01T10:00", "note": "mine"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "mine" in said
    assert 'value="2199-01-01T10:00"' in said
    assert entries(client)[0].version == 1


@pytest.mark.parametrize("when", ["", "x", "2027-13-01T10:00", "2027-01-01T10:00+05:00", "9" * 50])
def test_a_moment_that_is_none_is_told(when: str) -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    assert client.post(f"/my/entry/{entry}", {**form, "when": when}).status_code == 422


def test_too_many_words_are_told_and_kept() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    answer = client.post(f"/my/entry/{entry}", {**form, "note": "w" * 1001})
    assert answer.status_code == 422
    assert "w" * 1001 in answer.content.decode()


def test_of_two_tabs_the_second_is_told() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    one, other = (form_of(page(client, f"/my/entry/{entry}")) for _ in range(2))
    client.post(f"/my/entry/{entry}", {**one, "pain": "5"})
    answer = client.post(f"/my/entry/{entry}", {**other, "pain": "2", "note": "typed here"})
    assert answer.status_code == 409
    assert "typed here" in answer.content.decode()
    assert [each.line.pain for each in entries(client)] == [5]


def test_what_was_typed_after_a_lost_answer_is_not_lost() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    client.post(f"/my/entry/{entry}", {**form, "note": "first"})
    for more in ({"note": "first and more"}, {"note": "first", "mood": "bad"}):
        answer = client.post(f"/my/entry/{entry}", {**form, **more})
        assert answer.status_code == 409
        assert more["note"] in answer.content.decode()


def test_an_hour_that_comes_twice_stays_the_one_that_it_was() -> None:
    """Half past one in Chicago on November 1, 2026, by the second of two clocks."""
    client = keeper()
    twice = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    hours = (datetime.now(UTC) - twice) / timedelta(hours=1)
    entry = wrote(account_on(client), 6, hours_ago=hours)
    client.post(f"/my/entry/{entry}", form_of(page(client, f"/my/entry/{entry}")))
    (found,) = entries(client)
    assert abs(found.line.at - twice) < timedelta(seconds=5)


def test_a_page_of_ana_does_nothing_to_ben() -> None:
    ana, ben = opened("Ana"), opened("Ben")
    client = keeper(ana, ben)
    wrote(ben.account, 4)
    tag = hidden(page(client, "/my/keeping/erase"), "me")
    client.post("/my/keeping/switch", {"place": "0"})
    for path in ("keeping/erase", "keeping/leave", "keeping/phrase", "keeping/name", "write"):
        answer = client.post(f"/my/{path}", {"me": tag, "pain": "9", "key": str(uuid4())})
        assert answer["Location"] == "/my/"
    assert [each.line.pain for each in entries(client)] == [4]


@pytest.mark.parametrize("path", ["/my/", "/my/keeping", "/my/keeping/erase", "/my/asking"])
def test_every_form_says_whose_page_it_is_on(path: str) -> None:
    client = keeper()
    key = uuid4()
    following.begin(
        account_on(client),
        following.Reported(pain=5, is_first=False, zone=ZONE, language="en"),
        opened_by=key,
        at=datetime.now(UTC),
    )
    said = page(client, path).split("<main")[1]
    assert said.count('method="post"') == said.count('name="me"') > 0


def test_a_full_diary_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_ENTRIES", 2)
    client = keeper()
    for pain in (1, 2, 3):
        client.post("/my/write", {"key": str(uuid4()), "pain": str(pain)})
    assert len(entries(client)) == 2


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-01-01T00:00"])
def test_a_moment_out_of_all_reason_is_told(when: str) -> None:
    client = keeper()
    entry = wrote(account_on(client), 6)
    form = form_of(page(client, f"/my/entry/{entry}"))
    assert client.post(f"/my/entry/{entry}", {**form, "when": when}).status_code == 422


def test_a_change_keeps_what_it_said_before() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6, note="as it was")
    client.post(f"/my/entry/{entry}", {**form_of(page(client, f"/my/entry/{entry}")), "pain": "2"})
    assert "as it was" in page(client, f"/my/entry/{entry}")


def test_an_entry_can_be_taken_out() -> None:
    client = keeper()
    entry = wrote(account_on(client), 6, note="gone")
    assert client.post(f"/my/entry/{entry}/out")["Location"] == "/my/"
    assert client.get(f"/my/entry/{entry}").status_code == 404
    assert client.post(f"/my/entry/{entry}/out").status_code == 404
    assert "gone" not in page(client, "/my/")


def test_another_persons_entry_is_not_found_like_one_that_never_was() -> None:
    ana = opened()
    entry = wrote(ana.account, note="ana's")
    eve = keeper()
    for path in ("/my/entry/{}", "/my/entry/{}/out"):
        theirs, never = (eve.post(path.format(id), {"pain": "1"}) for id in (entry, uuid4()))
        assert theirs.status_code == never.status_code == 404
        assert theirs.content == never.content
    assert eve.get(f"/my/entry/{entry}").status_code == 404
    assert queries.entry_of(ana.account, entry) is not None


def test_much_pain_asks_whether_something_is_new() -> None:
    client = keeper()
    for pain, asks in ((7, True), (6, False)):
        said = page(client, f"/my/entry/{wrote(account_on(client), pain)}")
        assert ("Is anything new or different?" in said) is asks


def test_the_diary_goes_back_page_by_page() -> None:
    client = keeper()
    for hours in range(45):
        wrote(account_on(client), hours % 11, hours_ago=hours)
    seen, path = 0, "/my/"
    for _ in range(3):
        said = page(client, path)
        seen += said.count('href="/my/entry/')
        if "?after=" in said:
            path = "/my/?after=" + said.split("?after=")[1].split('"')[0]
    assert seen == 45
    for after in ("x", "", str(uuid4())):
        assert client.get("/my/", {"after": after}).status_code == 200


@BOTH
def test_what_helps_is_said_in_words(prefix: str) -> None:
    client = keeper()
    account = account_on(client)
    for day in range(1, 31):
        wrote(account, 5, hours_ago=24 * day)
    for day in range(1, 29, 2):
        wrote(account, 5, hours_ago=24 * day - 6, remedies=("heat",))
        wrote(account, 3, hours_ago=24 * day - 7)
    for day in (2, 4):
        wrote(account, 5, hours_ago=24 * day - 6, remedies=("cold",))
        wrote(account, 5, hours_ago=24 * day - 7)
    said = page(client, f"{prefix}/my/")
    assert ("Seems to help you" if not prefix else "Parece que le ayuda") in said
    assert ("3 more times" if not prefix else "3 veces más") in said


def test_the_page_is_the_same_for_a_diary_of_one_and_of_hundreds_in_queries(
    django_assert_max_num_queries: Any,
) -> None:
    client = keeper()
    for hours in range(60):
        wrote(account_on(client), hours % 11, hours_ago=hours, remedies=("heat",))
    with django_assert_max_num_queries(8):
        page(client, "/my/")
