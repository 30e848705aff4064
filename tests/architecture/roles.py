"""Eight people and one practice, to ask of every page who may open it and what it lets slip.

clara treats ana, dan treats ben; both patients share their diaries. A lead has given no reason yet.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries as booking
from easeback.apps.booking import sharing
from easeback.apps.booking.facts import Contact, Snapshot
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import drafts, own_exercises, programs, signing
from easeback.apps.care.facts import About, Kind, Signer
from easeback.apps.care.library import library_for
from easeback.apps.care.models import Message
from easeback.apps.care.roles import FRONT_DESK, LEAD
from easeback.apps.selfcare import sharing as diary
from easeback.domain.program import OWN
from easeback.web.clinician.programs.posted import new_item, posted_of
from easeback.web.letters import messages_token, program_token, token_of
from easeback.web.patient.proving.holding import KEPT, hold, proven
from tests import cast
from tests.apps.booking.world import at, open_world, promised, therapist
from tests.apps.care.programming import explained, program
from tests.apps.care.recording import NOTE, account_with_role
from tests.domain.program.owning import own
from tests.web.keeper import account_on, keeper, wrote

ROLES = ("anonymous", "ana", "ben", "clara", "dan", "desk", "lead", "owner")
THEIRS = {"clara": "ana", "dan": "ben"}
DOORS = {"/admin/login/", "/staff/sign-in/", "/keep"}
NOW = datetime(2026, 12, 7, 15, tzinfo=UTC)


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the router."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


class Practice:
    """The people, each with a browser of their own, and what is theirs."""

    def __init__(self) -> None:
        open_world()
        self.browsers = {"anonymous": Client(), "ana": keeper(), "ben": keeper()}
        self._staff()
        self.visits = {
            name: promised(at(0, hour), name=who, who=contact(name))
            for name, hour, who in (("ana", 9, "Ann"), ("ben", 10, "Bea"))
        }
        self.entries = {name: self._patient(name) for name in THEIRS.values()}
        self.own = self._own_exercise()
        self.documents = {name: self._record(name, staff) for staff, name in THEIRS.items()}

    def _staff(self) -> None:
        for name, theirs in (("clara", "Ann"), ("dan", "Bea")):
            user = self._comes_in(name, account_with_role(name))
            TherapistTime.objects.filter(pk=therapist(theirs)).update(account=user)
        self._comes_in("desk", account_with_role("fay", FRONT_DESK))
        self._comes_in("lead", account_with_role("lena", LEAD))
        self._comes_in("owner", account_with_role("otto", owner=True))

    def _comes_in(self, role: str, user: User) -> User:
        self.browsers[role] = Client()
        return cast.signed_in(self.browsers[role], user)

    def _own_exercise(self) -> UUID:
        """Of the practice, with the picture of its first version under the same id."""
        key, by = uuid4(), Signer(User.objects.get(username="clara").pk, "Clara")
        own_exercises.write(key, own(), seen=0, by=by, key=key, at=NOW)
        return key

    def course(self, name: str) -> UUID:
        return booking.known_visit(self.visits[name]).course

    def _patient(self, name: str) -> UUID:
        """What they keep for themselves, and share with their therapist."""
        account = account_on(self.browsers[name])
        entry = wrote(account, 5, hours_ago=2, note=f"canary-diary-{name}")
        diary.share(account, self.course(name), at=NOW)
        snapshot = Snapshot({"pain-now": 6}, "self_care", (), {}, "v")
        sharing.attach(self.visits[name], snapshot, at=NOW)
        return entry

    def _record(self, name: str, staff: str) -> UUID:
        course, visit, key = self.course(name), self.visits[name], uuid4()
        told = f"canary-record-{name}"
        signing.send_intake(course, {"story": told}, key=uuid4(), at=NOW)
        by = Signer(User.objects.get(username=staff).pk, staff.title())
        note = {**NOTE, "plan": told}
        signing.sign(About(course, visit, Kind.VISIT_NOTE), note, by=by, key=key, at=NOW)
        signing.add_addendum(key, told, by=by, key=uuid4(), at=NOW)
        about = About(course, visit, Kind.EVALUATION)
        drafts.save(about, {"reasoning": [told]}, by=by.who, version=0, at=NOW)
        asked = explained(program(NOW.date()), "bridge", "m-6", told)
        id = f"{OWN}{self.own.hex}"
        more = new_item(library_for([id]).exercises[id], frozenset())
        asked = replace(asked, items=(*asked.items, more))
        programs.publish(course, asked, (), by=by, key=uuid4(), at=NOW)
        # The next version is begun already.
        posted = {**posted_of(asked), "items.1.cues": [told]}
        about = About(course, course, Kind.PROGRAM)
        drafts.save(about, posted, by=by.who, version=0, at=NOW)
        self._messages(name, by)
        return key

    def _messages(self, name: str, by: Signer) -> None:
        """A thread that its patient opens on a browser which has shown to be theirs."""
        course, answer = self.course(name), HttpResponse()
        for account in (None, by.account):
            text = f"canary-message-{name}"
            Message.objects.create(course=course, text=text, by_id=account, name="x", at=NOW)
        holding = proven(course, until=NOW + KEPT)
        hold(RequestFactory().get("/"), answer, holding, at=NOW)
        self.browsers[name].cookies.update(answer.cookies)

    def address(self, route: str, whose: str = "ana") -> str:
        """A path that fits the route and leads to what is this patient's."""
        visit = self.visits[whose]
        names = {
            "<str:visit>": str(visit),
            "<str:course>": str(self.course(whose)),
            "<str:document>": str(self.documents[whose]),
            "<uuid:exercise>": str(self.own),
            "<uuid:version>": str(self.own),
            "<slug:part>": "start-light",
            "<uuid:entry>": str(self.entries[whose]),
            "<str:kind>": "evaluation",
            "<int:therapist>": str(therapist("Ann" if whose == "ana" else "Bea")),
            "<str:day>": "2026-12-07",
            "<str:part>": "weekly",
            "<slug:flavor>": "busy",
            "<slug:exercise>": "cat-cow",
            "<path:object_id>": "1",
            "(?P<url>.*)$": "nowhere",
        }
        if "visit/<str:token>" in route or "share/<str:token>" in route:
            names["<str:token>"] = token_of(visit)
        if "messages/<str:token>" in route:
            names["<str:token>"] = messages_token(self.course(whose))
        if "program/<str:token>" in route:
            names["<str:token>"] = program_token(self.course(whose))
        path = route
        for name, value in names.items():
            path = path.replace(name, value)
        while "<" in path:
            before, rest = path.split("<", 1)
            kind, after = rest.split(">", 1)
            path = before + (str(UUID(int=1)) if kind.startswith("uuid") else "1") + after
        return "/" + path.removeprefix("^")


def contact(name: str) -> Contact:
    return Contact(name.title(), "1-555-555-0101", f"{name}@example.test", "en", "America/New_York")


def asked(browser: Client, path: str) -> Iterator[Any]:
    """What GET and an empty POST say; whatever they change is taken back, cookies too."""
    for method in (browser.get, browser.post):
        cookies, place = deepcopy(browser.cookies), transaction.savepoint()
        yield method(path)
        transaction.savepoint_rollback(place)
        browser.cookies = cookies


def is_open(answer: HttpResponse) -> bool:
    """Whether the page deals with this person: it neither refuses them nor asks who they are. What
    does not take the method says nothing."""
    if answer.status_code in {403, 404, 405}:
        return False
    leads_to = answer.get("Location", "").split("?")[0]
    return not (answer.status_code == 302 and leads_to in DOORS)
