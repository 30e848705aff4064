"""Nobody loses what they hold or have typed, nor the way on from where they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from easeback.apps.booking import courses, queries
from easeback.apps.booking.courses import Often
from easeback.apps.booking.models import Service, Visit
from easeback.apps.notifications.models import OutboxMessage
from easeback.domain.booking import Severity
from easeback.domain.vocabulary import moment
from tests.web.test_book import (
    ANA,
    BOTH,
    NOW,
    booked,
    fields_of,
    held,
    monday_next,
    open_slots,
    slots_of,
    the_visit,
    told,
)
from tests.web.visitor import Reading

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday_next")]
__all__ = ["monday_next"]
PRESSING = "Your answers say to see a clinician within days."


def booked_by_somebody_severe(client: Client) -> str:
    """The address of the page of a visit that must be within days."""
    slots = client.post("/book", told("weight loss")).content.decode()
    hold = {**fields_of(slots, "/book/hold"), "slot": slots_of(slots)[0]}
    details = client.post("/book/hold", hold).content.decode()
    typed = {**fields_of(details, "/book/confirm"), **ANA, "email": "ana@example.test"}
    return str(client.post("/book/confirm", typed)["Location"])


def ticked(page: str, action: str) -> set[str]:
    form = next(f for f in Reading(page).forms if f.action.endswith(action))
    return {f.name for f in form.fields if f.kind == "checkbox" and f.checked}


@BOTH
@pytest.mark.parametrize("page", ["hold", "confirm"])
def test_a_page_that_needs_its_form_leads_to_the_open_slots(
    client: Client, prefix: str, page: str
) -> None:
    answer = client.get(f"{prefix}/book/{page}")
    assert (answer.status_code, answer["Location"]) == (302, f"{prefix}/book")


def test_what_somebody_holds_they_can_choose_again_and_nobody_else_can(client: Client) -> None:
    details = held(client)
    sent = fields_of(details, "/book/confirm")
    page = client.post("/book", sent).content.decode()
    own = f"{int(Visit.objects.get().starts_at.timestamp())}"
    assert any(slot.endswith(f".{own}") for slot in slots_of(page))
    mine = next(slot for slot in slots_of(page) if slot.endswith(f".{own}"))
    assert mine not in slots_of(open_slots(Client()))
    again = client.post("/book/hold", {**fields_of(page, "/book/hold"), "slot": mine})
    booking = {**fields_of(again.content.decode(), "/book/confirm"), **ANA}
    assert client.post("/book/confirm", booking).status_code == 302
    assert Visit.objects.count() == 1


def test_consent_to_share_outlives_the_choice_of_another_time(client: Client) -> None:
    sent = {**fields_of(held(client), "/book/confirm"), **ANA, "share": "yes"}
    page = client.post("/book", sent).content.decode()
    other = {**fields_of(page, "/book/hold"), "slot": slots_of(page)[-1]}
    details = client.post("/book/hold", other).content.decode()
    assert "share" in ticked(details, "/book/confirm")


def test_what_was_typed_goes_along_to_the_waiting_list(client: Client, monday_next: Any) -> None:
    sent = {**fields_of(held(client), "/book/confirm"), **ANA, "email": "ana@example.test"}
    sent["share"] = "yes"
    monday_next.shift(timedelta(minutes=11))
    late = client.post("/book/confirm", sent).content.decode()
    form = client.post("/wait", fields_of(late, "/wait")).content.decode()
    typed = fields_of(form, "/wait")
    assert (typed["name"], typed["email"], typed["phone"]) == (
        "Ana",
        "ana@example.test",
        ANA["phone"],
    )
    back = client.post("/book", typed).content.decode()
    assert fields_of(back, "/book/hold")["share"] == "yes"
    assert fields_of(back, "/book/hold")["name"] == "Ana"


def test_the_place_that_was_looked_at_is_the_one_that_is_ticked(client: Client) -> None:
    page = open_slots(client, mode_wanted="clinic")
    form = client.post("/wait", fields_of(page, "/wait")).content.decode()
    assert ticked(form, "/wait") == {"clinic"}
    page = open_slots(client)
    form = client.post("/wait", fields_of(page, "/wait")).content.decode()
    assert ticked(form, "/wait") == {"clinic", "telehealth"}


def test_where_only_home_visits_are_made_the_place_is_asked_at_once(client: Client) -> None:
    Service.objects.filter(pk="first-evaluation").update(modes=["home"])
    page = open_slots(client)
    assert "Your ZIP code" in page
    assert "There is no open time right now" not in page
    assert "Tell me if something sooner opens" not in page
    assert slots_of(open_slots(client, zip="10011"))


def test_who_speaks_spanish_is_said_and_offered_first_in_spanish(client: Client) -> None:
    page = open_slots(client, "/es")
    speakers = {face.id for face in queries.faces() if "es" in face.languages}
    assert speakers
    assert len(speakers) < len(queries.faces())
    assert "Habla español" in page
    by_start: dict[str, set[str]] = {}
    for slot in slots_of(open_slots(client)):
        therapist, _, start = slot.split(".")
        by_start.setdefault(start, set()).add(therapist)
    days = slots_of(page.partition("Más horarios")[2])
    spanish = {slot.split(".")[2] for slot in days if slot.split(".")[0] in speakers}
    for start, therapists in by_start.items():
        if therapists & speakers:
            assert start in spanish
    assert "Speaks" not in open_slots(client)


def test_after_the_first_visit_the_page_leads_on_with_the_same_therapist(
    client: Client, monday_next: Any
) -> None:
    address = booked(client)
    visit = the_visit(client, address)
    assert "See all your visits" not in client.get(address).content.decode()
    monday_next.shift(visit.ends_at - NOW + timedelta(days=1))
    page = client.get(address).content.decode()
    assert "This visit is over" in page
    assert f"{address}/course" in page
    assert "Book another visit" not in page
    at = visit.ends_at + timedelta(days=1)
    plan = courses.plan_course(visit.course, 3, Often.WEEKLY, at=at)
    courses.book_course(visit.course, starts_of(plan), key="c", at=at)
    assert f"{address}/visits" in client.get(address).content.decode()
    # What has been is no part of what is booked.
    assert client.get(f"{address}/visits").content.decode().count("Change or cancel") == 3


def starts_of(plan: courses.Plan) -> list[Any]:
    return [moment(one.start) for one in plan.visits if one.start is not None]


def test_a_visit_that_has_begun_cannot_be_cancelled_there_and_its_page_says_whom_to_call(
    client: Client, monday_next: Any
) -> None:
    address = booked(client)
    monday_next.shift(the_visit(client, address).starts_at - NOW + timedelta(minutes=5))
    page = client.get(f"{address}/cancel").content.decode()
    assert "Yes, cancel it" not in page
    assert "It is time for your visit" in page
    client.post(f"{address}/cancel")
    page = client.get(address).content.decode()
    assert "Are you late, or can you not come? Call us." in page
    assert "tel:" in page


def test_who_must_be_seen_within_days_is_told_so_wherever_that_may_slip(client: Client) -> None:
    address = booked_by_somebody_severe(client)
    visit = the_visit(client, address)
    assert visit.severity is Severity.SEVERE
    for page in ("", "/move", "/cancel"):
        assert PRESSING in client.get(f"{address}{page}").content.decode()
    client.post(f"{address}/cancel")
    page = client.get(address).content.decode()
    assert PRESSING in page
    assert "Do the safety check" in page
    assert PRESSING in told_by_mail("visit-booked")
    assert PRESSING in told_by_mail("visit-cancelled")
    other = booked(Client(), pick=-1, email="ben@example.test")
    assert told_by_mail("visit-booked", to="ben@example.test").count(PRESSING) == 0
    assert "Get help at once if you faint, get chest pain" in told_by_mail(
        "visit-booked", to="ben@example.test"
    )
    assert PRESSING not in client.get(f"{other}/move").content.decode()


def told_by_mail(kind: str, to: str = "ana@example.test") -> str:
    return OutboxMessage.objects.get(kind=kind, recipient=to).body


def test_how_soon_the_first_visit_was_needed_says_nothing_of_the_next_ones(client: Client) -> None:
    first = the_visit(client, booked_by_somebody_severe(client))
    plan = courses.plan_course(first.course, 3, Often.WEEKLY, at=NOW)
    visits = courses.book_course(first.course, starts_of(plan), key="c", at=NOW)
    assert first.severity is Severity.SEVERE
    assert {queries.known_visit(v).severity for v in visits} == {Severity.ROUTINE}
