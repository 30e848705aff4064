"""Every page needs sign-in unless it is listed here."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "": "the relief journey keeps nothing and asks nobody who they are",
    "relief": "the same",
    "emergency": "help is open to all",
    "wake": "help is open to all",
    "steps": "what is safe for everybody",
    "pills": "what to know before a pain pill",
    "guide": "how we know",
    "sources": "how we know",
    "sources/<str:names>": "how we know",
    "about": "what this is",
    "hide": "a blank page",
    "kept": "what a phone keeps, the server never has",
    "kept/routine": "the same",
    "routine": "the relief journey goes on, and keeps nothing",
    "heat": "the same",
    "paper": "the same",
    "do/<str:exercises>": "exercises that anybody may do who was given them on paper",
    "book": "who is in pain needs no account to book",
    "book/hold": "the same, and only by POST",
    "book/confirm": "the same, and only by POST",
    "visit": "whoever has the code of a visit",
    "visit/<str:token>": "whoever has the link of a visit: a token nobody can make up",
    "visit/<str:token>/visit.ics": "the same",
    "visit/<str:token>/unshare": "the same, and only by POST",
    "visit/<str:token>/move": "the same",
    "visit/<str:token>/cancel": "the same",
    "calendar/<str:token>.ics": "whoever was given the address of a feed: a token nobody can guess",
    "visit/<str:token>/course": "the same; it plans and books nothing",
    "visit/<str:token>/course/book": "the same, and only by POST",
    "visit/<str:token>/visits": "the same: all visits of one person's course",
    "visit/<str:token>/about-you": "whoever has the link of a visit; shows nothing that was typed",
    "visit/<str:token>/about-you/code": "whoever got a code, on the browser that asked for it",
    "visit/<str:token>/about-you/all": "whoever typed it; leads any other browser to the cover",
    "visit/<str:token>/about-you/sent": "the same",
    "visit/<str:token>/about-you/<slug:section>": "the same",
    "visit/<str:token>/about-you/<slug:section>/save": "the same, and only by POST",
    "program/<str:token>": "whoever has the link: a token nobody can make up; names nobody",
    "program/<str:token>/tell": "the same, and only by POST",
    "program/<str:token>/queue": "the same, and only by POST",
    "program/<str:token>/stop": "the same; says where the safety check is",
    "program/<str:token>/flare": "the same, and only by POST",
    "program/<str:token>/exercises/<uuid:version>/<slug:part>": "whoever has the link",
    "messages/<str:token>": "whoever has the link; shows what was written to its patient alone",
    "messages/<str:token>/code": "whoever got a code, on the browser that asked for it",
    "wait": "who finds no time that suits needs no account to wait for one",
    "waiting/<str:token>": "whoever has the link of a place on the list",
    "offer/<str:token>": "whoever got the mail; only its buttons change anything, by POST",
    "keep": "what keeping is, for who may want it; sets no cookie",
    "keep/open": "opens a diary without a name, and only by POST",
    "keep/phrase": "whoever has the twelve words of a diary",
    "keep/email": "whoever may read the mail of a diary; never says who has one",
    "keep/code": "whoever got a code, on the browser that asked for it",
    "keep/passkey": "whoever has a passkey of a diary",
    "keep/passkey/challenge": "what a passkey must sign, and only by POST",
    "diary/unsent": "a page to write on without a connection; shows nothing of anybody",
    "check/<str:token>": "whoever got the mail; shows nothing of anybody, changes by POST only",
    "check/<str:token>/stop": "the same, and only by POST",
    "demo/outbox": "mail that the demonstration invented; a real practice has no such page",
    "demo/outbox/<uuid:id>": "the same",
    "demo/outbox/<uuid:id>/<int:place>": "the same",
    "offline": "what opens without a connection",
    "call": "whom to call",
    "portraits/<slug:variant>.<slug:tone>.<slug:mark>.svg": "drawings",
    "bodies/<slug:view>.<slug:tone>.<slug:mark>.svg": "drawings",
    "figures/<slug:figure>/<slug:pose>.<slug:tone>.<slug:mark>.svg": "drawings",
    "figures/<slug:exercise>.<slug:tone>.<slug:mark>.svg": "drawings that move",
    "manifest.webmanifest": "the app's name and icons",
    "sw.js": "the service worker",
    "staff/sign-in/": "the door: whoever has a passkey may come in",
    "staff/sign-in/challenge/": "what a passkey must sign, and only by POST",
    "staff/sign-in/code/": "the second step after a link; leads whoever has none to the door",
    "staff/sign-in/out/": "signs out, and only by POST",
    "staff/sign-in/<str:token>/": "whoever holds an unused link may come in",
    "admin/login/": "leads to the door",
    "admin/logout/": "signs out, and only by POST",
}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


ROUTES = sorted(set(routes(get_resolver())))


def address(route: str) -> str:
    """A path that fits the route: every placeholder is filled with 1."""
    filled = "".join(
        part.split(">", 1)[1].join([str(UUID(int=1)) if part.startswith("uuid") else "1", ""])
        if ">" in part
        else part
        for part in route.split("<")
    )
    return f"/{filled}"


def test_the_routes_are_found() -> None:
    assert set(PUBLIC) <= set(ROUTES)
    assert "admin/practice/clinicalapproval/add/" in ROUTES


THEIRS = [route for route in ROUTES if route.startswith("my/")]
"""Somebody's own: whoever holds no key is led to where they could get one."""


@pytest.mark.django_db
@pytest.mark.parametrize("route", THEIRS)
def test_a_page_of_somebodys_own_leads_a_stranger_to_the_door(client: Client, route: str) -> None:
    path = address(route).replace("/entry/1", f"/entry/{UUID(int=1)}")
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer["Location"] == "/keep"
    assert 302 in {client.get(path).status_code, client.post(path).status_code}


@pytest.mark.django_db
@pytest.mark.parametrize("route", [r for r in ROUTES if r not in PUBLIC and r not in THEIRS])
def test_a_page_that_is_not_listed_asks_who_you_are(client: Client, route: str) -> None:
    answer = client.get(address(route))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
