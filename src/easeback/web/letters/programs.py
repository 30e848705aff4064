"""The letter about a program that was published, with its address; it says nothing of a back."""

from uuid import UUID

from easeback.apps.booking.facts import Contact
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.letters.letters import FOLDER


def about_program(
    practice: PracticeFacts, contact: Contact, who: str, page: str, *, course: UUID, key: UUID
) -> tuple[Message, ...]:
    """Nothing to whom we cannot write: they get the card. `key`: of the publication."""
    if not contact.email:
        return ()
    voice = wording.voice_of(FOLDER, Language(contact.language), practice)
    names = {"name": contact.name, "who": who, "page": page, "practice": practice.name}
    lines = [voice.say(f"program.{part}", **names) for part in ("hello", "lead", "page", "keep")]
    if practice.phone:
        lines.append(voice.say("program.call", phone=practice.phone))
    return (
        Message(
            key=f"program:{key}",
            kind="program",
            recipient=contact.email,
            language=voice.language,
            subject=voice.say("program.subject", **names),
            body="\n\n".join(lines),
            about=f"course:{course}",
        ),
    )
