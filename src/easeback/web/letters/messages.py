"""The letter that says that a message is there, with its address, and nothing of what it says."""

from uuid import UUID

from easeback.apps.booking.facts import Contact
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.letters.letters import FOLDER


def about_message(
    practice: PracticeFacts, contact: Contact, who: str, page: str, *, course: UUID, key: UUID
) -> tuple[Message, ...]:
    """Nothing to whom we cannot write. `who` has written; `key`: of what they wrote."""
    if not contact.email:
        return ()
    voice = wording.voice_of(FOLDER, Language(contact.language), practice)
    names = {"name": contact.name, "who": who, "page": page, "practice": practice.name}
    lines = [voice.say(f"message.{part}", **names) for part in ("hello", "lead", "page", "reply")]
    if practice.phone:
        lines.append(voice.say("message.call", phone=practice.phone))
    return (
        Message(
            key=f"message:{key}",
            kind="message",
            recipient=contact.email,
            language=voice.language,
            subject=voice.say("message.subject", **names),
            body="\n\n".join(lines),
            about=f"course:{course}",
        ),
    )
