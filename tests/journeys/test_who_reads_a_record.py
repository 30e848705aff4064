"""A gate is overridden with a reason, a lead is asked why, a course is handed over."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking.facts import Snapshot
from easeback.apps.booking.models import TherapistTime
from easeback.apps.booking.sharing import attach
from easeback.apps.care.roles import FRONT_DESK, LEAD
from easeback.web.letters import program_token
from tests import cast
from tests.apps.booking.world import NOW, at, open_world, promised, therapist
from tests.apps.care.recording import account_with_role

Usable = Callable[[], None]
ComesIn = Callable[[User], Page]


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """Monday, twenty past ten."""
    with time_machine.travel(at(0, 10, 20)):
        yield str(live_server.url)


@pytest.fixture
def course() -> UUID:
    """Ana's. She shared that she cannot get down to the floor."""
    open_world()
    visit = promised(at(0, 9))
    promised(at(4, 9))
    attach(visit, Snapshot({"floor": "no"}, "self_care", (), {}, "v"), at=NOW)
    return booking.known_visit(visit).course


@pytest.fixture
def comes_in(browser: Browser, course: UUID, site: str) -> Iterator[ComesIn]:
    """A laptop on which somebody of the staff has signed in."""
    contexts = []

    def come(user: User) -> Page:
        client = Client()
        cast.signed_in(client, user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site))
        cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}
        contexts[-1].add_cookies([cookie])
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


def as_therapist(comes_in: ComesIn, name: str) -> Page:
    user = account_with_role(name.lower())
    TherapistTime.objects.filter(pk=therapist(name)).update(account=user)
    return comes_in(user)


def overrides_a_gate(page: Page, course: UUID) -> None:
    page.goto(f"/staff/patients/{course}/program/write/")
    page.get_by_label("Begin with", exact=True).select_option(label="Building up again")
    page.get_by_role("button", name="Begin with this").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Please say why, or take it out.")
    for reason in page.get_by_label("Why nonetheless?").all():
        reason.fill("She does it on her bed, and gets up by the rail.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("main")).to_contain_text("Version 1")


def is_refused(page: Page, course: UUID) -> None:
    answer = page.goto(f"/staff/patients/{course}/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("Ana Rivera")).to_have_count(0)


def says_why(page: Page, course: UUID, reason: str) -> None:
    page.goto(f"/staff/patients/{course}/")
    page.get_by_label("Why").fill(reason)
    page.get_by_role("button").last.click()
    expect(page.get_by_role("main")).to_contain_text("You read this as a lead")


def hands_over(page: Page, course: UUID, *, to: str) -> None:
    page.goto(f"/staff/patients/{course}/")
    page.get_by_role("link", name="Hand over to a colleague").click()
    page.get_by_label(to, exact=True).check()
    page.get_by_label("Why").fill("Ann is away until spring.")
    page.get_by_role("button").last.click()


def test_a_gate_a_lead_a_hand_over_and_who_is_refused(
    course: UUID, comes_in: ComesIn, page: Page, site: str, assert_usable: Usable
) -> None:
    ann = as_therapist(comes_in, "Ann")
    bea = as_therapist(comes_in, "Bea")
    overrides_a_gate(ann, course)
    is_refused(bea, course)
    is_refused(comes_in(account_with_role("fay", FRONT_DESK)), course)
    is_refused(comes_in(account_with_role("otto", owner=True)), course)

    # A lead is asked why, reads, does not write; the therapist sees that they read it.
    lead = comes_in(account_with_role("lena", LEAD))
    says_why(lead, course, "Ann is away from tomorrow on.")
    expect(lead.get_by_role("link", name="Change it")).to_have_count(0)
    ann.goto(f"/staff/patients/{course}/")
    expect(ann.get_by_role("main")).to_contain_text("Ann is away from tomorrow on.")

    # Handed over, it is Bea's from now on; the patient's links lead on.
    hands_over(ann, course, to="Bea")
    expect(ann.get_by_role("main")).to_contain_text("Handed over")
    bea.goto("/staff/patients/")
    bea.get_by_role("link", name="Ana Rivera").click()
    expect(bea.get_by_role("main")).to_contain_text("Part of this record comes from an earlier")
    # What Ann wrote stays open to her, what comes now does not.
    goes_on = UUID(bea.url.rstrip("/").rpartition("/")[2])
    is_refused(ann, goes_on)
    ann.goto(f"/staff/patients/{course}/")
    expect(ann.get_by_role("main")).to_contain_text("This course goes on with another therapist.")
    page.goto(f"{site}/es/program/{program_token(course)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("El programa de hoy")
    assert_usable()
