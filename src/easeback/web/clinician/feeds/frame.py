"""The words of these pages, and what every one of them needs."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language

from easeback.apps.booking import feeds, foreign
from easeback.apps.booking.facts import CalendarState, Flavor
from easeback.domain.vocabulary import Language
from easeback.web.wording import page_words

FOLDER = Path(__file__).parent / "words"


def shown(
    request: HttpRequest, page: str, values: dict[str, Any], *, problem: str = ""
) -> HttpResponse:
    """A page; `problem` is the key of the words for what was wrong with the form."""
    words = _words()
    frame = {
        "words": words,
        "key": uuid4(),
        "problem": words["problems"][problem] if problem else "",
    }
    status = 422 if problem else 200
    return render(request, f"feeds/{page}.html", {**frame, **values}, status=status)


def shown_calendars(
    request: HttpRequest, therapist: int, name: str, *, problem: str = ""
) -> HttpResponse:
    """One therapist's calendars, as they stand."""
    now, made = timezone.now(), feeds.addresses(therapist)
    values = {
        "therapist": therapist,
        "name": name,
        "addresses": [(flavor, made.get(flavor)) for flavor in Flavor],
        "others": [_told(each, now) for each in foreign.calendars(therapist)],
    }
    return shown(request, "calendars", values, problem=problem)


def key_of(request: HttpRequest) -> str:
    """The key that the form brought from its page: pressed twice, it does its work once."""
    try:
        return f"calendar:{UUID(request.POST.get('key', ''))}"
    except ValueError as fault:
        raise BadRequest("the form has no key") from fault


def _told(state: CalendarState, now: datetime) -> dict[str, Any]:
    said = _words()["others"]
    ago = timesince(state.read_at or state.added_at, now, depth=1)
    if state.fails:
        lines = [said["silent"].format(ago=ago), said["holds"] if state.read_at else said["never"]]
    elif state.read_at is None:
        lines = [said["waiting"]]
    else:
        lines = [said["read"].format(ago=ago, busy=state.busy)]
    return {"id": state.id, "host": state.host, "lines": lines, "reason": state.reason}


def _words() -> Any:
    return page_words(FOLDER)[Language(get_language() or Language.ENGLISH)]
