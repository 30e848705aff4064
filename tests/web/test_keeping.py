"""Keeping without a name: the door, the phrase, several people on a phone, the way out."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from easeback.apps.accounts.devices import holder_of
from easeback.apps.accounts.models import Account
from easeback.apps.selfcare import actions, queries
from easeback.apps.selfcare.actions import forget_unseen
from easeback.web.patient.keeping.holding import tag_of
from tests.apps.selfcare.test_diary import stored_text
from tests.web.keeper import ZONE, account_on, held, hidden, keeper, opened, phone, wrote
from tests.web.test_relief_plan import answers_of
from tests.web.visitor import travelling

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])


def journey(person: str = "plain flare") -> dict[str, Any]:
    return {**travelling(answers_of(person)), "steps": "9", "go": "stay"}


def page(client: Client, path: str, **given: Any) -> str:
    answer = client.post(path, given) if given else client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@BOTH
def test_the_door_sets_no_cookie_until_they_want_it(prefix: str) -> None:
    client = phone()
    page(client, f"{prefix}/keep")
    page(client, f"{prefix}/keep", **journey())
    assert not client.cookies
    assert not Account.objects.exists()


@BOTH
def test_keeping_opens_a_diary_with_the_plan_and_its_pain(prefix: str) -> None:
    client = phone()
    door = page(client, f"{prefix}/keep", **journey())
    key = hidden(door, "key")
    said = page(client, f"{prefix}/keep/open", **journey(), key=key, zone="America/Denver", who="x")
    assert said.count("<li>") >= 12
    (entry,) = queries.page_of(account_on(client), limit=9)
    assert (entry.line.pain, entry.line.flare, entry.line.zone) == (5, True, "America/Denver")
    assert len(queries.plans_of(account_on(client))) == 1


def test_a_double_click_keeps_once() -> None:
    client = phone()
    key = hidden(page(client, "/keep", **journey()), "key")
    for _ in range(2):
        # The second one was on its way before the first was answered.
        client.cookies.clear()
        page(client, "/keep/open", **journey(), key=key, zone="", who="x")
    assert Account.objects.count() == 1
    assert len(queries.entries_of(account_on(client), ZONE)) == 1
    assert len(queries.plans_of(account_on(client))) == 1


def test_the_cookie_is_for_this_site_alone() -> None:
    client = phone()
    page(client, "/keep/open", key="", who="x")
    cookie = client.cookies[settings.KEEP_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_does_nothing(headers: dict[str, str]) -> None:
    mine = opened()
    entry = wrote(mine.account)
    client = keeper(mine)
    client.defaults = {}
    strange = Client(headers=headers)
    strange.cookies = client.cookies
    for path in ("keep/open", "my/write", f"my/entry/{entry}/out", "my/keeping/erase"):
        answer = strange.post(f"/{path}", {"key": "", "pain": "3", "who": "x"})
        assert answer.status_code in {200, 302}
    for path in ("keeping/leave", "keeping/phrase", "keeping/switch", "keeping/name", "asking"):
        strange.post(f"/my/{path}", {"called": "Eve", "email": "eve@example.org"})
    for path in ("my/asking/stop",):
        strange.post(f"/{path}")
    assert Account.objects.count() == 1
    assert held(strange) == [mine.key]
    assert len(queries.entries_of(mine.account, ZONE)) == 1


def test_a_plan_goes_into_the_diary_that_is_here() -> None:
    client = keeper()
    door = page(client, "/keep", **journey())
    assert "Keep it in my diary" in door
    answer = client.post("/keep/open", {**journey(), "key": hidden(door, "key"), "who": "me"})
    assert answer["Location"] == "/my/"
    assert len(queries.plans_of(account_on(client))) == 1
    assert Account.objects.count() == 1


def test_no_plan_is_kept_while_help_comes_first() -> None:
    for person in ("cannot stand",):
        answer = phone().post("/keep", journey(person))
        assert answer.status_code == 400


def test_the_phrase_opens_the_diary_on_another_phone() -> None:
    mine = opened()
    other = phone()
    assert other.get("/my/")["Location"] == "/keep"
    assert other.post("/keep/phrase", {"phrase": mine.phrase.upper()})["Location"] == "/my/"
    assert account_on(other) == mine.account


@pytest.mark.parametrize(
    "typed", ["", "one two three", "zoo " * 12, "qqqq " * 12, "\x00", "ñ" * 900]
)
def test_what_is_no_phrase_is_told_and_kept_in_the_field(typed: str) -> None:
    answer = phone().post("/keep/phrase", {"phrase": typed})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert settings.KEEP_COOKIE not in answer.cookies


def test_guessing_phrases_ends_soon() -> None:
    client = phone()
    statuses = [client.post("/keep/phrase", {"phrase": "x"}).status_code for _ in range(21)]
    assert statuses[-1] == 429


def test_people_on_one_phone_are_kept_apart() -> None:
    ana, ben = opened("Ana"), opened("Ben")
    wrote(ana.account, 9, note="ana's note")
    client = keeper(ben, ana)
    assert "ana&#x27;s note" not in page(client, "/my/")
    assert "Ana" in page(client, "/my/keeping")
    assert client.post("/my/keeping/switch", {"place": "0"})["Location"] == "/my/"
    assert "ana&#x27;s note" in page(client, "/my/")
    assert held(client) == [ana.key, ben.key]
    for place in ("7", "-1", "x", ""):
        client.post("/my/keeping/switch", {"place": place})
    assert held(client) == [ana.key, ben.key]


def test_five_people_share_a_phone_and_nobody_is_pushed_off() -> None:
    people = [opened() for _ in range(5)]
    client = keeper(*people)
    sixth = opened()
    assert client.post("/keep/open", {"key": "", "who": "else"}).status_code == 409
    assert client.post("/keep/phrase", {"phrase": sixth.phrase}).status_code == 409
    assert held(client) == [each.key for each in people]


def test_the_page_of_the_phrase_opens_nothing_more_when_it_is_sent_again() -> None:
    client = phone()
    key = hidden(page(client, "/keep"), "key")
    with time_machine.travel(datetime(2027, 3, 1, 15, tzinfo=UTC)) as clock:
        client.post("/keep/open", {"key": key, "who": "x"})
        clock.shift(120)
        assert client.post("/keep/open", {"key": key, "who": "x"})["Location"] == "/my/"
    assert Account.objects.count() == 1


def test_leaving_a_phone_forgets_it_there_and_keeps_the_diary() -> None:
    ana, ben = opened("Ana"), opened("Ben")
    client = keeper(ana, ben)
    client.post("/keep/phrase", {"phrase": ana.phrase})
    client.post("/my/keeping/leave")
    assert held(client) == [ben.key]
    assert holder_of(ana.key, at=datetime.now(UTC)) is None
    assert phone().post("/keep/phrase", {"phrase": ana.phrase})["Location"] == "/my/"


def test_a_new_phrase_is_shown_once_and_ends_the_old_one() -> None:
    mine = opened()
    said = keeper(mine).post("/my/keeping/phrase")
    assert "no-store" in said["Cache-Control"]
    assert phone().post("/keep/phrase", {"phrase": mine.phrase}).status_code == 422


def test_a_name_is_one_short_line() -> None:
    client = keeper()
    client.post("/my/keeping/name", {"called": "  Ana\u202e \n <b>María</b> " + "x" * 99})
    said = page(client, "/my/keeping")
    assert "Ana &lt;b&gt;María&lt;/b&gt;" in said
    holder = holder_of(held(client)[0], at=datetime.now(UTC))
    assert holder is not None
    assert len(holder.called) == 40


def test_everything_can_be_taken_along() -> None:
    mine = opened("Ana")
    client = keeper(mine)
    entry = wrote(
        mine.account, 6, note='=HYPERLINK("x")', remedies=("heat",), medicines="ibuprofen"
    )
    form = page(client, f"/my/entry/{entry}")
    client.post(
        f"/my/entry/{entry}",
        {
            "key": hidden(form, "key"),
            "version": "1",
            "pain": "4",
            "when": form.split('type="datetime-local" value="')[1].split('"')[0],
            "did": "cold",
        },
    )
    everything = json.loads(page(client, "/my/keeping/diary.json"))
    assert [(each["version"], each["pain"]) for each in everything["entries"]] == [(1, 6), (2, 4)]
    assert everything["entries"][0]["medicines"] == "ibuprofen"
    assert everything["account"]["called"] == "Ana"
    assert everything["asked_again"] == []
    rows = list(csv.DictReader(io.StringIO(page(client, "/my/keeping/diary.csv"))))
    assert [row["pain"] for row in rows] == ["6", "4"]
    assert rows[0]["note"] == '\'=HYPERLINK("x")'


def test_two_taps_erase_everything() -> None:
    ana, ben = opened("canary-ana"), opened("Ben")
    wrote(ana.account, note="canary-note", areas={"low-back-left": 3})
    client = keeper(ana, ben)
    door = page(client, "/keep", **journey())
    client.post("/keep/open", {**journey(), "key": hidden(door, "key"), "who": "me"})
    assert "Erase it all now" in page(client, "/my/keeping/erase")
    assert "Your diary is erased" in page(client, "/my/keeping/erase", me=tag_of(ana.account))
    left = stored_text().replace("-", "")
    assert ana.account.hex not in left
    assert ben.account.hex in left
    assert held(client) == [ben.key]
    assert page(client, "/my/")


@pytest.mark.parametrize("key", ["guessed", "x" * 99, "x" * 5000, ".", "...", "é"])
def test_a_guessed_key_is_led_to_the_door_like_anybody(key: str) -> None:
    wrote(opened().account)
    client, nobody = phone(), phone()
    client.cookies[settings.KEEP_COOKIE] = key
    for path in ("/my/", "/my/keeping", "/my/keeping/diary.json"):
        shown, plain = client.get(path), nobody.get(path)
        assert (shown.status_code, shown["Location"]) == (plain.status_code, plain["Location"])
        assert shown.content == plain.content


@BOTH
@pytest.mark.parametrize("path", ["/my/", "/my/keeping", "/my/keeping/erase"])
def test_no_browser_keeps_a_page_of_theirs(prefix: str, path: str) -> None:
    answer = keeper().get(f"{prefix}{path}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_diary_that_nobody_comes_back_to_is_erased_after_three_years() -> None:
    began = datetime(2027, 3, 1, 18, tzinfo=UTC)
    with time_machine.travel(began) as clock:
        left, used = opened(), opened()
        wrote(left.account, note="canary-left")
        client = keeper(used)
        clock.shift(timedelta(days=2 * 365))
        page(client, "/my/")
        clock.shift(timedelta(days=364))
        assert forget_unseen(at=datetime.now(UTC)) == 0
        clock.shift(timedelta(days=2))
        assert forget_unseen(at=datetime.now(UTC)) == 1
        left_over = stored_text().replace("-", "")
        assert left.account.hex not in left_over
        assert used.account.hex in left_over


def test_whoever_comes_back_at_that_moment_keeps_the_diary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = opened().account
    # As if somebody came between the looking and the erasing.
    monkeypatch.setattr(actions, "unseen", lambda **_: [account])
    assert forget_unseen(at=datetime.now(UTC)) == 0
    assert Account.objects.filter(pk=account).exists()
