"""Letters that lead a patient to a page of their course, and say nothing of what stands there."""

from uuid import UUID

from easeback.apps.booking.facts import Contact
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.letters.letters import FOLDER

LINES = {
    "program": ("hello", "lead", "page", "keep"),
    "message": ("hello", "lead", "page", "reply"),
    "flare-plan": ("hello", "lead", "page", "keep"),
}
"""What each kind says, line by line: that a program was published, that a message is there, or that
a plan for the next flare-up was written at the discharge."""


def notice(
    kind: str,
    practice: PracticeFacts,
    contact: Contact,
    who: str,
    page: str,
    *,
    course: UUID,
    key: UUID,
) -> tuple[Message, ...]:
    """Nothing to whom we cannot write. `who` has published or written; `key` of what they did."""
    if not contact.email:
        return ()
    voice = wording.voice_of(FOLDER, Language(contact.language), practice)
    names = {"name": contact.name, "who": who, "page": page, "practice": practice.name}
    lines = [voice.say(f"{kind}.{part}", **names) for part in LINES[kind]]
    if practice.phone:
        lines.append(voice.say(f"{kind}.call", phone=practice.phone))
    return (
        Message(
            key=f"{kind}:{key}",
            kind=kind,
            recipient=contact.email,
            language=voice.language,
            subject=voice.say(f"{kind}.subject", **names),
            body="\n\n".join(lines),
            about=f"course:{course}",
        ),
    )
