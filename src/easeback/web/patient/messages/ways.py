"""The way to the messages from other pages of the same person."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.history import newest_of
from easeback.web.letters import messages_token
from easeback.web.patient.messages.words import voice_of
from easeback.web.patient.relief.frame import Setting


@dataclass(frozen=True, slots=True)
class WayToWrite:
    path: str
    says: str


def way_to_write(here: Setting, course: CourseFacts) -> WayToWrite:
    """A link that names the therapist, who is that of the course."""
    voice = voice_of(here.voice.language, here.practice)
    path = reverse("messages:messages", args=[messages_token(course.id)])
    return WayToWrite(path, voice.say("page.to", who=called(course)))


def way_to_newest(here: Setting, course: UUID) -> WayToWrite | None:
    """The same to the therapist of now, where the course was handed over; None: nobody has booked
    in it."""
    found = timetables.course(newest_of(course))
    return None if found is None or found.contact is None else way_to_write(here, found)


def called(course: CourseFacts) -> str:
    """The therapist without their titles."""
    return course.therapist.name.partition(",")[0]
