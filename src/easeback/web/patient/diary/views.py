"""The pages of the diary. Every form is sent once, however often it is pressed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from easeback.apps.accounts import devices
from easeback.apps.selfcare import actions, following, queries, sharing
from easeback.apps.selfcare.actions import ChangedMeanwhile, DiaryFull, KeyReused
from easeback.apps.selfcare.facts import DONE, EntryFacts
from easeback.apps.selfcare.following import Reported
from easeback.domain.diary import effects_of
from easeback.domain.followup import MUCH_PAIN
from easeback.web.diary.telling import DiaryVoice, diary_voice
from easeback.web.patient.checkin.tokens import token_of
from easeback.web.patient.diary import asking
from easeback.web.patient.diary.plan import plan_today
from easeback.web.patient.diary.showing import choices_of, row_of
from easeback.web.patient.diary.words import voice_of
from easeback.web.patient.keeping.holding import Mine, mine
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.patient.relief.views import shown
from easeback.web.patient.today.ways import program_path

SHOWN = 20
"""Entries on a page."""
PAIN = range(11)
NEW = timedelta(days=1)
"""Who calls something older than this a flare tells of what is past."""
SPANS = (30, 180, 731)
"""Days that the chart can show."""


@require_safe
@mine
def diary(request: HttpRequest, me: Mine) -> HttpResponse:
    """How is it now, what the diary tells, and the latest entries."""
    here, at = setting(request), timezone.now()
    voice = diary_voice_for(here)
    after = _after(request)
    page = queries.page_of(me.holder.account, after=after, limit=SHOWN + 1)
    values: dict[str, object] = {
        "rows": [row_of(voice, entry) for entry in page[:SHOWN]],
        "last": page[SHOWN - 1].id if len(page) > SHOWN else None,
        "is_older": after is not None,
        "key": uuid4(),
        "pain": PAIN,
        "me": me,
    }
    if after is None:
        values |= asked_again(me, at=at)
        entries = queries.entries_of(me.holder.account, me.holder.zone)
        values["helps"] = voice.helps(effects_of(queries.lately(entries, at=at)))
        values["chart"] = voice.chart(entries, span := _span(request), me.holder.zone, at=at)
        values["spans"] = [(days, days == span) for days in SPANS]
        values["plan"] = plan_today(here, voice, me, at=at)
        shares = sharing.shares_of(me.holder.account)
        values["programs"] = list(filter(None, (program_path(each.course) for each in shares)))
    return own_page(request, here, "diary/diary.html", values)


@require_POST
@mine
def write(request: HttpRequest, me: Mine) -> HttpResponse:
    """A pain of this moment; the page that follows asks for more, if they like."""
    at = timezone.now()
    try:
        key = asking.key_of(request.POST)
        line = asking.quick(request.POST, zone=me.holder.zone, at=at)
    except Unreadable:
        return unreadable(request, setting(request))
    if line.zone != me.holder.zone:
        devices.keep_zone(me.holder.account, line.zone)
    try:
        written = actions.write(me.holder.account, line, key=key, at=at)
    except KeyReused:
        # A second tap on the same page: what the first one said stands, and can be changed there.
        return redirect("diary:entry", key)
    except (ChangedMeanwhile, DiaryFull):
        return redirect("diary:diary")
    if written.is_gone:
        return redirect("diary:diary")
    return redirect(reverse("diary:entry", args=[key]) + "?saved=1")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def entry(request: HttpRequest, me: Mine, entry: UUID) -> HttpResponse:
    """One entry, to add to and to change."""
    here, at = setting(request), timezone.now()
    found = queries.entry_of(me.holder.account, entry)
    if found is None:
        raise Http404
    if request.method != "POST":
        return entry_page(request, here, me, found)
    try:
        key, version = asking.key_of(request.POST), asking.version_of(request.POST)
        told = asking.typed(request.POST, found.line, at=at)
    except Unreadable:
        return unreadable(request, here)
    if told.problems:
        return entry_page(request, here, me, found, told, status=422)
    pain, is_new = told.line.pain, at - told.line.at < NEW
    if told.line.flare and not found.line.flare and pain is not None and is_new:
        # Before the change: cut off in between, it is done again with it.
        language = here.voice.language.value
        reported = Reported(pain, is_first=False, zone=told.line.zone, language=language)
        following.begin(me.holder.account, reported, opened_by=key, at=at)
    try:
        actions.change(me.holder.account, told.line, entry=entry, version=version, key=key, at=at)
    except (KeyReused, ChangedMeanwhile):
        return entry_page(request, here, me, found, told, problem="changed", status=409)
    return redirect("diary:diary")


@require_POST
@mine
def take_out(request: HttpRequest, me: Mine, entry: UUID) -> HttpResponse:
    """Takes an entry out of the diary, with all that it ever said."""
    if not actions.take_out(me.holder.account, entry):
        raise Http404
    return redirect("diary:diary")


def asked_again(me: Mine, *, at: datetime) -> dict[str, object]:
    """The question that is due now, and whether they are asked at all."""
    due = following.due_for(me.holder.account, at=at)
    return {
        "due": token_of(due.id) if due is not None else "",
        "is_asked": following.open_one(me.holder.account, at=at) is not None,
    }


def entry_page(
    request: HttpRequest,
    here: Setting,
    me: Mine,
    found: EntryFacts,
    told: asking.Typed | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    voice = diary_voice_for(here)
    line = told.line if told is not None else found.line
    kept = [
        str(plan.plan[name])
        for plan in queries.plans_of(me.holder.account)[:1]
        for name in ("position", "first")
        if plan.plan.get(name)
    ]
    history = queries.history_of(me.holder.account, found.id)[1:]
    values: dict[str, object] = {
        "me": me,
        "entry": found,
        "line": line,
        "when": request.POST.get("when") or asking.local(line),
        "did": choices_of(voice, line, kept),
        "chart": voice.body(line),
        "pain": PAIN,
        "is_much": max(line.pain or 0, line.pain_after or 0) >= MUCH_PAIN,
        "may_be_unsaid": line.source in DONE,
        "key": uuid4(),
        "version": found.version,
        "saved": "saved" in request.GET and request.method == "GET",
        "problems": told.problems if told is not None else (),
        "problem": problem,
        "history": [row_of(voice, each) for each in history],
    }
    return own_page(request, here, "diary/entry.html", values, status)


def diary_voice_for(here: Setting) -> DiaryVoice:
    return diary_voice(here.voice.language, here.practice)


def unreadable(request: HttpRequest, here: Setting) -> HttpResponse:
    return shown(request, here, "relief/unreadable.html", {}, status=400)


def own_page(
    request: HttpRequest,
    here: Setting,
    template: str,
    values: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    words = voice_of(here.voice.language, here.practice).ui
    return shown(request, here, template, {"words": words, **values}, status)


def _span(request: HttpRequest) -> int:
    """How many days the chart shows."""
    chosen = request.GET.get("span", "")
    return next((days for days in SPANS if chosen == str(days)), SPANS[0])


def _after(request: HttpRequest) -> UUID | None:
    """After which entry the list goes on; None from the latest on."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
