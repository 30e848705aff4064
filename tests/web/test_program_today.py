"""Today's program by its link: what is asked and why, how it went, a flare; it names nobody."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing, timetables
from easeback.apps.booking.facts import CourseFacts, Snapshot
from easeback.apps.care import history, programs, queries, signing
from easeback.apps.care.facts import About, Kind, Signer
from easeback.apps.care.models import FlareMark, Telling
from easeback.apps.care.programs import MOST_LATE
from easeback.apps.notifications.models import OutboxMessage, StaffTask
from easeback.apps.selfcare import sharing as diary
from easeback.domain.exercise import Demand
from easeback.domain.program import Item, Measure, Next, Progress, Weekday
from easeback.domain.response import Light
from easeback.knowledge import knowledge
from easeback.web.clinician.programs.posted import least_of
from easeback.web.letters import token_of
from tests.apps.booking.world import MONDAY, NOW, at, promised
from tests.apps.care.programming import BRIDGE, WALK, leaves_the_library, program, told
from tests.web.keeper import account_on, keeper
from tests.web.staff_calendar import as_ann, new_key, text_of
from tests.web.test_calendar_people import ANA as ANA_WITH_MAIL
from tests.web.test_program_staff import form, writing
from tests.web.todays_program import clock as clock  # noqa: PLC0414  A fixture.
from tests.web.todays_program import course as course  # noqa: PLC0414  A fixture.
from tests.web.todays_program import link, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def went(on: str = "2026-12-07", **lights: str) -> dict[str, Any]:
    """What the form sends; an item with a dash in its name as `short_walk`."""
    said = {f"went.{item.replace('_', '-')}": light for item, light in lights.items()}
    return {"key": new_key(), "on": on, **said}


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_it_shows_what_is_asked_today_and_names_nobody(
    client: Client, course: CourseFacts, prefix: str
) -> None:
    publish(course)
    answer = client.get(prefix + link(course))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "Rivera" not in page
    assert "data-player" in page
    assert "/figures/" in page
    assert ("8 veces, 2 rondas" if prefix else "8 times, 2 rounds a day") in page
    assert f'name="went.{BRIDGE}"' in page


def test_what_takes_the_place_of_an_exercise_asks_for_nothing_more(
    client: Client, course: CourseFacts
) -> None:
    publish(course)
    page = client.get(link(course)).content.decode()
    (found,) = re.findall(r"<script[^>]*data-routine>(.*?)</script>", page, re.DOTALL)
    library = knowledge().exercises
    played = json.loads(found)["parts"].values()
    ids = {part["exercise"] for part in played if "exercise" in part}
    asked = {item.exercise for item in program().items if item.days >= {Weekday.MONDAY}}
    allowed = frozenset[Demand]().union(*(library[id].needs for id in asked))
    assert asked <= ids
    assert all(library[id].needs <= allowed for id in ids)


def test_an_exercise_that_has_left_the_library_waits_and_red_can_still_be_told(
    client: Client, course: CourseFacts
) -> None:
    leaves_the_library(course, "bird-dog", by=User.objects.get(username="ann"))
    answer = client.get(link(course))
    assert "One exercise : waits until your therapist has looked" in text_of(answer)
    assert 'name="went.bird-dog"' not in answer.content.decode()
    stopped = client.post(f"{link(course)}/tell", went(bridge="red"))
    assert stopped["Location"] == f"{link(course)}/stop"
    assert StaffTask.objects.count() == 1


def test_an_exercise_of_another_day_waits(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    publish(course)
    clock.move_to(NOW + DAY)
    page = client.get(link(course)).content.decode()
    assert f'name="went.{BRIDGE}"' not in page
    assert "on another day" in page


def test_why_it_is_more_is_said_with_the_numbers(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    publish(course)
    for day in range(2):
        told(course, WALK, on=MONDAY + day * DAY)
    clock.move_to(NOW + 2 * DAY)
    more = "A little more today: 12 instead of 10."
    assert more in text_of(client.get(link(course)))
    told(course, WALK, on=MONDAY + 2 * DAY)
    assert more in text_of(client.get(link(course)))
    clock.move_to(NOW + 3 * DAY)
    assert more not in text_of(client.get(link(course)))


def test_why_it_is_less_is_said_without_blame(client: Client, course: CourseFacts) -> None:
    publish(course)
    told(course, WALK, Light.AMBER)
    said = text_of(client.get(link(course)))
    assert "so it stays easy" in said
    assert "You told us: A bit much" in said


def test_how_it_went_is_kept_once_and_goes_without_a_script(
    client: Client, course: CourseFacts
) -> None:
    publish(course)
    sent = {**went(bridge="green", short_walk="amber"), "before.bridge": "4", "after.bridge": "2"}
    for _ in range(2):
        answer = client.post(f"{link(course)}/tell", sent, follow=True)
        assert answer.redirect_chain == [(f"{link(course)}?told=1", 302)]
        assert "Your therapist can see it" in text_of(answer)
    found = {each.item: each for each in history.history_of(course.id).told}
    assert found[BRIDGE].light is Light.GREEN
    assert (found[BRIDGE].before, found[BRIDGE].after) == (4, 2)
    assert found[WALK].light is Light.AMBER
    assert Telling.objects.count() == 2


def test_nothing_told_is_nothing_kept(client: Client, course: CourseFacts) -> None:
    publish(course)
    answer = client.post(f"{link(course)}/tell", went())
    assert (answer.status_code, answer["Location"]) == (302, link(course))
    assert Telling.objects.count() == 0


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_red_leads_to_the_safety_check_and_the_therapist_is_told(
    client: Client, course: CourseFacts, prefix: str
) -> None:
    publish(course)
    answer = client.post(f"{prefix}{link(course)}/tell", went(bridge="red"), follow=True)
    assert answer.redirect_chain[-1][0] == f"{prefix}{link(course)}/stop"
    assert f'href="{prefix}/relief"' in answer.content.decode()
    assert StaffTask.objects.filter(kind=programs.RED).count() == 1
    page = client.get(prefix + link(course)).content.decode()
    assert f'name="went.{BRIDGE}"' not in page
    assert f'name="went.{WALK}"' in page


def test_pain_that_rose_much_leads_there_too(client: Client, course: CourseFacts) -> None:
    publish(course)
    sent = {**went(bridge="green"), "before.bridge": "2", "after.bridge": "8"}
    assert client.post(f"{link(course)}/tell", sent)["Location"].endswith("/stop")


def test_who_goes_back_and_says_that_it_was_too_much_is_heard(
    client: Client, course: CourseFacts
) -> None:
    publish(course)
    sent = went(bridge="green")
    client.post(f"{link(course)}/tell", sent)
    for _ in range(2):
        answer = client.post(f"{link(course)}/tell", {**sent, "went.bridge": "red"})
        assert answer["Location"].endswith("/stop")
    assert StaffTask.objects.count() == 1
    assert 'name="went.bridge"' not in client.get(link(course)).content.decode()


def test_the_therapists_words_are_of_the_exercise_beside_which_they_stand(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    library = knowledge().exercises
    dose, after = least_of(library["bird-dog"]), Next(BRIDGE, least_of(library[BRIDGE]))
    rule = Progress(Measure.REPS, (dose.reps or 1, dose.reps or 1), 1, 2, after)
    item = Item("one", "bird-dog", dose, rule, cues=("Knee on the towel.",))
    item = replace(item, stops=("Stop if the heel tingles.",))
    publish(course, replace(program(), items=(item,)))
    page = text_of(client.get(link(course)))
    assert "Knee on the towel." in page
    assert "Stop if the heel tingles." in page
    for day in range(2):
        told(course, "one", on=MONDAY + day * DAY)
    clock.move_to(NOW + 2 * DAY)
    page = text_of(client.get(link(course)))
    assert "A new exercise. The one before went well." in page
    assert "Knee on the towel." not in page
    assert "Stop if the heel tingles." not in page


def test_a_red_light_that_comes_too_late_to_be_kept_leads_to_the_safety_check_all_the_same(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    publish(course)
    sent = went(bridge="green")
    client.post(f"{link(course)}/tell", sent)
    clock.move_to(NOW + MOST_LATE + 2 * DAY)
    for key in (sent["key"], new_key()):
        answer = client.post(f"{link(course)}/tell", {**sent, "key": key, "went.bridge": "red"})
        page = text_of(answer)
        assert answer.status_code == 400
        assert "Do the safety check" in page
        assert "please call us" in page
    assert Telling.objects.count() == 1


def test_a_flare_leads_to_relief_until_it_is_over(
    client: Client, course: CourseFacts, clock: time_machine.Traveller
) -> None:
    publish(course)
    clock.move_to(NOW + DAY)
    begun = {"key": new_key(), "wish": "began"}
    page = client.post(f"{link(course)}/flare", begun, follow=True).content.decode()
    assert "Your program waits" in page
    assert "went." not in page
    assert "data-player" not in page
    client.post(f"{link(course)}/flare", {"key": new_key(), "wish": "over"})
    clock.move_to(NOW + 4 * DAY)
    assert "A gentle start again" in text_of(client.get(link(course)))


def test_who_says_on_the_first_day_that_a_flare_began_rests(
    client: Client, course: CourseFacts
) -> None:
    publish(course)
    key = new_key()
    for _ in range(2):
        client.post(f"{link(course)}/flare", {"key": key, "wish": "began"})
    assert FlareMark.objects.count() == 1
    assert "Your program waits" in text_of(client.get(link(course)))


def test_what_a_gate_forbids_since_then_waits_for_the_therapist(
    client: Client, course: CourseFacts
) -> None:
    publish(course)
    (visit,) = booking.visits_of(course.id)
    sharing.attach(visit.id, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    page = client.get(link(course)).content.decode()
    assert "waits until your therapist has looked" in page
    assert 'name="went.cat-cow"' not in page


@pytest.mark.parametrize(
    "sent",
    [
        {"went.bridge": "blue"},
        {"went.bridge": "green", "before.bridge": "11"},
        {"went.bridge": "green", "on": "2026-12-08"},
        {"went.bridge": "green", "on": "now"},
        {"went.bridge": "green", "key": "1"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(
    client: Client, course: CourseFacts, sent: dict[str, str]
) -> None:
    publish(course)
    answer = client.post(f"{link(course)}/tell", {**went(), **sent})
    assert answer.status_code == 400
    assert Telling.objects.count() == 0


@pytest.mark.parametrize("rest", ["", "/stop"])
def test_a_token_of_anything_else_opens_nothing(
    client: Client, course: CourseFacts, rest: str
) -> None:
    publish(course)
    (visit,) = booking.visits_of(course.id)
    for token in ("1", token_of(visit.id), token_of(course.id)):
        assert client.get(f"/program/{token}{rest}").status_code == 404
        assert client.post(f"/program/{token}/tell", went()).status_code == 404


def test_without_a_program_it_says_so(client: Client, course: CourseFacts) -> None:
    assert "no program for you here yet" in text_of(client.get(link(course)))
    assert client.post(f"{link(course)}/tell", went()).status_code == 302


def test_looking_at_it_changes_nothing(client: Client, course: CourseFacts) -> None:
    publish(course)
    client.get(link(course))
    client.get(f"{link(course)}/stop")
    assert (Telling.objects.count(), FlareMark.objects.count()) == (0, 0)


def test_the_visits_page_and_the_diary_lead_to_it(client: Client, course: CourseFacts) -> None:
    (visit,) = booking.visits_of(course.id)
    page = f"/visit/{token_of(visit.id)}"
    assert 'href="/program/' not in client.get(page).content.decode()
    publish(course)
    assert link(course) in client.get(page).content.decode()
    ana = keeper()
    assert 'href="/program/' not in ana.get("/my/").content.decode()
    diary.share(account_on(ana), course.id, at=NOW)
    assert link(course) in ana.get("/my/").content.decode()


def test_a_mail_with_the_link_is_sent_when_it_is_published(client: Client) -> None:
    known = booking.known_visit(promised(at(0, 9), who=ANA_WITH_MAIL))
    course = timetables.course(known.course)
    assert course is not None
    as_ann(client)
    client.post(writing(course), form())
    (mail,) = OutboxMessage.objects.filter(kind="program")
    (address,) = re.findall(r"https?://[^/]+(/\S+)", mail.body)
    assert address.endswith(link(course))
    assert "Rivera" not in mail.subject
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("with_program", [True, False])
def test_after_the_discharge_the_flare_plan_stands_there(
    client: Client, course: CourseFacts, *, with_program: bool
) -> None:
    if with_program:
        publish(course)
    signs(course, Kind.EVALUATION, "canary")
    assert "canary" not in text_of(client.get(link(course)))
    signs(course, Kind.DISCHARGE, "Keep moving.\n\nCall <us> after 2 days.")
    page = client.get(link(course)).content.decode()
    assert "Your plan for the next flare-up" in page
    assert "<p>Keep moving.</p>" in page
    assert "Call &lt;us&gt;" in page
    assert "When to get help at once" in page
    visit = f"/visit/{token_of(booking.visits_of(course.id)[0].id)}"
    assert link(course) in client.get(visit).content.decode()


def test_a_flare_plan_to_which_something_was_added_is_asked_for(
    client: Client, course: CourseFacts
) -> None:
    signs(course, Kind.DISCHARGE, "canary")
    (document,) = queries.documents_of([course.id])
    by = Signer(User.objects.get(username="ann").pk, "Ann, PT")
    words, key = "Not so: a blood thinner", UUID(new_key())
    signing.add_addendum(document.id, words, by=by, key=key, at=NOW)
    said = text_of(client.get(link(course)))
    assert "Your therapist has changed this plan" in said
    assert "canary" not in said
    assert "thinner" not in said


def signs(course: CourseFacts, kind: Kind, flare_plan: str) -> None:
    (visit,) = booking.visits_of(course.id)
    by = Signer(User.objects.get(username="ann").pk, "Ann, PT")
    about = About(course.id, visit.id, kind)
    signing.sign(about, {"flare-plan": flare_plan}, by=by, key=UUID(new_key()), at=NOW)


@pytest.mark.parametrize(("light", "page"), [("red", "/stop"), ("green", "?told=1")])
def test_where_nobody_reads_it_they_are_asked_to_call(
    client: Client, course: CourseFacts, light: str, page: str
) -> None:
    publish(course)
    User.objects.filter(username="ann").update(is_active=False)
    answer = client.post(f"{link(course)}/tell", went(bridge=light), follow=True)
    assert answer.redirect_chain[-1][0].endswith(page)
    said = text_of(answer)
    assert "right now no one reads" in said.lower()
    assert "call us" in said
    assert "Your therapist is told" not in said
    assert "Your therapist can see it" not in said
