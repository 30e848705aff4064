"""A walk over every kind of page leaves no trace: no cookie, no row, no word to anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from playwright.sync_api import Page, Response

from easeback.apps.practice.models import Practice
from tests.journeys.pages import every_page, lists
from tests.journeys.person import Person

DAMAGED = ("/nowhere", "/relief")
"""Where the walk asks for what there is not, or sends what cannot be read: a browser notes it."""
SAID_BY_EVERY_PAGE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
OURS_ONLY = ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'")
OUT_OF_REACH = ("camera=()", "microphone=()", "geolocation=()")


@pytest.mark.long
def test_a_walk_over_every_page_leaves_nothing_behind(page: Page, practice: str) -> None:
    asked: list[str] = []
    answers: list[Response] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright's wish.
    person = Person(page, practice)
    before = everything_in_the_database()

    walked = list(every_page(person))

    assert len(walked) > 25
    assert everything_in_the_database() == before
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [url for url in asked if not url.startswith(f"{practice}/")] == []
    assert {url for url in asked if "?" in url} == set()
    assert [said for said in person.complaints if not is_expected(said)] == []
    assert len(answers) > len(walked)
    for answer in answers:
        holds_the_headers(answer.url.removeprefix(practice), answer.all_headers())


def test_the_journey_needs_no_database_that_can_be_written(
    page: Page, practice: str, read_only: Callable[[], None]
) -> None:
    read_only()
    person = Person(page, practice)
    assert len(list(lists(person))) > 10
    assert [said for said in person.complaints if not is_expected(said)] == []


@pytest.fixture
def read_only() -> Any:
    """Makes the database refuse to be written, and proves that it does."""

    def refuse() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = ON")
        with pytest.raises(DatabaseError), transaction.atomic():
            Practice.objects.create(name="Written")

    yield refuse
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")


def everything_in_the_database() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = cursor.fetchall()
    return rows


def is_expected(complaint: str) -> bool:
    """The browser's own note that a page was answered with 400 or 404."""
    damaged = complaint.startswith("Failed to load resource") and "status of 40" in complaint
    return damaged and complaint.removesuffix(")").endswith(DAMAGED)


def holds_the_headers(path: str, said: dict[str, str]) -> None:
    assert "set-cookie" not in said, path
    if path.startswith("/static/"):
        # The test server hands these out itself; in an installation they pass the same middleware.
        return
    assert {name: said.get(name) for name in SAID_BY_EVERY_PAGE} == SAID_BY_EVERY_PAGE, path
    policy = said["content-security-policy"]
    assert [part for part in OURS_ONLY if part not in policy] == [], path
    assert "unsafe" not in policy, path
    assert [part for part in OUT_OF_REACH if part not in said["permissions-policy"]] == [], path
    if said["content-type"].startswith("text/html") and path != "/nowhere":
        assert set(said["cache-control"].split(", ")) == {"private", "no-cache"}, path
