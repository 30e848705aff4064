"""The messages of a course for staff: read as a record is, answered by the therapist alone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from easeback.apps.accounts.presence import whose
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import messages as threads
from easeback.apps.care import queries
from easeback.apps.care.messages import (
    LONGEST,
    BadMessage,
    KeyReused,
    NobodyReads,
    NoSuchMessage,
)
from easeback.apps.care.permissions import may_write
from easeback.apps.notifications.facts import Message, MessageRefused
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.frame import tel
from easeback.web.clinician.messages.frame import lines_of, own_voice, shown
from easeback.web.clinician.record.frame import id_of, moment, read_page, signer_of
from easeback.web.letters import messages_page, notice


@read_page
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """All that was written. POST sends an answer, or says that none is needed."""
    if request.method != "POST":
        return page(request, course)
    if not may_write(request.user, course):
        raise PermissionDenied
    if request.POST.get("wish") == "settle":
        return settled(request, course)
    return answered(request, course)


def answered(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """What was typed is shown again whatever stands in its way."""
    text, key = request.POST.get("text", ""), id_of(request.POST.get("key", ""))
    seen, at = request.POST.get("seen", ""), timezone.now()
    if key is None or (seen and id_of(seen) is None):
        return page(request, course, text=text, trouble="form")
    by = signer_of(request, course)

    def letters() -> tuple[Message, ...]:
        assert course.contact is not None  # noqa: S101  As read_page makes sure.
        link = messages_page(request, course.id, course.contact.language)
        who, to = by.name.partition(",")[0], course.contact
        return notice("message", practice(), to, who, link, course=course.id, key=key)

    try:
        threads.answer(course, text, by=by, seen=id_of(seen), key=key, at=at, letters=letters)
    except BadMessage:
        return page(request, course, text=text, trouble="long" if text.strip() else "empty")
    except (KeyReused, NoSuchMessage):
        return page(request, course, text=text, trouble="form")
    except (NobodyReads, MessageRefused):
        return page(request, course, text=text, trouble="unreached")
    return redirect(f"{place(course)}?sent=1")


def settled(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """Nothing that stood on the page needs an answer."""
    seen = id_of(request.POST.get("seen", ""))
    if seen is None:
        return page(request, course, trouble="form")
    try:
        threads.settle(course.id, seen, by=signer_of(request, course), at=timezone.now())
    except (NoSuchMessage, NobodyReads):
        return page(request, course, trouble="form")
    return redirect(place(course))


def page(
    request: HttpRequest, course: CourseFacts, *, text: str = "", trouble: str = ""
) -> HttpResponse:
    zone, line = course.therapist.zone, queries.line_of(course.id)
    thread, goes_on = threads.thread(line), queries.goes_on_in(course.id)
    is_own = may_write(request.user, course)
    read = threads.read_up_to(line, staff=True)
    lines = lines_of(thread, zone=zone, read=read, opened=threads.read_up_to(line, staff=False))
    waits = threads.state_of(line).waits_since
    over = max(0, len("\n".join(text.splitlines()).strip()) - LONGEST)
    values = {
        "course": course,
        "contact": course.contact,
        "tel": tel(course.contact.phone) if course.contact else "",
        "lines": lines,
        "seen": lines[-1].id if lines else "",
        "last": next((each for each in reversed(lines) if not each.is_theirs), None),
        "waits_since": moment(waits, zone) if waits and not goes_on else None,
        "is_own": is_own,
        "goes_on": goes_on,
        "is_reached": threads.is_reached(course),
        "promise": promise(),
        "text": text,
        "trouble": own_voice().ui["trouble"][trouble].format(over=over) if trouble else "",
        "is_sent": "sent" in request.GET,
    }
    answer = shown(request, values, status=422 if trouble else 200)
    if is_own and request.method != "HEAD":
        # A lead reads, too; but only the therapist's reading means that the patient was heard.
        threads.note_reading(course.id, thread, by=whose(request).pk, at=timezone.now())
    return answer


def promise() -> str:
    """What the patient reads on how soon an answer comes."""
    days = practice().reply_days
    return own_voice().say(f"promise.{'one' if days == 1 else 'many'}", days=days)


def place(course: CourseFacts) -> str:
    return reverse("thread:messages", args=[course.id])
