"""What a person has shared with their therapist, in words."""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from easeback.apps.booking.facts import Snapshot
from easeback.apps.booking.sharing import note_reading, shared_with
from easeback.apps.practice.queries import practice
from easeback.knowledge import knowledge
from easeback.web import wording
from easeback.web.clinician.calendar.frame import (
    FOLDER,
    language,
    shown,
    staff_page,
    visit_with_record,
    wall,
    words,
)
from easeback.web.wording import Voice


@staff_page
@require_safe
def shared(request: HttpRequest, visit: str) -> HttpResponse:
    """For whoever may read the record of its course; the front desk sees no clinical words."""
    found = visit_with_record(request, visit)
    what = shared_with(found.id)
    if what is None:
        raise Http404(visit)
    note_reading(found.id, by=f"staff:{request.user.pk}", at=timezone.now())
    voice, snapshot = wording.voice_of(FOLDER, language(), practice()), what.snapshot
    values = {
        "visit": found,
        "given_at": wall(what.given_at, ZoneInfo(found.zone)),
        "urgency": words()["shared"]["urgency"][snapshot.urgency],
        "rules": [voice.get(f"rules.{id}.why") or id for id in snapshot.rules],
        "answers": list(told(voice, snapshot)),
        "plan": list(planned(voice, snapshot.plan)),
        "older": snapshot.knowledge_version != knowledge().version,
    }
    return shown(request, "shared", values)


def told(voice: Voice, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Each question with its answer, in the order of the bank; by id where it is ours no more."""
    known = [question.id for question in voice.knowledge.bank]
    order = sorted(snapshot.answers, key=lambda q: known.index(q) if q in known else len(known))
    for question in order:
        answer: Any = snapshot.answers[question]
        options = answer if isinstance(answer, list) else [answer]
        said = [voice.get(f"questions.{question}.options.{o}") or str(o) for o in options]
        yield voice.get(f"questions.{question}.text") or question, ", ".join(said)


def planned(voice: Voice, plan: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each part of the plan, with the exercises or activities in it."""
    titles = words()["shared"]["plan"]
    for part, title in titles.items():
        value: Any = plan.get(part)
        ids = value if isinstance(value, list) else [value] if value else []
        kind = {"easing": "activities", "heat": "treatments"}.get(part, "exercises")
        if ids:
            yield title, ", ".join(voice.get(f"{kind}.{id}.title") or str(id) for id in ids)
