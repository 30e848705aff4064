"""The mail that asks again. It says nothing of anybody's back: whoever sees it learns nothing."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import translation

from easeback.apps.notifications.facts import Message
from easeback.apps.practice.queries import practice
from easeback.apps.selfcare.facts import CheckInFacts
from easeback.apps.selfcare.following import about
from easeback.domain.vocabulary import Language
from easeback.web.patient.checkin.tokens import token_of
from easeback.web.patient.checkin.words import voice_of


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
        said = voice.ui["mail"]
        yield (
            Message(
                key=f"check-in:{check_in.id}:{kind}",
                kind=f"check-in-{kind}",
                recipient=check_in.email,
                language=voice.language,
                subject=voice.say(f"mail.subject_{kind}", **names),
                body="\n\n".join(line.format(**names) for line in said["body"]),
                about=about(check_in.id),
                useful_until=check_in.ends_at,
                asks_staff=False,
            ),
            due_at,
        )
