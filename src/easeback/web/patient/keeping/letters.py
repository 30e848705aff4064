"""The mail with a code. It says nothing of what the code opens."""

from datetime import datetime

from easeback.apps.accounts.emails import LIFETIME, Code
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.selfcare.actions import about_code
from easeback.domain.vocabulary import Language
from easeback.web.patient.keeping.words import voice_of

HALF = 4


def about_a_code(
    code: Code, address: str, language: Language, practice: PracticeFacts, *, at: datetime
) -> Message:
    """The code in the subject too, so that a phone can fill it in from its notice."""
    voice = voice_of(language, practice)
    names = {
        "code": f"{code.code[:HALF]} {code.code[HALF:]}",
        "minutes": int(LIFETIME.total_seconds()) // 60,
        "practice": practice.name,
    }
    return Message(
        key=about_code(code.id),
        kind="code",
        recipient=address,
        language=language,
        subject=voice.say("mail.subject", **names),
        body="\n\n".join(line.format(**names) for line in voice.ui["mail"]["body"]),
        about=about_code(code.id),
        useful_until=at + LIFETIME,
        asks_staff=False,
    )
