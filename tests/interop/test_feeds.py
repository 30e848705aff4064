"""The feed: whoever has its address reads the visits, and learns no more than was decided."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from easeback.apps.accounts.models import User
from easeback.apps.booking import actions, feeds
from easeback.apps.booking.facts import Contact, Flavor, Wanted
from easeback.apps.booking.models import FeedAddress, TherapistTime, Visit, Write
from easeback.domain.booking import Mode, Place
from easeback.domain.vocabulary import Language
from easeback.interop.areas import zip_near
from easeback.interop.expanding import expanded
from easeback.interop.feeds import words_in
from tests import cast
from tests.apps.booking import elsewhere
from tests.apps.booking.elsewhere import HOUR, MONDAY, NOW, booked

pytestmark = pytest.mark.django_db(transaction=True)
CHELSEA = Place(40.7402, -73.9996)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def maya() -> int:
    return elsewhere.open_practice()


@pytest.fixture
def by() -> int:
    return cast.clara().pk


def made(therapist: int, flavor: Flavor, by: int) -> str:
    return feeds.make_address(therapist, flavor, key=str(uuid4()), by=by, at=NOW)


def events(file: bytes) -> list[Any]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def got(client: Client, token: str, prefix: str = "", **headers: str) -> Any:
    return client.get(f"{prefix}/calendar/{token}.ics", headers=headers)


def test_it_says_what_where_and_who_by_first_name_and_initial(
    client: Client, maya: int, by: int
) -> None:
    booked(maya, MONDAY)
    booked(maya, MONDAY + 2 * HOUR, mode=Mode.CLINIC)
    answer = got(client, made(maya, Flavor.FULL, by))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    video, clinic = events(answer.content)
    assert video["SUMMARY"] == "Next visit, by video: Ana V."
    assert clinic["LOCATION"] == "Bed 1"
    assert video["DTSTART"].dt == MONDAY
    for word in (b"pez", b"Vega", b"555", b"ana@", b"DESCRIPTION", b"URL", b"ATTENDEE"):
        assert word not in answer.content
    codes = Visit.objects.values_list("code", flat=True)
    assert [code for code in codes if code.encode() in answer.content] == []


def test_it_speaks_the_language_of_its_address(client: Client, maya: int, by: int) -> None:
    booked(maya, MONDAY)
    (one,) = events(got(client, made(maya, Flavor.FULL, by), "/es").content)
    assert one["SUMMARY"] == "Visita siguiente, por video: Ana V."
    assert words_in(Language.ENGLISH).keys() == words_in(Language.SPANISH).keys()


def test_of_a_home_visit_it_tells_about_where_and_not_the_street(
    client: Client, maya: int, by: int
) -> None:
    tomas = elsewhere.therapist("Tomás")
    wanted = Wanted("follow-up", Mode.HOME, tomas, MONDAY + 7 * HOUR, place=CHELSEA)
    visit = actions.hold(wanted, key="h", at=NOW)
    who = Contact("Ben", "1-555-555-0102", "", "en", "UTC")
    actions.confirm(visit, who, key="c", at=NOW, address="1 Example Street")
    answer = got(client, made(tomas, Flavor.FULL, by))
    (one,) = events(answer.content)
    assert one["LOCATION"] == "Home visit, ZIP code near 10011"
    assert one["SUMMARY"] == "Next visit, at home: Ben"
    assert b"Example Street" not in answer.content


def test_the_nearest_zip_code_is_found_and_none_far_out_at_sea() -> None:
    assert zip_near(CHELSEA) == "10011"
    assert zip_near(Place(0.0, 0.0)) == zip_near(Place(35.0, -50.0)) == ""


def test_busy_only_holds_no_word_of_anybody(client: Client, maya: int, by: int) -> None:
    booked(maya, MONDAY)
    booked(maya, MONDAY + 2 * HOUR, mode=Mode.CLINIC)
    for prefix, word in (("", b"Busy"), ("/es", b"Ocupado")):
        file = got(client, made(maya, Flavor.BUSY, by), prefix).content
        assert len(events(file)) == 2
        names = {line.split(b":")[0].split(b";")[0] for line in file.splitlines()}
        assert names == {
            *(b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"METHOD", b"UID", b"SEQUENCE"),
            *(b"DTSTART", b"DTEND", b"DTSTAMP", b"STATUS", b"CLASS", b"X-WR-CALNAME"),
            *(b"X-PUBLISHED-TTL", b"X-WR-TIMEZONE"),
        }
        assert b"X-WR-CALNAME:" + word + b"\r\n" in file
        for said in (b"Ana", b"Maya", b"Bed", b"visit", b"visita", b"video", b"York"):
            assert said.lower() not in file.lower()


def test_it_goes_from_thirty_days_back_to_all_that_is_promised(
    client: Client, maya: int, by: int, clock: Any
) -> None:
    booked(maya, MONDAY)
    far = booked(maya, MONDAY + timedelta(days=77))
    held = Wanted("follow-up", Mode.TELEHEALTH, maya, MONDAY + 2 * HOUR)
    actions.hold(held, key="held", at=NOW)
    gone = booked(maya, MONDAY + 3 * HOUR)
    actions.cancel(gone, key="gone", by="patient", at=NOW)
    token = made(maya, Flavor.FULL, by)
    assert [one["DTSTART"].dt for one in events(got(client, token).content)] == [
        MONDAY,
        MONDAY + timedelta(days=77),
    ]
    clock.move_to(MONDAY + timedelta(days=30))
    assert len(events(got(client, token).content)) == 2
    clock.move_to(MONDAY + timedelta(days=31))
    (left,) = events(got(client, token).content)
    assert left["UID"].startswith(str(far))


def test_a_moved_visit_is_the_same_one_later(client: Client, maya: int, by: int) -> None:
    visit = booked(maya, MONDAY)
    token = made(maya, Flavor.FULL, by)
    (before,) = events(got(client, token).content)
    actions.move(visit, MONDAY + HOUR, key="m", by="patient", at=NOW)
    (after,) = events(got(client, token).content)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert after["DTSTART"].dt == MONDAY + HOUR


def test_who_has_it_already_is_sent_nothing(client: Client, maya: int, by: int, clock: Any) -> None:
    visit = booked(maya, MONDAY)
    token = made(maya, Flavor.FULL, by)
    first = got(client, token)
    assert "private" in first["Cache-Control"]
    known = {"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}
    clock.shift(HOUR)
    for headers in known:
        again = got(client, token, **headers)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    # What goes is a change, too.
    actions.cancel(visit, key="c", by="patient", at=NOW + HOUR)
    for headers in known:
        after = got(client, token, **headers)
        assert after.status_code == 200
        assert events(after.content) == []


def test_the_day_on_which_a_visit_drops_out_is_a_change(
    client: Client, maya: int, by: int, clock: Any
) -> None:
    booked(maya, MONDAY)
    token = made(maya, Flavor.FULL, by)
    clock.move_to(MONDAY + timedelta(days=30))
    first = got(client, token)
    clock.shift(timedelta(days=1))
    assert got(client, token, **{"if-modified-since": first["Last-Modified"]}).status_code == 200


def test_a_new_address_ends_the_old_one_of_its_flavor(client: Client, maya: int, by: int) -> None:
    old, busy = made(maya, Flavor.FULL, by), made(maya, Flavor.BUSY, by)
    assert got(client, old).status_code == 200
    new = made(maya, Flavor.FULL, by)
    assert [got(client, token).status_code for token in (old, busy, new)] == [404, 200, 200]
    feeds.end_address(maya, Flavor.BUSY, key="end", by=by, at=NOW)
    assert [got(client, token).status_code for token in (old, busy, new)] == [404, 404, 200]
    assert set(feeds.addresses(maya)) == {Flavor.FULL}


def test_each_therapist_has_their_own(client: Client, maya: int, by: int) -> None:
    booked(maya, MONDAY)
    assert events(got(client, made(elsewhere.therapist("Tomás"), Flavor.FULL, by)).content) == []


def test_a_button_that_is_pressed_twice_makes_one_address(
    client: Client, maya: int, by: int
) -> None:
    first, second = (feeds.make_address(maya, Flavor.FULL, key="k", by=by, at=NOW) for _ in "ab")
    assert second == ""
    assert got(client, first).status_code == 200


def test_the_token_itself_is_kept_nowhere(client: Client, maya: int, by: int) -> None:
    token = made(maya, Flavor.FULL, by)
    kept = f"{list(FeedAddress.objects.values())} {list(Write.objects.values())}"
    assert token not in kept
    assert len(token) >= 43


@pytest.mark.parametrize("token", ["1", "x" * 43, "x" * 5000, "%00", "é", "%ED%A0%80", ".ics"])
def test_what_was_made_up_opens_nothing(client: Client, maya: int, by: int, token: str) -> None:
    made(maya, Flavor.FULL, by)
    assert got(client, token).status_code == 404


def test_a_nearly_right_address_is_looked_for_as_any_other(
    client: Client, maya: int, by: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """In one query, by the hash of all of it: no part of it can be guessed alone."""
    token = made(maya, Flavor.FULL, by)
    for wrong in ("1", token[:-1] + ("a" if token[-1] != "a" else "b"), "x" * 5000):
        with django_assert_num_queries(1):
            assert got(client, wrong).status_code == 404


def test_it_takes_two_queries_however_many_visits_there_are(
    client: Client, maya: int, by: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(4):
        booked(maya, MONDAY + n * HOUR, mode=Mode.CLINIC)
    token = made(maya, Flavor.FULL, by)
    with django_assert_num_queries(2):
        assert len(events(got(client, token).content)) == 4


def test_it_sets_no_cookie_and_nobody_can_post_to_it(client: Client, maya: int, by: int) -> None:
    token = made(maya, Flavor.FULL, by)
    assert got(client, token).cookies == {}
    assert client.head(f"/calendar/{token}.ics").content == b""
    assert client.post(f"/calendar/{token}.ics").status_code == 405


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_leaves_the_practice_takes_no_address_along(
    client: Client, maya: int, by: int, change: dict[str, bool]
) -> None:
    stays = User.objects.create_superuser("owner").pk
    token = made(maya, Flavor.FULL, by)
    assert got(client, token).status_code == 200
    User.objects.filter(pk=by).update(**change)
    assert got(client, token).status_code == 404
    assert feeds.addresses(maya) == {}
    token = made(maya, Flavor.FULL, stays)
    TherapistTime.objects.filter(pk=maya).update(account=cast.dan())
    assert got(client, token).status_code == 200
    User.objects.filter(username="dan").update(**change)
    assert got(client, token).status_code == 404


def test_no_log_holds_an_address_that_opens_something(client: Client, maya: int, by: int) -> None:
    token = made(maya, Flavor.FULL, by)
    kept = _logged(client, "POST", f"/calendar/{token}.ics")
    assert "Method Not Allowed (POST): /calendar/<str:token>.ics" in kept
    assert token not in kept
    assert "Not Found: /calendar/<str:token>.ics" in _logged(client, "GET", "/calendar/x.ics")
    assert "Not Found: /nowhere" in _logged(client, "GET", "/nowhere")
    for nearly in (f"/calendar/{token}", f"/calendar/{token}.ics/", f"/feed/{token}\u2026"):
        kept = _logged(client, "GET", nearly)
        assert "Not Found: /" in kept
        assert token not in kept


def _logged(client: Client, method: str, path: str) -> str:
    """What the settings' own handler would write."""
    lines: list[str] = []

    class Written(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    ours = next(one for one in logging.getLogger().handlers if one.filters)
    handler = Written()
    for each in ours.filters:
        handler.addFilter(each)
    logging.getLogger().addHandler(handler)
    try:
        client.generic(method, path)
    finally:
        logging.getLogger().removeHandler(handler)
    return "\n".join(lines)


def test_what_a_feed_says_another_easeback_reads_as_busy(
    client: Client, maya: int, by: int
) -> None:
    booked(maya, MONDAY)
    file = got(client, made(maya, Flavor.BUSY, by)).content
    between = (NOW, datetime(2026, 12, 30, tzinfo=UTC))
    length = timedelta(minutes=40)
    assert expanded(file, between=between, zone="UTC") == [(MONDAY, MONDAY + length)]
