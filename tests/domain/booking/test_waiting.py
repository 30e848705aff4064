"""Who is asked first, and what suits somebody who waits."""

from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import Match, Mode, Part, Severity, Suits, may_be_asked, ranked
from easeback.domain.vocabulary import seconds

NOW = seconds(datetime(2026, 12, 7, 15, tzinfo=UTC))
DAY = 86_400
MATCHES = st.lists(
    st.builds(
        Match,
        waiter=st.uuids().map(str),
        severity=st.sampled_from(Severity),
        since=st.integers(NOW - 9 * DAY, NOW),
        therapist=st.sampled_from(["1", "2"]),
        mode=st.sampled_from(Mode),
        start=st.integers(NOW, NOW + 9 * DAY),
        detour=st.integers(0, 40),
    ),
    max_size=12,
)


@given(MATCHES, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_given_changes_nothing(
    matches: list[Match], chance: Random
) -> None:
    shuffled = list(matches)
    chance.shuffle(shuffled)
    assert ranked(shuffled, at=NOW) == ranked(matches, at=NOW)
    assert sorted(map(repr, ranked(matches, at=NOW))) == sorted(map(repr, matches))


@given(MATCHES)
def test_the_worse_come_first_then_who_waits_longer_then_the_shorter_way(
    matches: list[Match],
) -> None:
    for one, other in pairwise(ranked(matches, at=NOW)):
        assert one.severity >= other.severity
        if one.severity == other.severity:
            days = [(NOW - match.since) // DAY for match in (one, other)]
            assert days[0] >= days[1]
            if days[0] == days[1]:
                assert one.detour <= other.detour


@pytest.mark.parametrize(
    ("part", "hour", "suits"),
    [
        (Part.ANY, 8, True),
        (Part.MORNING, 11, True),
        (Part.MORNING, 12, False),
        (Part.AFTERNOON, 11, False),
        (Part.AFTERNOON, 12, True),
    ],
)
def test_a_morning_ends_at_noon_where_the_practice_is(part: Part, hour: int, suits: bool) -> None:  # noqa: FBT001
    wish = Suits(part, date(2026, 12, 8), date(2026, 12, 9), "America/New_York")
    assert wish.holds(seconds(datetime(2026, 12, 8, hour + 5, tzinfo=UTC))) is suits


def test_days_are_those_of_the_practice_and_both_ends_are_in() -> None:
    wish = Suits(Part.ANY, date(2026, 12, 8), date(2026, 12, 9), "America/New_York")
    hours = {datetime(2026, 12, 8, 4): False, datetime(2026, 12, 8, 5): True}  # noqa: DTZ001
    hours |= {datetime(2026, 12, 10, 4): True, datetime(2026, 12, 10, 5): False}  # noqa: DTZ001
    assert {at: wish.holds(seconds(at.replace(tzinfo=UTC))) for at in hours} == hours


@pytest.mark.parametrize(
    ("zone", "at", "may"),
    [
        ("America/New_York", "2026-11-30T12:59:59", False),
        ("America/New_York", "2026-11-30T13:00:00", True),
        ("America/New_York", "2026-12-01T00:59:59", True),
        ("America/New_York", "2026-12-01T01:00:00", False),
        ("America/Los_Angeles", "2026-11-30T13:00:00", False),
        # In summer the clock is an hour ahead, from the very day on which it is moved.
        ("America/New_York", "2027-03-13T12:30:00", False),
        ("America/New_York", "2027-03-14T12:30:00", True),
        ("Asia/Kathmandu", "2026-11-30T02:14:59", False),
        ("Asia/Kathmandu", "2026-11-30T02:15:00", True),
    ],
)
def test_nobody_is_asked_before_eight_or_after_eight_by_their_own_clock(
    zone: str, at: str, *, may: bool
) -> None:
    assert may_be_asked(seconds(datetime.fromisoformat(at).replace(tzinfo=UTC)), zone) is may
