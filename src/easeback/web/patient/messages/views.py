"""The messages of a course by its link: how soon an answer comes, what was written, and a box.

The link lies in mails, so by itself it shows nothing that was written: see decision 0029.
"""

from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from easeback.apps.care import messages as threads
from easeback.apps.care import queries
from easeback.apps.care.messages import (
    LONGEST,
    BadMessage,
    KeyReused,
    NobodyReads,
    TooManyMessages,
)
from easeback.web.patient.keeping.asking import key_in
from easeback.web.patient.messages.access import Guest, by_link
from easeback.web.patient.messages.showing import LATEST, lines_of
from easeback.web.patient.messages.ways import called
from easeback.web.patient.messages.words import voice_of
from easeback.web.patient.proving import codes
from easeback.web.patient.proving.codes import REFUSED, TOO_MANY, NotProven
from easeback.web.patient.proving.holding import KEPT, hold, let_go_of_proof, proven
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import shown

CLOSED = 403


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """What was written, for a browser that has shown to be the patient's; for any other how to show
    it. A message is sent from here, too."""
    if request.method != "POST":
        return page(request, guest)
    match request.POST.get("wish"):
        case "leave":
            return let_go_of_proof(request, redirect(guest.page()), guest.course.id, at=guest.at)
        case "code":
            return ordered(request, guest)
    return sent(request, guest)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """The code that was mailed, typed on the browser that asked for it."""
    if guest.closed:
        return redirect(guest.page())
    if request.method != "POST":
        return code_page(request, guest)
    try:
        codes.redeem(request, guest.course.id, at=guest.at)
    except NotProven as why:
        return code_page(request, guest, why.problem, why.status)
    holding = proven(guest.course.id, until=guest.at + KEPT)
    return codes.forget_code(hold(request, redirect(guest.page()), holding, at=guest.at))


def ordered(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """A code is on its way, in the same words whether anything was written before or not."""
    if guest.closed:
        return page(request, guest, status=REFUSED)
    answer = redirect(guest.page("code"))
    try:
        return codes.order(request, answer, guest.course.id, guest.contact, at=guest.at)
    except NotProven as why:
        return page(request, guest, problem=why.problem, status=why.status)


def sent(request: HttpRequest, guest: Guest) -> HttpResponseBase:
    """Whatever stands in the way, what was typed is shown again, and can be sent again."""
    text, key = request.POST.get("text", ""), key_in(request.POST)
    if not guest.is_theirs:
        return page(request, guest, text=text, key=key, problem="closed", status=CLOSED)
    try:
        send(guest, text, key)
    except BadMessage:
        problem = "long" if text.strip() else "empty"
        return page(request, guest, text=text, key=key, problem=problem, status=REFUSED)
    except TooManyMessages:
        return page(request, guest, text=text, key=key, problem="many", status=TOO_MANY)
    except NobodyReads:
        return page(request, guest, text=text, key=key, status=REFUSED)
    return redirect(f"{guest.page()}?sent=1")


def send(guest: Guest, text: str, key: UUID) -> None:
    try:
        threads.send(guest.course.id, text, key=key, at=guest.at)
    except KeyReused:
        # Back, and changed: it is another message. Two clicks on it are still one.
        threads.send(guest.course.id, text, key=uuid5(key, text), at=guest.at)


def page(
    request: HttpRequest,
    guest: Guest,
    *,
    text: str = "",
    key: UUID | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponseBase:
    here = setting(request)
    values: dict[str, object] = {
        "closed": guest.closed,
        "text": text,
        "key": key or uuid4(),
        "problem": problem,
        "over": max(0, len("\n".join(text.splitlines()).strip()) - LONGEST),
        "longest": LONGEST,
        "is_sent": "sent" in request.GET and guest.is_theirs,
    }
    if not guest.is_theirs:
        return own_page(request, here, guest, "messages/messages.html", values, status)
    line = queries.line_of(guest.course.id)
    thread, before = threads.thread(line), threads.read_up_to(line, staff=False)
    lines = lines_of(thread, zone=guest.contact.zone, read_up_to=before)
    values |= {"earlier": lines[:-LATEST], "latest": lines[-LATEST:]}
    answer = own_page(request, here, guest, "messages/messages.html", values, status)
    if request.method != "HEAD":
        threads.note_reading(guest.course.id, thread, by=None, at=guest.at)
    return hold(request, answer, proven(guest.course.id, until=guest.at + KEPT), at=guest.at)


def code_page(
    request: HttpRequest, guest: Guest, problem: str = "", status: int = 200
) -> HttpResponseBase:
    here = setting(request)
    values: dict[str, object] = {"problem": problem, "code": codes.words_of(here)}
    return own_page(request, here, guest, "messages/code.html", values, status)


def own_page(
    request: HttpRequest,
    here: Setting,
    guest: Guest,
    template: str,
    values: dict[str, object],
    status: int,
) -> HttpResponseBase:
    voice, who = voice_of(here.voice.language, here.practice), called(guest.course)
    days = here.practice.reply_days
    said = {
        "to": voice.say("page.to", who=who),
        "reply": voice.say(f"reply.{'one' if days == 1 else 'many'}", who=who, days=days),
        "nobody": voice.say("closed.nobody", who=who),
        "too_long": voice.say("problem.long", over=values.get("over"), longest=LONGEST),
        "too_many": voice.say("problem.many", most=threads.MOST),
    }
    more = {
        "words": voice.ui,
        "said": said,
        "is_theirs": guest.is_theirs,
        "action": guest.page(),
        "code_page": guest.page("code"),
    }
    return shown(request, here, template, {**more, **values}, status)
