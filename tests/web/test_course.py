"""A course of visits, page by page: how many and how often, the plan, all booked at once."""

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from easeback.apps.booking import actions, courses, queries
from easeback.apps.booking.courses import Often
from easeback.apps.booking.facts import VisitFacts, Wanted
from easeback.apps.notifications.models import OutboxMessage, StaffTask
from easeback.domain.vocabulary import moment
from tests.web.test_book import ANA, NOW, fields_of, held, open_slots, slots_of, the_visit
from tests.web.test_book import monday_next as monday_next  # noqa: PLC0414  A fixture.
from tests.web.visitor import Form, Reading

ZONE = ZoneInfo("America/New_York")
BOTH = pytest.mark.parametrize("prefix", ["", "/es"])
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]


def booked(client: Client, prefix: str = "", **typed: str) -> str:
    """The address of a first visit on a Monday morning, when much is free."""
    slots = slots_of(open_slots(client, prefix, mode_wanted="clinic"))
    slot = next(slot for slot in slots if wall_of(int(slot.split(".")[2])) == "Mon 10:00")
    details = held(client, prefix, slot, mode_wanted="clinic")
    sent = {**fields_of(details, "/book/confirm"), **ANA, **typed}
    return str(client.post(f"{prefix}/book/confirm", sent)["Location"])


def wall_of(start: int) -> str:
    return moment(start).astimezone(ZONE).strftime("%a %H:%M")


def plan_form(page: str) -> Form:
    return next(f for f in Reading(page).forms if f.action.endswith("/course/book"))


def planned(client: Client, address: str, visits: str = "6", often: str = "week") -> str:
    answer = client.post(f"{address}/course", {"visits": visits, "often": often})
    assert answer.status_code == 200
    return str(answer.content.decode())


def filled(page: str, **other: str) -> dict[str, str]:
    """What the form sends as it stands, with other choices."""
    form = plan_form(page)
    sent = {f.name: f.value for f in form.fields if f.kind == "hidden" or f.checked}
    return {**sent, **{name.replace("_", "-"): value for name, value in other.items()}}


def all_visits(client: Client, address: str) -> tuple[VisitFacts, ...]:
    return queries.promised_visits(the_visit(client, address).course)


def take_away(visit: VisitFacts, start: int) -> None:
    """Somebody else takes this time of the same therapist."""
    wanted = Wanted("follow-up", visit.mode, visit.therapist, moment(start))
    actions.hold(wanted, key=str(uuid4()), at=NOW)


@BOTH
def test_from_a_visit_to_a_whole_course(client: Client, prefix: str) -> None:
    address = booked(client, prefix)
    assert f'href="{address}/course"' in client.get(address).content.decode()
    assert client.get(f"{address}/course").status_code == 200
    page = planned(client, address)
    assert len(all_visits(client, address)) == 1
    answer = client.post(f"{address}/course/book", filled(page))
    assert answer["Location"] == f"{address}/visits"
    visits = all_visits(client, address)
    assert len(visits) == 7
    shown = client.get(f"{address}/visits")
    assert "Set-Cookie" not in shown.headers
    assert all(visit.code in shown.content.decode() for visit in visits)
    assert {visit.therapist for visit in visits} == {visits[0].therapist}
    assert {wall_of(int(visit.starts_at.timestamp())) for visit in visits} == {"Mon 10:00"}


@BOTH
def test_what_is_missing_is_said_and_the_rest_is_kept(client: Client, prefix: str) -> None:
    address = booked(client, prefix)
    answer = client.post(f"{address}/course", {"visits": "6"})
    assert answer.status_code == 422
    form = next(f for f in Reading(answer.content.decode()).forms if f.checked("visits"))
    assert form.checked("visits") == ["6"]
    assert answer.content.decode().count('class="problem"') == 1
    for odd in ({"visits": "99", "often": "week"}, {"visits": "6", "often": "daily"}, {}):
        assert client.post(f"{address}/course", odd).status_code == 422
        assert client.post(f"{address}/course/book", odd).status_code == 422
    assert len(all_visits(client, address)) == 1


def test_a_time_that_is_taken_is_said_and_the_next_is_proposed(client: Client) -> None:
    address = booked(client)
    first = the_visit(client, address)
    second = int((first.starts_at + timedelta(days=14)).timestamp())
    take_away(first, second)
    page = planned(client, address)
    assert "Your usual time is not free here." in unescape(page)
    assert str(second) not in plan_form(page).values("visit-2")
    client.post(f"{address}/course/book", filled(page))
    visits = all_visits(client, address)
    assert len(visits) == 7
    assert abs((visits[2].starts_at - first.starts_at).days - 14) <= 2


def test_all_or_nothing_and_what_is_gone_is_named(client: Client) -> None:
    address = booked(client)
    page = planned(client, address)
    sent = filled(page, visit_3="")
    gone = int(sent["visit-4"])
    take_away(the_visit(client, address), gone)
    late = client.post(f"{address}/course/book", sent)
    assert late.status_code == 409
    assert len(all_visits(client, address)) == 1
    again = late.content.decode()
    assert again.count("This time is gone.") == 1
    # What was chosen stands, but for the time that is gone.
    kept = filled(again)
    assert (kept["visit-3"], kept["visit-2"]) == ("", sent["visit-2"])
    assert kept["visit-4"] != sent["visit-4"]
    assert client.post(f"{address}/course/book", kept).status_code == 302
    assert len(all_visits(client, address)) == 6


def test_another_time_and_leaving_one_out(client: Client) -> None:
    address = booked(client)
    page = planned(client, address, visits="3")
    other = plan_form(page).values("visit-2")[1]
    client.post(f"{address}/course/book", filled(page, visit_1="", visit_2=other))
    visits = all_visits(client, address)
    assert len(visits) == 3
    assert int(visits[1].starts_at.timestamp()) == int(other)


def test_two_visits_on_days_in_a_row_are_refused_and_nothing_is_lost(client: Client) -> None:
    address = booked(client)
    page = planned(client, address, visits="3")
    sent = filled(page)
    sent["visit-2"] = str(int(sent["visit-1"]) + 86_400)
    answer = client.post(f"{address}/course/book", sent)
    assert answer.status_code == 422
    text = unescape(answer.content.decode())
    assert "Keep at least one whole day between two visits." in text
    assert filled(text) == sent
    assert len(all_visits(client, address)) == 1


def test_a_double_click_books_one_course(client: Client) -> None:
    address = booked(client)
    page = planned(client, address)
    sent = filled(page)
    answers = [client.post(f"{address}/course/book", sent) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"{address}/visits"}
    # The same page with other choices: it is booked, and the page says with which.
    client.post(f"{address}/course/book", {**sent, "visit-1": ""})
    assert len(all_visits(client, address)) == 7


def test_nothing_chosen_books_nothing(client: Client) -> None:
    address = booked(client)
    page = planned(client, address, visits="2")
    answer = client.post(f"{address}/course/book", filled(page, visit_1="", visit_2=""))
    assert answer.status_code == 422
    assert "Choose at least one visit." in answer.content.decode()


def test_beyond_the_days_that_are_open_it_says_so_and_books_the_rest(client: Client) -> None:
    address = booked(client)
    page = planned(client, address, visits="10", often="fortnight")
    assert "You can book this visit later." in unescape(page)
    client.post(f"{address}/course/book", filled(page))
    assert 5 <= len(all_visits(client, address)) < 11


def test_the_patients_own_visits_are_respected(client: Client) -> None:
    """Somebody who has booked a course is not planned over it: the next ones come after."""
    address = booked(client)
    client.post(f"{address}/course/book", filled(planned(client, address, visits="2")))
    last = all_visits(client, address)[-1].starts_at
    page = planned(client, address, visits="2")
    starts = [int(plan_form(page).checked(f"visit-{n}")[0]) for n in (1, 2)]
    assert moment(starts[0]) > last


def test_a_course_goes_on_from_now_when_its_last_visit_is_long_ago(
    client: Client, monday_next: Any
) -> None:
    address = booked(client)
    monday_next.shift(timedelta(days=40))
    page = planned(client, address, visits="2")
    start = int(plan_form(page).checked("visit-1")[0])
    assert NOW + timedelta(days=40) < moment(start) < NOW + timedelta(days=50)


def test_who_has_no_promised_visit_has_no_course(client: Client) -> None:
    address = booked(client)
    client.post(f"{address}/cancel")
    assert client.get(f"{address}/course")["Location"] == address
    sent = {"visits": "2", "often": "week", "key": str(uuid4()), "visit-1": "1796050800"}
    assert client.post(f"{address}/course/book", sent).status_code == 302
    assert client.get(f"{address}/visits").status_code == 200
    assert all_visits_of(address) == ()


def all_visits_of(address: str) -> tuple[VisitFacts, ...]:
    visit = queries.visit(UUID(hex=address.rsplit("/", 1)[1].split(":", maxsplit=1)[0]))
    assert visit is not None
    return queries.promised_visits(visit.course)


def test_one_mail_tells_of_all_visits_and_each_has_its_reminders(client: Client) -> None:
    address = booked(client, email="ana@example.org", zone="America/Los_Angeles")
    client.post(f"{address}/course/book", filled(planned(client, address, visits="3")))
    mail = OutboxMessage.objects.get(kind="course-booked")
    visits = all_visits(client, address)[1:]
    assert all(visit.code in mail.body for visit in visits)
    # They are at the clinic, so by its clock first.
    assert mail.body.count("(Eastern Standard Time; ") == len(visits)
    assert mail.body.count("Pacific Standard Time)") == len(visits)
    assert "Do the safety check: http://testserver/" in mail.body
    assert mail.attachments.count() == 3
    told = OutboxMessage.objects.filter(about__in=[f"visit:{visit.id}" for visit in visits])
    assert set(told.values_list("kind", flat=True)) == {
        "visit-reminder_day",
        "visit-reminder_hours",
    }


@pytest.mark.parametrize("token", ["1", "0" * 32 + ":x", "a:b:c"])
def test_a_token_that_was_made_up_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/visit/{token}/course").status_code == 404
    assert client.get(f"/visit/{token}/visits").status_code == 404
    assert client.post(f"/visit/{token}/course").status_code == 404
    assert client.post(f"/visit/{token}/course/book").status_code == 404


def test_a_course_is_planned_for_nobody_who_has_not_booked() -> None:
    with pytest.raises(actions.NoSuchVisit):
        courses.plan_course(uuid4(), 3, Often.WEEKLY, at=NOW)
    with pytest.raises(actions.NoSuchVisit):
        courses.book_course(uuid4(), [NOW], key="k", at=NOW)


def test_staff_are_asked_for_the_link_of_each_video_visit_of_a_course(client: Client) -> None:
    slots = slots_of(open_slots(client, mode_wanted="telehealth"))
    details = held(client, "", slots[0], mode_wanted="telehealth")
    address = client.post("/book/confirm", {**fields_of(details, "/book/confirm"), **ANA})
    page = planned(client, address["Location"], "3")
    client.post(plan_form(page).action, filled(page))
    visits = all_visits(client, address["Location"])
    assert len(visits) == 4
    asked = {task.about for task in StaffTask.objects.filter(kind="video-link")}
    assert asked == {f"visit:{visit.id}" for visit in visits}
