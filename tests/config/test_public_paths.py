"""A public page sets no cookie and writes no row, whoever opens it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from easeback.apps.practice.models import Practice
from tests import cast

PUBLIC = ["/", "/es/", "/nowhere", "/es/nowhere", "/es", "/relief", "/es/relief", "/emergency"]
PUBLIC += ["/wake", "/steps", "/guide", "/sources", "/about", "/hide", "/kept", "/sw.js"]
PUBLIC += ["/demo/outbox", "/es/demo/outbox"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PUBLIC)
def test_it_sets_no_cookie(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path, {"answer": "yes"})):
        assert answer.cookies == {}
        assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", PUBLIC)
def test_it_does_not_ask_who_is_signed_in(client: Client, path: str) -> None:
    client.force_login(cast.clara())
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.cookies == {}
    assert [query for query in asked.captured_queries if "practice_" not in query["sql"]] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_it_opens_on_a_database_that_cannot_be_written(client: Client, path: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            with pytest.raises(DatabaseError), transaction.atomic():
                Practice.objects.create(name="Written")
            statuses = [client.get(path).status_code, client.post(path, {"a": "b"}).status_code]
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert max(statuses) < 500


@pytest.mark.parametrize("path", ["/staff/sign-in/", "/staff/sign-in/x/", "/es/staff/sign-in/x/"])
def test_a_staff_page_does_set_its_cookie(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.cookies["csrf"]["httponly"]
    assert answer.cookies["csrf"]["samesite"] == "Lax"


@pytest.mark.parametrize("path", ["/staff/sign-in/", "/staff/sign-in/x/", "/es/staff/sign-in/x/"])
def test_a_forged_form_is_refused_on_a_staff_page(path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, {"username": "clara"})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()
