"""The mail with a code to type. It says nothing of what the code opens, nor of a back."""

from datetime import datetime

from easeback.apps.accounts.codes import LIFETIME
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.web.wording import Voice

HALF = 4


def code_letter(
    voice: Voice,
    practice: PracticeFacts,
    code: str,
    recipient: str,
    *,
    kind: str,
    about: str,
    at: datetime,
) -> Message:
    """The code stands in the subject too, so that a phone can fill it in from its notice. `voice`
    has its words below `mail`."""
    names = {
        "code": f"{code[:HALF]} {code[HALF:]}",
        "minutes": int(LIFETIME.total_seconds()) // 60,
        "practice": practice.name,
    }
    return Message(
        key=about,
        kind=kind,
        recipient=recipient,
        language=voice.language,
        subject=voice.say("mail.subject", **names),
        body="\n\n".join(line.format(**names) for line in voice.ui["mail"]["body"]),
        about=about,
        useful_until=at + LIFETIME,
        asks_staff=False,
    )
