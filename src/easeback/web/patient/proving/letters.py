"""The mail with a code. It says nothing of what somebody wrote, nor of a back."""

from datetime import datetime

from easeback.apps.booking.facts import Contact
from easeback.apps.care.proving import LIFETIME, Code, about_code
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web.patient.proving.words import voice_of

HALF = 4


def about_a_code(
    code: Code, contact: Contact, language: Language, practice: PracticeFacts, *, at: datetime
) -> Message:
    """The code in the subject too, so that a phone shows it in its notice."""
    voice = voice_of(language, practice)
    names = {
        "code": f"{code.code[:HALF]} {code.code[HALF:]}",
        "minutes": int(LIFETIME.total_seconds()) // 60,
        "practice": practice.name,
    }
    return Message(
        key=about_code(code.id),
        kind="intake-code",
        recipient=contact.email,
        language=language,
        subject=voice.say("mail.subject", **names),
        body="\n\n".join(line.format(**names) for line in voice.ui["mail"]["body"]),
        about=about_code(code.id),
        useful_until=at + LIFETIME,
        asks_staff=False,
    )
