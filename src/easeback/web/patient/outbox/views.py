"""What the demonstration has sent, whichever way: a list, each message, its files.

What a real practice sends is nobody's business but its reader's, so every page here asks first
whether this practice is the demonstration, and is not there for any other.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from easeback.apps.accounts.emails import code_of
from easeback.apps.notifications import queries
from easeback.apps.notifications.facts import Delivered
from easeback.apps.selfcare.actions import about_code
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import open_to_all, shown
from easeback.web.wording import voice_of

LONGEST = 300
FOLDER = Path(__file__).parent / "words"


@open_to_all
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """All mails, the newest first."""
    here = _demonstration(request)
    mails = [_told(here, mail) for mail in queries.on_the_page(_own(request))]
    return _shown(request, here, "outbox/outbox.html", {"mails": mails})


@open_to_all
@require_safe
def mail(request: HttpRequest, id: UUID) -> HttpResponse:
    here = _demonstration(request)
    found = queries.one_on_the_page(id, _own(request))
    if found is None:
        raise Http404(id)
    return _shown(request, here, "outbox/mail.html", {"mail": _told(here, found)})


@open_to_all
@require_safe
def attachment(request: HttpRequest, id: UUID, place: int) -> HttpResponse:
    """A file, always to be kept or opened elsewhere: no browser runs it as a page of ours."""
    _demonstration(request)
    file = queries.attachment_on_the_page(id, place)
    if file is None:
        raise Http404(place)
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.name
    )
    return answer


def _own(request: HttpRequest) -> str:
    """What the mail with the code that this browser asked for is about; "" where it asked none."""
    code = code_of(request.COOKIES.get(settings.CODE_COOKIE, "")[:LONGEST])
    return about_code(code) if code else ""


def _demonstration(request: HttpRequest) -> Setting:
    """The setting of a page of the demonstration. Raises Http404 for any other practice.

    Where the database does not answer nobody knows which practice this is: then too.
    """
    here = setting(request)
    if not here.practice.is_demo:
        raise Http404
    return here


def _told(here: Setting, mail: Delivered) -> dict[str, object]:
    local = mail.delivered_at.astimezone(ZoneInfo(here.practice.zone))
    files = [
        {"name": name, "path": reverse("outbox:attachment", args=[mail.id, place])}
        for place, name in enumerate(mail.attachments)
    ]
    return {
        "path": reverse("outbox:mail", args=[mail.id]),
        "recipient": mail.recipient or _words(here)["outbox"]["by"][mail.way],
        "language": mail.language,
        "subject": mail.subject,
        "body": mail.body,
        "at": date_format(local, "DATETIME_FORMAT"),
        "files": files,
    }


def _words(here: Setting) -> Mapping[str, Any]:
    return voice_of(FOLDER, here.voice.language, here.practice).ui


def _shown(
    request: HttpRequest, here: Setting, template: str, values: dict[str, object]
) -> HttpResponse:
    around = {"words": _words(here), "all": reverse("outbox:outbox")}
    return shown(request, here, template, {**around, **values})
