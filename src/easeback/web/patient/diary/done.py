"""What was done together lands in the diary: from the page it was done on, or from the phone."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from easeback.apps.selfcare import actions
from easeback.apps.selfcare.actions import ChangedMeanwhile, DiaryFull, KeyReused, LineRefused
from easeback.apps.selfcare.facts import DONE, GUIDED, Line, Source
from easeback.domain.diary import LONGEST_AFTER
from easeback.domain.followup import MUCH_PAIN
from easeback.web.forms.whole import whole_in
from easeback.web.patient.diary import asking
from easeback.web.patient.diary.showing import Choice
from easeback.web.patient.diary.views import PAIN, diary_voice_for, own_page, unreadable
from easeback.web.patient.diary.words import voice_of
from easeback.web.patient.keeping.asking import zone_in
from easeback.web.patient.keeping.holding import Mine, mine, whose
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.posted import Unreadable

log = logging.getLogger(__name__)

LEAST_HEAT = 5
"""Minutes: heat that came off before did nothing yet. A house choice."""
KINDS = {source.value: source for source in DONE}
MOST_OFFERED = 20


class NothingDone(Unreadable):
    """Nothing was ticked."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page says into whose diary something goes, and the form that puts it there.

    `key` names what is done on this page, so that its form writes once; `began` is when the page
    was made.
    """

    kind: str
    key: UUID
    began: str
    tag: str
    ahead: str
    into: str
    choices: tuple[Choice, ...]
    words: Mapping[str, Any]
    pain: int | None = None
    after: int | None = None
    problem: bool = False
    levels: range = PAIN
    much: int = MUCH_PAIN


def place_of(
    request: HttpRequest, here: Setting, source: Source, ids: tuple[str, ...], *, pain: int | None
) -> Place | None:
    """For whoever keeps a diary on this device; None for anybody else, and nothing changes.

    None without a database, too: relief is shown whatever becomes of the diary.

    `ids`: what was offered; `pain`: what they told before.
    """
    at = timezone.now()
    try:
        me = whose(request, at=at)
    except DatabaseError:
        log.exception("Whose diary it is cannot be read.")
        return None
    if me is None:
        return None
    voice, own = diary_voice_for(here), voice_of(here.voice.language, here.practice)
    return Place(
        kind=source.value,
        key=uuid4(),
        began=at.isoformat(),
        tag=me.tag,
        ahead=own.say(f"done.ahead.{source}"),
        into=_into(here, me),
        choices=tuple(Choice(id, voice.remedy(id), chosen=False) for id in ids),
        words=own.ui,
        pain=pain,
    )


def _into(here: Setting, me: Mine) -> str:
    """Into whose diary it goes: with several people on the phone, theirs who is in front.

    By no name: a browser keeps this page for its Back, as it answers a form.
    """
    own = voice_of(here.voice.language, here.practice)
    return own.say(f"done.into.{'front' if me.others else 'mine'}")


@require_POST
@mine
def done(request: HttpRequest, me: Mine) -> HttpResponse:
    """What the form of a routine, of heat, or of a step of a plan says was done."""
    here, at = setting(request), timezone.now()
    account, zone = me.holder.account, me.holder.zone
    try:
        key = asking.key_of(request.POST)
    except Unreadable:
        return unreadable(request, here)
    try:
        line = told(request.POST, zone=zone, at=at)
        write = actions.write_done if line.source in GUIDED else actions.write
        written = write(account, line, key=key, at=at)
    except NothingDone:
        return _again(request, here, me)
    except (Unreadable, LineRefused):
        return unreadable(request, here)
    except (KeyReused, ChangedMeanwhile, DiaryFull):
        # A second tap on the same page: what the first one said stands.
        return redirect("diary:diary")
    if line.source is Source.PLAN_STEP or written.is_gone:
        return redirect(reverse("diary:diary") + "#plan")
    return redirect(reverse("diary:entry", args=[key]) + "?saved=1")


def told(given: QueryDict, *, zone: str, at: datetime) -> Line:
    """What was done, as a line of the diary. Raises Unreadable; NothingDone where nothing is."""
    source = KINDS.get(given.get("kind", ""))
    if source is None:
        raise Unreadable("something that no page does")
    did = tuple(sorted(set(given.getlist("did"))))
    pain, after = (asking.pain_or_unsaid(given, name) for name in ("pain", "after"))
    if not did:
        raise NothingDone
    began = asking.moment_in(given)
    # A clock that is ahead is taken for ours.
    began = at if began is None else min(began, at)
    if source is Source.PLAN_STEP:
        return Line(at=began, zone=zone, pain=None, remedies=did, source=source)
    # A page without a player says that it was long enough, and knows no better.
    least = LEAST_HEAT if source is Source.HEAT and not given.get("minutes") else 1
    minutes = max(least, _minutes(given.get("minutes", ""), at - began))
    if source is Source.HEAT and (did != ("heat",) or minutes < LEAST_HEAT):
        raise Unreadable("heat that was none")
    return Line(
        at=began,
        zone=zone_in(given) or zone,
        pain=pain,
        remedies=did,
        source=source,
        pain_after=after,
        after_minutes=minutes,
    )


def _minutes(text: str, since: timedelta) -> int:
    """How long it took; by the page's own time where no player has measured it."""
    measured = whole_in(text, digits=5)
    took = since // timedelta(minutes=1) if measured is None else measured
    return min(max(1, took), LONGEST_AFTER)


def _again(request: HttpRequest, here: Setting, me: Mine) -> HttpResponse:
    """The form once more, since nothing was ticked on it. Nothing else of it is lost."""
    given, voice = request.POST, diary_voice_for(here)
    own = voice_of(here.voice.language, here.practice)
    offered = [id for id in given.getlist("offered")[:MOST_OFFERED] if id in actions.remedies()]
    place = Place(
        kind=given.get("kind", ""),
        key=asking.key_of(given),
        began=given.get("at", "")[:40],
        tag=me.tag,
        ahead="",
        into="",
        choices=tuple(Choice(id, voice.remedy(id), chosen=False) for id in offered),
        words=own.ui,
        pain=asking.pain_or_unsaid(given, "pain"),
        after=asking.pain_or_unsaid(given, "after"),
        problem=True,
    )
    return own_page(request, here, "diary/done.html", {"me": me, "place": place}, 422)
