"""What is somebody's own: name, phrase, others on this device, taking it along, erasing it."""

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts import devices, emails
from easeback.apps.accounts.devices import Opened
from easeback.apps.accounts.passkeys import passkeys_of
from easeback.apps.notifications.queries import mail_goes_out
from easeback.apps.selfcare import actions, following, queries, sharing
from easeback.apps.selfcare.facts import EntryFacts
from easeback.apps.selfcare.places import forget_phone
from easeback.web.patient.keeping.asking import name_in
from easeback.web.patient.keeping.holding import Mine, hold, keys_of, mine, tag_of
from easeback.web.patient.keeping.passkeys import has_passkeys
from easeback.web.patient.keeping.views import own_page, phrase_page
from easeback.web.patient.relief.frame import setting

COLUMNS = (
    "entry", "version", "at", "zone", "pain", "flare", "remedies", "areas", "sleep", "mood",
    "doing", "medicines", "note", "source", "written_at", "pain_after", "after_minutes",
)  # fmt: skip

LONGEST = 1_000


@require_safe
@mine
def yours(request: HttpRequest, me: Mine) -> HttpResponse:
    values: dict[str, object] = {
        "me": me,
        "email": emails.address_of(me.holder.account),
        "passkeys": passkeys_of(me.holder.account),
        "can": has_passkeys(request),
        "goes_out": mail_goes_out(),
    }
    return own_page(request, setting(request), "keeping/yours.html", values, 200)


@require_POST
@mine
def call(request: HttpRequest, me: Mine) -> HttpResponse:
    devices.call(me.holder.account, name_in(request.POST))
    return redirect("keeping:yours")


@require_POST
@mine
def phrase(request: HttpRequest, me: Mine) -> HttpResponse:
    """A new phrase, shown this once; the old one opens nothing any more."""
    new = actions.change_phrase(me.holder.account, key=me.key)
    return phrase_page(request, setting(request), Opened(me.holder.account, me.key, new))


@require_POST
@mine
def switch(request: HttpRequest, me: Mine) -> HttpResponse:
    """Shows the pages of another person on this device, by their place in the list."""
    answer = redirect("diary:diary")
    place = request.POST.get("place", "")
    if place in {str(number) for number in range(len(me.others))}:
        chosen, _ = me.others[int(place)]
        hold(answer, [chosen, *(key for key in keys_of(request) if key != chosen)])
    return answer


@require_POST
@mine
def leave(request: HttpRequest, me: Mine) -> HttpResponse:
    """This device shows the diary no more; it stays, for whoever has its phrase."""
    forget_phone(me.holder.account, request.POST.get("endpoint", "")[:LONGEST])
    devices.leave_device(me.holder.account, keys_of(request))
    answer = redirect("keeping:door")
    hold(answer, [key for key, _ in me.others])
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def erase(request: HttpRequest, me: Mine) -> HttpResponse:
    """Asks once, then erases the diary, its history, and the account."""
    here = setting(request)
    if request.method != "POST":
        return own_page(request, here, "keeping/erase.html", {"me": me}, 200)
    actions.erase(me.holder.account)
    front = tag_of(me.others[0][1].account) if me.others else ""
    answer = own_page(request, here, "keeping/erased.html", {"front": front}, 200)
    hold(answer, [key for key, _ in me.others])
    return answer


@require_safe
@mine
def as_json(request: HttpRequest, me: Mine) -> HttpResponse:
    """All that is kept of this person but the hashes of keys and phrase; every version of it."""
    holder = me.holder
    everything = {
        "exported_at": timezone.now().isoformat(),
        "account": {
            "id": str(holder.account),
            "language": holder.language.value,
            "zone": holder.zone,
            "called": holder.called,
            "email": emails.address_of(holder.account),
            "passkeys_made_at": [made_at for _, made_at in passkeys_of(holder.account)],
        },
        "entries": list(_rows(me)),
        "plans": [asdict(plan) for plan in queries.plans_of(holder.account)],
        "asked_again": following.everything_of(holder.account),
        "shared": sharing.everything_of(holder.account),
    }
    answer = JsonResponse(everything, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="diary.json"'
    return answer


@require_safe
@mine
def as_csv(request: HttpRequest, me: Mine) -> HttpResponse:
    """Every version of every entry, one on a line."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in _rows(me):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="diary.csv"'
    return answer


def _rows(me: Mine) -> Iterator[dict[str, Any]]:
    return map(_row, queries.everything_of(me.holder.account))


def _row(entry: EntryFacts) -> dict[str, Any]:
    line = asdict(entry.line)
    given = {"entry": str(entry.id), "version": entry.version, **line}
    given |= {"at": entry.line.at.isoformat(), "written_at": entry.written_at.isoformat()}
    return {name: given[name] for name in COLUMNS}


def _cell(value: object) -> str:
    """A value as a spreadsheet may hold it: nothing that it would take for a formula."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | tuple) else value
    plain = "" if text is None else str(text)
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@", "\t", "\r")) else plain
