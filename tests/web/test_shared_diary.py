"""A shared diary on the staff's side: read by the therapist of the course, seen by its person."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client

from easeback.apps.audit.queries import done_to
from easeback.apps.booking import queries
from easeback.apps.selfcare import sharing
from easeback.apps.selfcare.models import DiaryReading
from tests import cast
from tests.apps.booking.world import at, promised
from tests.web.keeper import account_on, keeper, wrote
from tests.web.staff_calendar import SIGN_IN, as_ann, as_desk, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.
from tests.web.test_calendar_people import ANA, DAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]


def page(visit: UUID) -> str:
    return f"/staff/visits/{visit}/diary/"


def paper(visit: UUID) -> str:
    return f"/staff/visits/{visit}/diary.pdf"


def course_of(visit: UUID) -> UUID:
    found = queries.visit(visit)
    assert found is not None
    return found.course


@pytest.fixture
def ana() -> Client:
    client = keeper()
    for hours, pain in ((30, 3), (6, 7), (2, 5)):
        wrote(
            account_on(client), pain, hours_ago=hours, note=f"words of {pain}", remedies=("heat",)
        )
    return client


@pytest.fixture
def visit(ana: Client) -> UUID:
    booked = promised(at(0, 9), who=ANA)
    sharing.share(account_on(ana), course_of(booked), at=datetime.now(UTC))
    return booked


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_therapist_reads_it_and_its_person_sees_that(
    client: Client, ana: Client, visit: UUID, prefix: str
) -> None:
    as_ann(client)
    assert f"{prefix}{page(visit)}" in client.get(f"{prefix}{DAY}").content.decode()
    assert "last read on" not in text_of(ana.get("/my/share"))
    client.get(f"{prefix}{page(visit)}")
    answer = client.get(f"{prefix}{page(visit)}")
    said = text_of(answer)
    assert "Ana Rivera" in said
    assert all(f"words of {pain}" in said for pain in (3, 7, 5))
    assert "<svg" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "last read on" in text_of(ana.get("/my/share"))
    assert DiaryReading.objects.count() == 1
    exported = ana.get("/my/keeping/diary.json").json()
    assert len(exported["shared"][0]["read_at"]) == 1


def test_each_hour_in_which_it_is_read_is_a_row(client: Client, visit: UUID) -> None:
    (share,) = sharing.shared_in(course_of(visit))
    for by, hour in (("staff:1", 1), ("staff:1", 1), ("staff:1", 2), ("staff:2", 2)):
        sharing.note_reading(share, by=by, at=datetime(2027, 1, 4, hour, 30, tzinfo=UTC))
    assert DiaryReading.objects.count() == 3
    assert len(list(done_to(f"course:{course_of(visit)}"))) == 4


@pytest.mark.parametrize("span", ["30", "731", "x"])
def test_it_comes_on_paper(client: Client, visit: UUID, span: str) -> None:
    as_ann(client)
    answer = client.get(paper(visit), {"span": span})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert DiaryReading.objects.count() == 1


@pytest.mark.parametrize("path", [page, paper])
def test_nobody_else_reads_it(client: Client, visit: UUID, path: Callable[[UUID], str]) -> None:
    answer = client.get(path(visit))
    assert answer["Location"].startswith(SIGN_IN)
    cast.signed_in(client, cast.eve())
    assert client.get(path(visit)).status_code in {302, 403}
    as_desk(client)
    assert client.get(path(visit)).status_code == 403
    assert page(visit) not in client.get(DAY).content.decode()
    assert not DiaryReading.objects.exists()
    assert not list(done_to(f"course:{course_of(visit)}"))


def test_of_another_course_there_is_none(client: Client, visit: UUID) -> None:
    other = promised(at(0, 11), who=ANA)
    as_ann(client)
    assert client.get(page(other)).status_code == 404
    assert page(other) not in client.get(DAY).content.decode()
    assert client.get(page(uuid4())).status_code == 404


def test_taken_back_it_is_gone_at_once(client: Client, ana: Client, visit: UUID) -> None:
    as_ann(client)
    client.get(page(visit))
    sharing.stop(account_on(ana), course_of(visit), at=datetime.now(UTC))
    assert client.get(page(visit)).status_code == 404
    assert client.get(paper(visit)).status_code == 404
    assert page(visit) not in client.get(DAY).content.decode()


def test_erased_nothing_of_it_is_left(client: Client, ana: Client, visit: UUID) -> None:
    as_ann(client)
    client.get(page(visit))
    ana.post("/my/keeping/erase", {"sure": "yes"})
    assert client.get(page(visit)).status_code == 404
    assert not DiaryReading.objects.exists()
