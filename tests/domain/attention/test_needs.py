"""Who needs something, case by case; and what holds in every situation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.attention import Need, PainTold, Reason, Seen, Situation, calls

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases/attention/needs.yaml").read_text("utf-8")
)["cases"]
NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)


def ago(days: float | None) -> datetime | None:
    return None if days is None else NOW - timedelta(days=days)


def happened(days: Mapping[str, float | list[float]]) -> dict[Reason, list[datetime]]:
    often = {id: each if isinstance(each, list) else [each] for id, each in days.items()}
    return {Reason(id): [NOW - timedelta(days=day) for day in each] for id, each in often.items()}


def seen(days: Mapping[str, float]) -> dict[Reason, Seen]:
    moments = {reason: NOW - timedelta(days=day) for reason, day in days.items()}
    return {Reason(reason): Seen(at, at) for reason, at in moments.items()}


def situation(case: Mapping[str, Any]) -> Situation:
    begun = NOW - timedelta(days=case["begun"])
    pains = diary = None
    if "pain" in case:
        first, latest, day = case["pain"]
        pains = PainTold(first, begun), PainTold(latest, NOW - timedelta(days=day))
    if "diary" in case:
        value, day = case["diary"]
        diary = PainTold(value, NOW - timedelta(days=day))
    return Situation(
        is_open=not case.get("over"),
        begun_at=begun,
        happened=happened(case.get("happened", {})),
        pains=pains,
        diary=diary,
        published_at=ago(case.get("published")),
        told_at=ago(case.get("told")),
        heard_at=ago(case.get("heard")),
        comes_at=ago(case.get("comes")),
        seen=seen(case.get("seen", {})),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert [call.reason.value for call in calls(situation(case), at=NOW)] == case["expect"]


def test_every_reason_and_every_need_has_a_case() -> None:
    reached = {Reason(reason) for case in CASES for reason in case["expect"]}
    assert reached == set(Reason)
    assert {reason.need for reason in reached} == set(Need)


moments = st.integers(-30, 400).map(lambda days: NOW - timedelta(days=days))
past = st.integers(0, 400).map(lambda days: NOW - timedelta(days=days))
pains = st.builds(PainTold, st.integers(0, 10), past)
events = st.sampled_from([reason for reason in Reason if reason.is_event or reason.has_own_end])
situations = st.builds(
    Situation,
    is_open=st.booleans(),
    begun_at=past,
    happened=st.dictionaries(events, st.lists(past, min_size=1, max_size=3)),
    pains=st.none() | st.tuples(pains, pains),
    diary=st.none() | pains,
    published_at=st.none() | past,
    told_at=st.none() | past,
    heard_at=st.none() | past,
    comes_at=st.none() | moments,
)


@given(situations)
def test_what_happened_is_never_left_out(of: Situation) -> None:
    called = calls(of, at=NOW)
    assert {call.reason for call in called} >= set(of.happened)
    assert [call.need for call in called] == sorted(
        (call.need for call in called), key=list(Need).index
    )


@given(situations)
def test_who_has_seen_to_all_of_it_has_a_quiet_list_for_now(of: Situation) -> None:
    quiet = replace(of, seen=dict.fromkeys(Reason, Seen(NOW, NOW)))
    assert calls(quiet, at=NOW) == ()
