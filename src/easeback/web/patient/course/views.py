"""A course, page by page: how many and how often, the plan with its choices, all visits booked."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.booking import actions, courses, queries
from easeback.apps.booking.courses import CourseConflicts, TooClose
from easeback.apps.booking.facts import VisitFacts
from easeback.domain.vocabulary import seconds
from easeback.web.letters import page_of
from easeback.web.patient.book import words as book_words
from easeback.web.patient.book.showing import shown_visit
from easeback.web.patient.book.tokens import visit_of
from easeback.web.patient.course.asking import NUMBERS, Asked, asked
from easeback.web.patient.course.letters import about_course
from easeback.web.patient.course.showing import rows
from easeback.web.patient.course.words import voice_of
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.views import open_to_all, shown
from easeback.web.wording import zone_name

OFTEN = tuple(courses.Often)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, token: str) -> HttpResponse:
    """How many and how often; told, the plan. Neither keeps or books anything."""
    found = visit_of(token)
    if not queries.promised_visits(found.course):
        return redirect("book:visit", token)
    who = asked(request.POST.dict())
    if not who.is_whole or "again" in request.POST:
        told = request.method == "POST" and "again" not in request.POST
        return question_page(request, found, token, who, told=told)
    return plan_page(request, found, token, who, Trouble())


@csrf_exempt
@open_to_all
@require_POST
def book(request: HttpRequest, token: str) -> HttpResponse:
    """Books what was chosen: all of it, or nothing, and then says what is gone."""
    found, who = visit_of(token), asked(request.POST.dict())
    if not who.is_whole:
        return question_page(request, found, token, who, told=True)
    trouble = book_now(request, found, who) if who.starts else Trouble("nothing", 422)
    # Without a visit that is promised there is no plan: it was cancelled in another tab.
    if trouble is not None and queries.promised_visits(found.course):
        return plan_page(request, found, token, who, trouble)
    return redirect("course:visits", token)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was booked: the key of a sentence, and the starts that are at fault."""

    problem: str = ""
    status: int = 200
    gone: Collection[int] = ()
    close: Collection[int] = ()


def book_now(request: HttpRequest, found: VisitFacts, who: Asked) -> Trouble | None:
    """None: it is booked, or the visit that it would go on from is over, as the next page says."""
    here, now = setting(request), timezone.now()

    def letters(visits: courses.Visits) -> courses.Letters:
        return about_course(here.practice, visits, lambda v: page_of(request, v), at=now)

    key = f"course:{found.course}:{who.key.hex}"
    try:
        courses.book_course(found.course, who.starts, key=key, letters=letters, at=now)
    except CourseConflicts as conflict:
        return Trouble("gone", 409, gone=[seconds(start) for start in conflict.gone])
    except TooClose as fault:
        return Trouble("close", 422, close=[seconds(start) for start in fault.starts])
    except actions.TooBusy:
        return Trouble("busy", 409)
    except (actions.NoSuchVisit, actions.KeyReused):
        pass  # Booked already, perhaps with other choices, or over: the next page says what stands.
    return None


@open_to_all
@require_safe
def visits(request: HttpRequest, token: str) -> HttpResponse:
    """All promised visits of the course, with their codes.

    Whoever holds the link of one visit of a course sees them all: they are one person's.
    """
    here, found = setting(request), visit_of(token)
    voice = book_words.voice_of(here.voice.language, here.practice)
    now = timezone.now()
    to_come = [v for v in queries.promised_visits(found.course) if v.ends_at > now]
    values: dict[str, object] = {
        "visits": [shown_visit(voice, here.practice, visit, at=now) for visit in to_come],
        "course": reverse("course:course", args=[token]),
        "back": reverse("book:visit", args=[token]),
    }
    return own_page(request, here, "course/visits.html", values)


def question_page(
    request: HttpRequest, found: VisitFacts, token: str, who: Asked, *, told: bool
) -> HttpResponse:
    """`told`: something was sent, so what is missing is said."""
    here = setting(request)
    voice = voice_of(here.voice.language, here.practice)
    problems = {}
    if told and who.visits is None:
        problems["visits"] = voice.say("ask.no_number")
    if told and who.often is None:
        problems["often"] = voice.say("ask.no_often")
    values = {
        "who": who,
        "numbers": NUMBERS,
        "often": [(one.value, voice.say(f"ask.{one.value}"), one is who.often) for one in OFTEN],
        "problems": problems,
        "lead": voice.say("ask.lead", who=found.therapist_name.partition(",")[0]),
        **common(here, found, token),
    }
    return own_page(request, here, "course/ask.html", values, 422 if problems else 200)


def plan_page(
    request: HttpRequest,
    found: VisitFacts,
    token: str,
    who: Asked,
    trouble: Trouble,
) -> HttpResponse:
    here = setting(request)
    assert who.visits is not None and who.often is not None  # noqa: S101, PT018  Both were told.
    plan = courses.plan_course(found.course, who.visits, who.often, at=timezone.now())
    voice = voice_of(here.voice.language, here.practice)
    shown_rows = rows(voice, here.practice.zone, plan, who, gone=trouble.gone, close=trouble.close)
    values = {
        "who": who,
        "rows": shown_rows,
        "zone": here.practice.zone,
        "zone_line": voice.say(
            "plan.zone", zone=zone_name(voice.language, here.practice.zone, timezone.now().year)
        ),
        "problem": voice.say(f"plan.{trouble.problem}") if trouble.problem else "",
        "can_book": any(row.first or row.others for row in shown_rows),
        **common(here, found, token),
    }
    return own_page(request, here, "course/plan.html", values, trouble.status)


def common(here: Setting, found: VisitFacts, token: str) -> dict[str, object]:
    voice = book_words.voice_of(here.voice.language, here.practice)
    return {
        "visit": shown_visit(voice, here.practice, found, at=timezone.now()),
        "course": reverse("course:course", args=[token]),
        "book": reverse("course:book", args=[token]),
    }


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status=status)
