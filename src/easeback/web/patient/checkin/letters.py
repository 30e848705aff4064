"""The messages that ask again. They say nothing of a back: whoever sees one learns nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from easeback.apps.accounts.codes import LIFETIME
from easeback.apps.notifications.facts import Message, Way
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.queries import practice
from easeback.apps.selfcare import numbers
from easeback.apps.selfcare.facts import CheckInFacts
from easeback.apps.selfcare.places import about
from easeback.domain.vocabulary import Language
from easeback.web.patient.checkin.tokens import token_of
from easeback.web.patient.checkin.words import voice_of
from easeback.web.wording import Voice

HALF = 4


def about_check_in(check_in: CheckInFacts) -> Iterator[tuple[Message, datetime]]:
    """A question, and its one repeat, with the moments from which on they are sent."""
    here = practice()
    voice = voice_of(Language(check_in.language), here)
    with translation.override(voice.language):
        names = {
            "practice": here.name,
            "page": check_in.site + reverse("checkin:check", args=[token_of(check_in.id)]),
        }
    moments = {"first": check_in.due_at, "repeat": check_in.repeat_at}
    for kind, due_at in moments.items():
        if due_at is None:
            continue
        subject, body = _worded(voice, check_in.way, kind, names)
        yield (
            Message(
                key=f"check-in:{check_in.id}:{kind}",
                kind=f"check-in-{kind}",
                recipient=check_in.recipient,
                language=voice.language,
                subject=subject,
                body=body,
                about=about(check_in.id),
                useful_until=check_in.ends_at,
                asks_staff=False,
                way=check_in.way,
            ),
            due_at,
        )


def about_number(
    language: Language, practice: PracticeFacts, *, at: datetime
) -> Callable[[UUID, str, UUID], Message]:
    """Words the text with the code that proves a number."""

    def worded(id: UUID, code: str, to: UUID) -> Message:
        spaced = f"{code[:HALF]} {code[HALF:]}"
        voice = voice_of(language, practice)
        return Message(
            key=numbers.about_number(id),
            kind="number-code",
            recipient=str(to),
            language=language,
            subject=practice.name,
            body=voice.say("text.code", practice=practice.name, code=spaced),
            about=numbers.about_number(id),
            useful_until=at + LIFETIME,
            asks_staff=False,
            way=Way.TEXT,
        )

    return worded


def _worded(voice: Voice, way: Way, kind: str, names: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the body. A lock screen shows all of a push and a text: they say least."""
    match way:
        case Way.MAIL:
            body = "\n\n".join(line.format(**names) for line in voice.ui["mail"]["body"])
            return voice.say(f"mail.subject_{kind}", **names), body
        case Way.PUSH:
            return names["practice"], f"{voice.say('push.body')}\n{names['page']}"
        case Way.TEXT:
            return names["practice"], voice.say("text.body", **names)
