"""Every address of the router, asked by everybody: who may open it, and what it lets slip.

The cells are in tests/cases/roles.yaml, for people to judge. Staff's and patients' own pages are
asked in every run; those that are open to all, and the admin, with the proofs.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
import yaml
from django.http import HttpResponse

from tests.architecture.roles import NOW, ROLES, THEIRS, Practice, asked, is_open, routes

CELLS: dict[str, str] = {
    route: cells.replace(" ", "")
    for cells, group in yaml.safe_load(
        (Path(__file__).parents[1] / "cases/roles.yaml").read_text("utf-8")
    ).items()
    for route in group
}
ROUTES = sorted(set(routes()))
OWN = [route for route in ROUTES if route.startswith(("my/", "staff/"))]
REST = [route for route in ROUTES if route not in OWN]
MAY_READ = {f"canary-record-{name}": {staff} for staff, name in THEIRS.items()} | {
    f"canary-{told}-{name}": {staff, name}
    for staff, name in THEIRS.items()
    for told in ("diary", "message")
}
"""What was told, and by whom it may be read."""


@pytest.fixture
def practice(db: None) -> Iterator[Practice]:
    with time_machine.travel(NOW, tick=False):
        yield Practice()


def leaks(role: str, answer: HttpResponse) -> list[str]:
    """What this person was shown and must not see."""
    text = b"" if answer.streaming else answer.content
    return [
        canary
        for canary, readers in MAY_READ.items()
        if canary.encode() in text and role not in readers
    ]


def faults(practice: Practice, route: str) -> Iterator[str]:
    for role, cell in zip(ROLES, CELLS[route], strict=True):
        answers = []
        for answer in asked(practice.browsers[role], practice.address(route)):
            answers.append(answer)
            if answer.status_code >= 500:
                yield f"{route}: {role} breaks it"
            yield from (f"{route}: {role} sees {canary}" for canary in leaks(role, answer))
        if any(map(is_open, answers)) is not (cell == "y"):
            yield f"{route}: {role} is {'refused' if cell == 'y' else 'let in'}"


def test_every_address_has_its_cells_and_no_other() -> None:
    assert [route for route in ROUTES if route not in CELLS] == []
    assert sorted(set(CELLS) - set(ROUTES)) == []
    assert {len(cells) for cells in CELLS.values()} == {len(ROLES)}


def test_pages_of_ones_own_open_to_those_and_show_nothing_to_others(practice: Practice) -> None:
    assert [fault for route in OWN for fault in faults(practice, route)] == []


@pytest.mark.proof
def test_every_other_page_opens_to_those_and_shows_nothing_to_others(practice: Practice) -> None:
    assert [fault for route in REST for fault in faults(practice, route)] == []


def test_what_slips_would_be_noticed(practice: Practice) -> None:
    route = "staff/documents/<str:document>/"
    (page, *_) = asked(practice.browsers["clara"], practice.address(route))
    assert leaks("clara", page) == []
    assert leaks("desk", page) == ["canary-record-ana"]
    (page, *_) = asked(practice.browsers["ana"], practice.address("my/"))
    assert leaks("dan", page) == ["canary-diary-ana"]
    (page, *_) = asked(practice.browsers["ana"], practice.address("messages/<str:token>"))
    assert leaks("ana", page) == []
    assert leaks("dan", page) == ["canary-message-ana"]
    practice.browsers["desk"], practice.browsers["lead"] = (
        practice.browsers["clara"],
        practice.browsers["anonymous"],
    )
    assert set(faults(practice, route)) == {
        f"{route}: desk is let in",
        f"{route}: desk sees canary-record-ana",
        f"{route}: lead is refused",
    }
