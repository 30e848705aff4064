"""Somebody who tells of their back before a visit, on a phone that runs no script."""

import re
from html import unescape
from typing import Any

from easeback.apps.booking import queries
from easeback.apps.booking.facts import Contact, VisitFacts
from easeback.apps.care.facts import DocumentFacts, Kind
from easeback.apps.care.queries import documents_of
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.practice import queries as practice
from easeback.apps.practice.models import Practice
from easeback.web.patient.book.tokens import token_of
from tests.apps.booking.world import at, open_world, promised
from tests.web.keeper import hidden, phone
from tests.web.visitor import Form, Reading

SECTIONS = ("story", "pain", "pattern", "back", "history", "health", "life", "mind")
ADDRESS = "ana@example.org"
ANA = Contact("Ana Rivera", "1-555-555-0101", ADDRESS, "en", "America/New_York")
BEN = Contact("Ben", "1-555-555-0102", "", "en", "America/New_York")
"""Has no e-mail."""


def open_telling_world() -> None:
    """The small practice of the booking tests, whose mail lands on the demonstration's page."""
    open_world()
    Practice.objects.update(is_demo=True)
    practice.forget()


def visit_of(who: Contact = ANA, *, day: int = 2) -> VisitFacts:
    found = queries.visit(promised(at(day, 9), who=who))
    assert found is not None
    return found


def address(visit: VisitFacts, page: str = "", prefix: str = "") -> str:
    return f"{prefix}/visit/{token_of(visit.id)}/about-you{page and '/'}{page}"


def code_sent() -> str:
    mail = OutboxMessage.objects.filter(kind="intake-code").order_by("written_at").last()
    assert mail is not None
    found = re.search(r"\d{4} \d{4}", mail.subject)
    assert found
    return found[0]


class Teller:
    """A phone with the link of a visit."""

    def __init__(self, visit: VisitFacts, prefix: str = "") -> None:
        self.visit = visit
        self.prefix = prefix
        self.client = phone()

    def gets(self, page: str = "") -> Any:
        return self.client.get(address(self.visit, page, self.prefix))

    def sends(self, page: str = "", /, **said: Any) -> Any:
        return self.client.post(address(self.visit, page, self.prefix), said)

    def reads(self, page: str = "") -> str:
        return unescape(self.gets(page).content.decode())

    def begins(self) -> str:
        """Up to the first page; the page that is shown then."""
        answer = self.sends(wish="go")
        if answer["Location"].endswith("/code"):
            answer = self.sends("code", code=code_sent())
        return str(answer["Location"]).rsplit("/", 1)[1]

    def form(self, page: str) -> Form:
        wanted = address(self.visit, page, self.prefix)
        return next(form for form in Reading(self.reads(page)).forms if form.action == wanted)

    def tells(self, section: str, /, opened: str = "", **said: Any) -> Any:
        """Sends a section as it stands on the page (as it was `opened`), with this besides."""
        html = opened or self.gets(section).content.decode()
        form = next(f for f in Reading(html).forms if f.action.endswith(f"/{section}"))
        sent: dict[str, Any] = {"version": hidden(html, "version"), "page": hidden(html, "page")}
        for field in form.fields:
            if field.kind != "hidden" and field.value and (field.checked or field.kind == "text"):
                sent.setdefault(field.name, []).append(field.value)
        filled = {name.replace("__", ".").replace("_", "-"): each for name, each in said.items()}
        button = {} if {"wish", "more"} & filled.keys() else {"wish": "go"}
        return self.sends(section, **{**sent, **button, **filled})

    def hands_in(self, opened: str = "") -> Any:
        return self.sends("all", key=hidden(opened or self.reads("all"), "key"))

    @property
    def sent(self) -> list[DocumentFacts]:
        """What has arrived, the latest first."""
        found = documents_of([self.visit.course])
        return [each for each in found if each.about.kind is Kind.INTAKE]
