"""How a page of hours is sent: looked at, asked about where it breaks promises, written once."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from easeback.apps.booking import changes
from easeback.web.clinician.calendar.fields import MOST_ROWS
from easeback.web.clinician.calendar.frame import Chosen, key_of, shown, words
from easeback.web.clinician.calendar.told import told
from easeback.web.forms.whole import whole_in

COUNT = "rows-TOTAL_FORMS"


class Sent(Protocol):
    """What a page holds, as it was sent."""

    def is_valid(self) -> bool: ...

    def save(self, *, although: list[UUID], key: str, at: Any) -> None: ...


Make = Callable[[QueryDict | None], Sent]


def edited(
    request: HttpRequest, chosen: Chosen, page: str, make: Make, **values: Any
) -> HttpResponse:
    """The page; once it is sent and nothing stands against it, the way back to all hours.

    Whatever stands against it, the page comes again with everything that was typed.
    """

    def again(sheet: Sent, *, status: int = 200, **more: Any) -> HttpResponse:
        held = {"sheet": sheet, "chosen": chosen, "sent_key": _key(request), **values, **more}
        return shown(request, page, held, status=status)

    if request.method != "POST":
        return again(make(None))
    if request.POST.get("wish") == "add":
        return again(make(grown(request.POST)))
    sheet, key = make(request.POST), key_of(request, page)
    if key is None or not sheet.is_valid():
        return again(sheet, status=400, problem="look" if key else "form")
    try:
        sheet.save(although=_although(request), key=key, at=timezone.now())
    except changes.BreaksPromises as broken:
        return again(sheet, status=409, broken=told(broken.visits))
    except (changes.KeyReused, changes.TooBusy) as stop:
        problem = "busy" if isinstance(stop, changes.TooBusy) else "used"
        return again(sheet, status=409, problem=problem, sent_key=uuid4())
    messages.success(request, words()["hours"]["saved"])
    return redirect(reverse("calendar:hours") + chosen.query)


def grown(sent: QueryDict) -> QueryDict:
    """What was sent, with one more row, for which nothing was typed yet."""
    more = sent.copy()
    count = whole_in(sent.get(COUNT, ""), digits=4)
    if count is not None and count < MOST_ROWS:
        more[COUNT] = str(count + 1)
    return more


def _key(request: HttpRequest) -> UUID:
    """The key of the form that was sent: the same change, until it is written."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _although(request: HttpRequest) -> list[UUID]:
    """The visits that were shown, if the button below them was pressed."""
    if request.POST.get("wish") != "although":
        return []
    found = []
    for text in request.POST.getlist("although"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
