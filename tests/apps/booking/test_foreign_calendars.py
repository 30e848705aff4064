"""Other calendars block what is offered, break no promise, and free nothing by failing."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from easeback.apps.booking import actions, foreign, queries, reading
from easeback.apps.booking.facts import Contact, Wanted
from easeback.apps.booking.models import (
    Blocked,
    CalendarAttempt,
    CalendarOutcome,
    ExternalCalendar,
    Resource,
    Write,
)
from easeback.apps.notifications.facts import Task
from easeback.apps.notifications.queries import open_tasks
from easeback.domain.booking import Mode
from easeback.ops.due import all_due, run_due
from tests import cast
from tests.apps.booking import elsewhere
from tests.apps.booking.elsewhere import HOUR, MONDAY, NOW, Other, add, booked, offered, read
from tests.interop.calendars import calendar, event

pytestmark = pytest.mark.django_db(transaction=True)
LATER = reading.EVERY + timedelta(minutes=1)
WEEK = timedelta(days=7)


@pytest.fixture
def other() -> Iterator[Other]:
    with elsewhere.other_program() as program:
        yield program


@pytest.fixture
def maya() -> int:
    return elsewhere.open_practice()


@pytest.fixture
def hers(maya: int, other: Other) -> int:
    other.file = calendar()
    return add(maya, other, by=cast.clara().pk)


def utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def at(start: datetime, *lines: str, uid: str = "1", hours: int = 1) -> str:
    return event(f"DTSTART:{utc(start)}", f"DURATION:PT{hours}H", *lines, uid=uid)


def version(therapist: int) -> int:
    return Resource.objects.get(pk=therapist).version


def conflicts() -> list[Task]:
    return [task for task in open_tasks() if task.kind == "calendar-conflict"]


def kinds() -> list[str]:
    return [task.kind for task in open_tasks()]


def test_a_slot_goes_and_comes_back_with_the_appointment(
    maya: int, hers: int, other: Other
) -> None:
    assert offered(maya, MONDAY)
    other.file = calendar(at(MONDAY))
    assert read() == 1
    assert not offered(maya, MONDAY)
    assert offered(maya, MONDAY + HOUR)
    with pytest.raises(actions.SlotTaken):
        booked(maya, MONDAY)
    other.file = calendar(at(MONDAY + HOUR))
    read(NOW + LATER)
    assert offered(maya, MONDAY)
    assert not offered(maya, MONDAY + HOUR)


def test_repeats_exceptions_and_moved_ones_reach_the_offers(
    maya: int, hers: int, other: Other
) -> None:
    weekly = at(MONDAY, "RRULE:FREQ=WEEKLY;COUNT=4", f"EXDATE:{utc(MONDAY + WEEK)}")
    moved = at(MONDAY + 2 * WEEK + 2 * HOUR, f"RECURRENCE-ID:{utc(MONDAY + 2 * WEEK)}")
    other.file = calendar(weekly, moved)
    read()
    taken = [n for n in range(5) if not offered(maya, MONDAY + n * WEEK)]
    assert taken == [0, 3]
    assert not offered(maya, MONDAY + 2 * WEEK + 2 * HOUR)
    other.file = calendar(at(MONDAY, "RRULE:FREQ=WEEKLY;COUNT=1"))
    read(NOW + LATER)
    assert [n for n in range(5) if not offered(maya, MONDAY + n * WEEK)] == [0]


@pytest.mark.parametrize("broken", ["status", "file", "half", "zone"])
def test_what_cannot_be_read_frees_nothing(maya: int, hers: int, other: Other, broken: str) -> None:
    other.file = calendar(at(MONDAY))
    read()
    files = {
        "status": b"",
        "file": b"<html>Sign in</html>",
        "half": calendar(at(MONDAY + HOUR))[:60],
        "zone": calendar(event("DTSTART;TZID=Nowhere:20261130T090000", "DURATION:PT1H")),
    }
    other.status, other.file = (500 if broken == "status" else 200), files[broken]
    before = version(maya)
    read(NOW + LATER)
    assert not offered(maya, MONDAY)
    assert version(maya) == before
    (state,) = foreign.calendars(maya)
    assert (state.fails, state.busy, state.read_at is not None) == (True, 1, True)
    other.status, other.file = 200, calendar()
    read(NOW + 2 * LATER)
    assert offered(maya, MONDAY)
    assert not foreign.calendars(maya)[0].fails


def test_staff_are_asked_once_each_time_that_a_calendar_falls_silent(
    maya: int, hers: int, other: Other
) -> None:
    read()
    other.status = 404
    for hours in range(1, 12):
        read(NOW + hours * HOUR)
        assert kinds() == ["calendar-unread"] * (hours > 6)
    other.status = 200
    read(NOW + 12 * HOUR)
    assert kinds() == []
    other.status = 404
    for hours in range(13, 24):
        read(NOW + hours * HOUR)
    assert kinds() == ["calendar-unread"]
    foreign.remove_calendar(maya, hers, key="r", at=NOW + 24 * HOUR)
    assert kinds() == []


def test_a_worker_that_is_cut_off_again_and_again_is_noticed(maya: int, hers: int) -> None:
    for hours in range(8):
        assert reading._claim(hers, NOW + hours * HOUR)
    assert kinds() == ["calendar-unread"]


def test_it_is_read_every_quarter_of_an_hour_and_no_sooner(hers: int, other: Other) -> None:
    assert [read(NOW + timedelta(minutes=m)) for m in (0, 1, 14, 16, 17)] == [1, 0, 0, 1, 0]
    assert len(other.asked) == 2


def test_an_unchanged_file_is_not_sent_again_until_the_horizon_outruns_it(
    maya: int, hers: int, other: Other
) -> None:
    other.tag = '"1"'
    daily = at(MONDAY, "RRULE:FREQ=DAILY")
    other.file = calendar(daily)
    for day in range(10):
        read(NOW + timedelta(days=day))
    assert [tag for tag in other.asked if tag is None] == [None] * 2
    far = MONDAY + 14 * WEEK
    assert not offered(maya, far, at=NOW + timedelta(days=9))
    assert CalendarOutcome.objects.filter(what="unchanged").exists()
    assert foreign.calendars(maya)[0].busy > 90


def test_in_another_zone_an_unchanged_file_means_other_times(
    maya: int, hers: int, other: Other
) -> None:
    other.tag = '"1"'
    other.file = calendar(event("DTSTART:20261130T080000", "DURATION:PT1H"))
    read()
    assert not offered(maya, MONDAY)
    row = ExternalCalendar.objects.get(pk=hers).therapist
    row.zone = "America/Chicago"
    row.save()
    read(NOW + LATER)
    assert not Blocked.objects.filter(starts=int(MONDAY.timestamp())).exists()
    assert Blocked.objects.filter(starts=int((MONDAY + HOUR).timestamp())).exists()


def test_only_a_change_touches_the_therapists_time(maya: int, hers: int, other: Other) -> None:
    other.file = calendar(at(MONDAY), at(MONDAY + WEEK, uid="2"))
    read()
    before = version(maya)
    kept = Blocked.objects.get(starts=int(MONDAY.timestamp())).pk
    read(NOW + LATER)
    assert version(maya) == before
    other.file = calendar(at(MONDAY))
    read(NOW + 2 * LATER)
    assert version(maya) == before + 1
    assert Blocked.objects.get().pk == kept


def test_a_promise_stands_and_staff_are_asked_once(maya: int, hers: int, other: Other) -> None:
    visit = booked(maya, MONDAY)
    other.file = calendar(at(MONDAY))
    read()
    read(NOW + LATER)
    (task,) = conflicts()
    assert task.about == f"visit:{visit}"
    facts = queries.visit(visit)
    assert facts
    assert facts.code in task.words
    assert "Ana" not in task.words
    assert facts.starts_at == MONDAY
    # A longer absence around the same visit is no news; one that begins in it is.
    other.file = calendar(at(MONDAY - 3 * HOUR, hours=24))
    read(NOW + 2 * LATER)
    assert len(conflicts()) == 1
    other.file = calendar(at(MONDAY + timedelta(minutes=30)))
    read(NOW + 3 * LATER)
    assert len(conflicts()) == 2


def test_a_slot_that_was_held_before_and_confirmed_after_is_noticed_too(
    maya: int, hers: int, other: Other
) -> None:
    held = actions.hold(Wanted("follow-up", Mode.CLINIC, maya, MONDAY), key="h", at=NOW)
    other.file = calendar(at(MONDAY))
    read()
    assert conflicts() == []
    who = Contact("Ana", "1-555-555-0101", "", "en", "UTC")
    actions.confirm(held, who, key="c", at=NOW + timedelta(minutes=1))
    read(NOW + LATER)
    assert len(conflicts()) == 1


def test_what_ends_when_the_visit_begins_or_was_let_go_is_no_conflict(
    maya: int, hers: int, other: Other
) -> None:
    actions.cancel(booked(maya, MONDAY + 2 * HOUR), key="k", by="staff", at=NOW)
    booked(maya, MONDAY)
    other.file = calendar(
        at(MONDAY - HOUR),
        at(MONDAY + timedelta(minutes=40), uid="2", hours=2),
    )
    read()
    assert conflicts() == []


def test_a_visit_of_ours_that_comes_back_is_no_news(maya: int, hers: int, other: Other) -> None:
    visit = booked(maya, MONDAY)
    other.file = calendar(at(MONDAY, uid=f"{visit}@relief.example"))
    read()
    assert conflicts() == []
    actions.cancel(visit, key="k", by="patient", at=NOW)
    assert offered(maya, MONDAY)


def test_two_calendars_of_one_therapist_do_not_disturb_each_other(
    maya: int, hers: int, other: Other
) -> None:
    other.file = calendar(at(MONDAY))
    read()
    with elsewhere.other_program() as second:
        second.file = calendar(at(MONDAY), at(MONDAY + HOUR, uid="2"))
        # Another address, so another mark.
        added = foreign.add_calendar(maya, "https://y.example", key="y", by=cast.dan().pk, at=NOW)
        row = ExternalCalendar.objects.get(pk=added)
        row.sealed = foreign._seal(second.address)
        row.save()
        read(NOW + LATER)
    assert not offered(maya, MONDAY + HOUR)
    foreign.remove_calendar(maya, added, key="gone", at=NOW)
    assert offered(maya, MONDAY + HOUR)
    assert not offered(maya, MONDAY)


def test_what_is_removed_while_it_is_read_stays_removed(maya: int, hers: int, other: Other) -> None:
    attempt = reading._claim(hers, NOW)
    assert attempt
    found = reading._found(attempt, elsewhere.HERE, NOW)
    foreign.remove_calendar(maya, hers, key="gone", at=NOW)
    reading._put(attempt, found, NOW)
    reading._fail(attempt, "late", NOW)
    assert not Blocked.objects.exists()
    assert not ExternalCalendar.objects.exists()
    foreign.remove_calendar(maya, hers, key="gone", at=NOW)
    with pytest.raises(foreign.NoSuchCalendar):
        foreign.remove_calendar(maya, hers, key="again", at=NOW)


def test_a_worker_that_comes_late_writes_nothing_over_what_is_newer(
    maya: int, hers: int, other: Other
) -> None:
    slow = reading._claim(hers, NOW)
    assert slow
    found = reading._found(slow, elsewhere.HERE, NOW)
    other.file = calendar(at(MONDAY))
    read(NOW + reading.LEASE)
    reading._put(slow, found, NOW + reading.LEASE)
    assert not offered(maya, MONDAY)


def test_one_calendar_that_breaks_its_reader_holds_up_no_other(
    maya: int, hers: int, other: Other, caplog: pytest.LogCaptureFixture
) -> None:
    tomas = elsewhere.therapist("Tom")
    add(tomas, other, by=cast.dan().pk)
    with caplog.at_level(logging.DEBUG):
        assert reading.read_calendars(elsewhere.BrokenAtFirst(), at=NOW) == 2
    (state,) = foreign.calendars(maya)
    assert state.reason == "RuntimeError"
    (good,) = foreign.calendars(tomas)
    assert good.read_at is not None
    assert not good.fails
    assert "127.0.0.1" not in caplog.text


def test_old_attempts_go_and_the_last_good_one_stays(maya: int, hers: int, other: Other) -> None:
    read()
    other.status = 500
    for hours in range(1, 80):
        read(NOW + hours * HOUR)
    assert CalendarAttempt.objects.count() < 55
    state = foreign.calendars(maya)[0]
    assert state.read_at is not None
    assert state.read_at - NOW < HOUR


def test_the_address_lies_encrypted_in_the_database_and_in_no_log(
    maya: int, hers: int, other: Other, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        other.status = 500
        read()
    kept = f"{list(ExternalCalendar.objects.values())} {list(Write.objects.values())}"
    kept += f"{list(CalendarOutcome.objects.values())} {foreign.calendars(maya)} {caplog.text}"
    assert other.address not in kept
    assert "a.ics" not in kept
    assert "secret" not in kept


def test_after_the_key_of_the_site_was_changed_the_address_must_be_typed_again(
    maya: int, hers: int, other: Other
) -> None:
    other.file = calendar(at(MONDAY))
    read()
    with override_settings(SECRET_KEY="another"):
        read(NOW + LATER)
    assert "typed again" in foreign.calendars(maya)[0].reason
    assert not offered(maya, MONDAY)


def test_due_work_reads_calendars_and_never_one_inside_of_our_walls(
    maya: int, hers: int, other: Other
) -> None:
    row = ExternalCalendar.objects.get()
    row.sealed = foreign._seal(other.address.replace("http:", "https:"))
    row.save()
    assert run_due(all_due(), at=NOW) == ()
    assert "private network" in foreign.calendars(maya)[0].reason
    assert other.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://x.example/a.ics",
        "https://",
        "https://ana:pw@x.example/",
        "https://x.example/a b",
        "https://calendär.example/",
        "file:///etc/passwd",
        "https://[x/",
        f"https://x.example/{'a' * 2000}",
    ],
)
def test_what_is_no_address_is_refused(maya: int, address: str) -> None:
    with pytest.raises(foreign.BadAddress):
        foreign.add_calendar(maya, address, key="k", by=cast.dan().pk, at=NOW)


def test_the_same_address_twice_is_one_calendar(maya: int) -> None:
    by = cast.dan().pk
    ids = {
        foreign.add_calendar(maya, address, key=key, by=by, at=NOW)
        for key, address in [("1", "webcal://x.example/a"), ("2", " webcal://x.example/a\n")]
    }
    assert len(ids) == 1


def test_a_room_visit_is_blocked_as_any_other(maya: int, hers: int, other: Other) -> None:
    other.file = calendar(at(MONDAY))
    read()
    with pytest.raises(actions.SlotTaken):
        booked(maya, MONDAY, mode=Mode.CLINIC)
