"""What the page of messages needs: its words, and a thread as staff see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from easeback.apps.care.facts import MessageFacts
from easeback.apps.practice.queries import practice
from easeback.web.clinician.calendar.frame import language
from easeback.web.clinician.calendar.frame import words as calendar_words
from easeback.web.clinician.record.frame import moment
from easeback.web.wording import Voice, voice_of

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Line:
    """A message. `at`: by the therapist's clock. `is_new`: the patient wrote it since the therapist
    last looked. `was_opened`: the patient has been shown it."""

    id: UUID
    text: str
    is_theirs: bool
    name: str
    at: datetime
    is_new: bool
    was_opened: bool


def lines_of(
    thread: Sequence[MessageFacts], *, zone: str, read: datetime | None, opened: datetime | None
) -> list[Line]:
    """In their order. `read`: up to where the therapist was shown them; `opened`: the patient."""
    return [
        Line(
            id=each.id,
            text=each.text,
            is_theirs=each.is_theirs,
            name=each.name,
            at=moment(each.at, zone),
            is_new=each.is_theirs and (read is None or each.at > read),
            was_opened=opened is not None and each.at <= opened,
        )
        for each in thread
    ]


def own_voice() -> Voice:
    return voice_of(FOLDER, language(), practice())


def shown(request: HttpRequest, values: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    frame = {
        "words": {**own_voice().ui, "page": calendar_words()["page"]},
        "page": "patients",
        "key": uuid4(),
    }
    return render(request, "thread/messages.html", {**frame, **values}, status=status)
