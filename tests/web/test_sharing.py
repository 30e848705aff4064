"""A diary shared with a therapist: by whoever holds it, for one course, until they take it back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from easeback.apps.booking import queries
from easeback.apps.booking.facts import VisitFacts
from easeback.apps.notifications.queries import open_tasks
from easeback.apps.selfcare import sharing
from easeback.apps.selfcare.actions import erase
from easeback.ops.demo import load_demo
from easeback.web.patient.book.tokens import token_of
from tests.apps.selfcare.test_diary import stored_text
from tests.web.keeper import account_on, keeper, wrote
from tests.web.test_book import booked, the_visit
from tests.web.test_checkin import NOON, due, followed

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
WORSE = {"compared": "worse", "pain": "8"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    load_demo()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visit(clock: time_machine.Traveller) -> VisitFacts:
    client = Client()
    return the_visit(client, booked(client))


@pytest.fixture
def ana(clock: time_machine.Traveller) -> Client:
    client = keeper()
    followed(client)
    return client


def courses(client: Client) -> list[UUID]:
    return [each.course for each in sharing.shares_of(account_on(client))]


@BOTH
def test_from_the_page_of_a_visit(prefix: str, ana: Client, visit: VisitFacts) -> None:
    path = f"{prefix}/my/share/{token_of(visit.id)}"
    assert f'href="{path}"' in ana.get(f"{prefix}/visit/{token_of(visit.id)}").content.decode()
    assert visit.therapist_name in ana.get(path).content.decode()
    assert not courses(ana)
    for _ in range(2):
        assert ana.post(path)["Location"] == f"{prefix}/my/share"
    assert courses(ana) == [visit.course]
    assert visit.therapist_name in ana.get(f"{prefix}/my/share").content.decode()
    ana.post(f"{prefix}/my/share/stop", {"course": visit.course})
    assert not courses(ana)
    assert not sharing.shared_in(visit.course)


def test_by_the_code_of_a_visit(ana: Client, visit: VisitFacts) -> None:
    wrong = ana.post("/my/share", {"code": "ABCDEFGH"})
    assert wrong.status_code == 404
    assert "We know no visit with this code" in wrong.content.decode()
    right = ana.post("/my/share", {"code": f" {visit.code.lower()} "})
    assert right["Location"] == f"/my/share/{token_of(visit.id)}"
    assert not courses(ana)


def test_a_made_up_visit_is_not_found(ana: Client, visit: VisitFacts) -> None:
    token = token_of(visit.id)
    for path in (f"/my/share/{token[:-2]}xx", f"/my/share/{visit.id}"):
        assert ana.get(path).status_code == ana.post(path).status_code == 404
    for course in ("x", "", str(visit.id)):
        assert ana.post("/my/share/stop", {"course": course}).status_code in {302, 404}
    assert not courses(ana)


def test_nobody_stops_what_another_shares(ana: Client, visit: VisitFacts) -> None:
    sharing.share(account_on(ana), visit.course, at=NOON)
    keeper().post("/my/share/stop", {"course": visit.course})
    assert courses(ana) == [visit.course]


def test_a_visit_that_is_cancelled_is_shared_with_nobody(ana: Client, visit: VisitFacts) -> None:
    sharing.share(account_on(ana), visit.course, at=NOON)
    assert len(sharing.shared_in(visit.course)) == 1
    Client().post(f"/visit/{token_of(visit.id)}/cancel")
    assert not sharing.shared_in(visit.course)
    assert ana.get(f"/my/share/{token_of(visit.id)}").status_code == 404
    assert "A therapist whose visits are off" in ana.get("/my/share").content.decode()


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (WORSE, sharing.NO_BETTER),
        ({"fits": "chest-pain"}, sharing.ALARM),
        ({"compared": "better", "pain": "3"}, None),
    ],
)
def test_staff_are_asked_to_call_once_where_the_diary_is_shared(
    ana: Client,
    visit: VisitFacts,
    clock: time_machine.Traveller,
    sent: dict[str, str],
    kind: str | None,
) -> None:
    sharing.share(account_on(ana), visit.course, at=NOON)
    clock.move_to(NOON + timedelta(days=1, minutes=1))
    path = due(ana)
    for _ in range(2):
        Client().post(path, sent)
    tasks = [(task.kind, task.about) for task in open_tasks()]
    assert tasks == ([(kind, f"visit:{visit.id}")] if kind else [])
    for task in open_tasks():
        assert "pain" not in task.words
        assert visit.code in task.words


def test_an_alarm_after_a_milder_answer_is_a_task_of_its_own(
    ana: Client, visit: VisitFacts, clock: time_machine.Traveller
) -> None:
    sharing.share(account_on(ana), visit.course, at=NOON)
    clock.move_to(NOON + timedelta(days=1, minutes=1))
    path = due(ana)
    for sent in (WORSE, {"fits": "chest-pain"}, {"fits": "chest-pain"}):
        Client().post(path, sent)
    assert {task.kind for task in open_tasks()} == {sharing.NO_BETTER, sharing.ALARM}
    assert len(open_tasks()) == 2
    erase(account_on(ana))
    assert not open_tasks()


def test_not_shared_nobody_is_asked(
    ana: Client, visit: VisitFacts, clock: time_machine.Traveller
) -> None:
    sharing.share(account_on(ana), visit.course, at=NOON)
    sharing.stop(account_on(ana), visit.course, at=NOON)
    clock.move_to(NOON + timedelta(days=1, minutes=1))
    Client().post(due(ana), WORSE)
    assert not open_tasks()


def test_erased_nothing_says_that_it_was_shared(ana: Client, visit: VisitFacts) -> None:
    account = account_on(ana)
    sharing.share(account, visit.course, at=NOON)
    erase(account)
    assert visit.course.hex not in stored_text().replace("-", "")
    assert queries.promised_visits(visit.course)


def test_the_export_tells_it(ana: Client, visit: VisitFacts) -> None:
    sharing.share(account_on(ana), visit.course, at=datetime.now(UTC))
    assert ana.get("/my/keeping/diary.json").json()["shared"][0]["course"] == str(visit.course)


@BOTH
@pytest.mark.parametrize("page", ["/my/", "/my/keeping"])
def test_the_way_to_stop_stays_after_a_quiet_month(
    prefix: str,
    page: str,
    ana: Client,
    visit: VisitFacts,
    clock: time_machine.Traveller,
) -> None:
    wrote(account_on(ana), 5)
    ana.post(f"/my/share/{token_of(visit.id)}")
    clock.move_to(NOON + timedelta(days=40))
    said = ana.get(f"{prefix}{page}").content.decode()
    assert "span=180" not in said, "the chart is still there"
    assert f'href="{prefix}/my/share"' in said
    assert (f'href="{prefix}/my/report.pdf"' in said) == (page == "/my/")
