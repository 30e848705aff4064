"""One letter about a course that goes on with another therapist; reminders of its visits."""

from collections.abc import Callable, Iterator
from datetime import datetime

from easeback.apps.booking.facts import Contact, Letter, VisitFacts
from easeback.apps.booking.handing import Handed
from easeback.apps.notifications.facts import Attachment, Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.letters.letters import FOLDER, about_cancelling, about_moving
from easeback.web.letters.when import when
from easeback.web.wording import Voice

Page = Callable[[VisitFacts], str]


def about_handing(
    practice: PracticeFacts,
    contact: Contact,
    names: tuple[str, str],
    handed: Handed,
    page: Page,
    *,
    at: datetime,
) -> Iterator[Letter]:
    """What the patient is told: who goes on with them (`names`: from whom, to whom), which visits
    stand, and which have to be booked anew. Nothing to whom we cannot write.

    The calendar files of all visits go with the one letter; the reminders come later.
    """
    if not contact.email:
        return
    files: list[Attachment] = []
    for visit in handed.kept:
        moved, *reminders = about_moving(practice, visit, page(visit), at=at)
        files += moved.message.attachments
        yield from reminders
    for visit in handed.cancelled:
        (cancelled,) = about_cancelling(practice, visit, page(visit), at=at)
        files += cancelled.message.attachments
    voice = wording.voice_of(FOLDER, Language(contact.language), practice)
    message = Message(
        key=f"handed:{handed.course}",
        kind="course-handed",
        recipient=contact.email,
        language=voice.language,
        subject=voice.say("handed.subject"),
        body="\n\n".join(_paragraphs(voice, practice, contact, names, handed, page)),
        about=f"course:{handed.course}",
        attachments=tuple(files),
    )
    yield Letter(message, at)


def _paragraphs(
    voice: Voice,
    practice: PracticeFacts,
    contact: Contact,
    names: tuple[str, str],
    handed: Handed,
    page: Page,
) -> Iterator[str]:
    before, now = names
    yield voice.say("handed.hello", name=contact.name)
    yield voice.say("handed.lead", before=before, now=now, practice=practice.name)
    if handed.kept:
        yield voice.say("handed.kept", now=now)
    for visit in handed.kept:
        yield _line(voice, practice, visit, contact.zone, page)
    if handed.cancelled:
        yield voice.say("handed.cancelled", now=now)
    for visit in handed.cancelled:
        yield _line(voice, practice, visit, contact.zone, page)
    yield voice.say("handed.shared", before=before, now=now)
    if practice.phone:
        yield voice.say("handed.call", phone=practice.phone)


def _line(voice: Voice, practice: PracticeFacts, visit: VisitFacts, zone: str, page: Page) -> str:
    told = when(voice, practice, visit, zone)._asdict()
    return voice.say("handed.line", page=page(visit), **told)
