"""When somebody is asked again: close together at first, never at night, never after the next."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.followup import Step, awake, check_ins

ZONES = [
    "America/Chicago",
    "America/St_Johns",
    "Europe/Madrid",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
]
MORNING = datetime(2027, 3, 1, 15, tzinfo=UTC)


def steps(pain: int, *, is_first: bool = False) -> list[Step]:
    asked = check_ins(MORNING, zone="America/Chicago", pain=pain, is_first=is_first)
    return [each.step for each in asked]


def test_much_pain_and_a_first_flare_are_asked_about_within_hours() -> None:
    assert steps(7)[0] is Step.HOURS
    assert steps(3, is_first=True)[0] is Step.HOURS
    assert steps(6) == list(Step)[1:]


def test_the_questions_come_after_a_day_three_seven_fourteen_and_twenty_eight() -> None:
    asked = check_ins(MORNING, zone="America/Chicago", pain=8, is_first=False)
    days = [(each.due_at - MORNING) / timedelta(days=1) for each in asked]
    assert days == [0.125, 1, 3, 7, 14, 28]


def test_a_question_of_the_evening_comes_in_the_morning() -> None:
    zone = ZoneInfo("America/Chicago")
    evening = datetime(2027, 3, 1, 19, 30, tzinfo=zone)
    first, *_ = check_ins(evening, zone=str(zone), pain=8, is_first=False)
    assert first.due_at.astimezone(zone) == datetime(2027, 3, 2, 8, tzinfo=zone)


@given(
    st.integers(0, 3 * 366 * 24 * 60).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
    st.sampled_from(ZONES),
    st.integers(0, 10),
    st.booleans(),
)
def test_nobody_is_asked_at_night_and_each_question_ends_where_the_next_begins(
    began: datetime,
    zone: str,
    pain: int,
    is_first: bool,  # noqa: FBT001
) -> None:
    asked = check_ins(began, zone=zone, pain=pain, is_first=is_first)
    for each in asked:
        for moment in (each.due_at, each.repeat_at):
            if moment is not None:
                assert time(8) <= moment.astimezone(ZoneInfo(zone)).time() < time(21)
                assert began <= each.due_at <= moment < each.ends_at
        if each.repeat_at is not None:
            assert each.repeat_at - each.due_at >= timedelta(hours=7)
            assert each.ends_at - each.repeat_at >= timedelta(hours=7)
        assert each.repeat_at is not None or each.step is Step.HOURS
        assert each.due_at - began - each.step.after < timedelta(hours=13)
    for one, other in pairwise(asked):
        assert one.ends_at == other.due_at


@pytest.mark.parametrize("zone", ZONES)
def test_whoever_is_awake_is_asked_at_once(zone: str) -> None:
    noon = datetime(2027, 6, 1, 12, tzinfo=ZoneInfo(zone))
    assert awake(noon, zone) == noon
