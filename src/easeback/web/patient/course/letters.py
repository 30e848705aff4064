"""One letter about all visits of a course, and the reminders before each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from easeback.apps.booking.facts import Letter, VisitFacts
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web.letters import about_booking, care, when
from easeback.web.patient.course.words import voice_of
from easeback.web.wording import Voice


def about_course(
    practice: PracticeFacts,
    visits: Sequence[VisitFacts],
    page: Callable[[VisitFacts], str],
    *,
    at: datetime,
) -> Iterator[Letter]:
    """What is sent when a course is booked; `page` gives a visit's own address, whole.

    One mail with all calendar files: ten mails at once would only hide each other.
    """
    files = []
    for visit in visits:
        booked = about_booking(practice, visit, page(visit), at=at)
        files += [file for letter in booked[:1] for file in letter.message.attachments]
        yield from booked[1:]
    contact = visits[0].contact if visits else None
    if contact is None or not contact.email:
        return
    voice = voice_of(Language(contact.language), practice)
    message = Message(
        key=f"course:{visits[0].id}",
        kind="course-booked",
        recipient=contact.email,
        language=voice.language,
        subject=voice.say("mail.subject", number=len(visits)),
        body="\n\n".join(_paragraphs(voice, practice, visits, page)),
        about=f"course:{visits[0].course}",
        attachments=tuple(files),
        useful_until=visits[0].starts_at,
    )
    yield Letter(message, at)


def _paragraphs(
    voice: Voice,
    practice: PracticeFacts,
    visits: Sequence[VisitFacts],
    page: Callable[[VisitFacts], str],
) -> Iterator[str]:
    contact, who = visits[0].contact, visits[0].therapist_name
    yield voice.say("mail.hello", name=contact.name if contact else "")
    yield voice.say("mail.lead", who=who, practice=practice.name)
    zone = contact.zone if contact else practice.zone
    for visit in visits:
        names = when(voice, practice, visit, zone)._asdict()
        yield voice.say("mail.line", code=visit.code, page=page(visit), **names)
    names = care(voice, page(visits[0]))
    yield voice.say("mail.worse", **names)
    yield names["signs"]
    if practice.phone:
        yield voice.say("mail.call", phone=practice.phone)
