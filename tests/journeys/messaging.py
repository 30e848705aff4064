"""Every page of messages, one after another, as a patient comes upon it."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.utils import timezone

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import messages
from easeback.apps.care.facts import Signer
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.web.letters import messages_token
from easeback.web.patient.messages.words import voice_of
from easeback.web.patient.proving.words import voice_of as proving_voice
from tests.journeys.person import Person
from tests.journeys.telling import mailed_code, visit_to_come

LONG = "My back hurts more in the evening, and the left leg feels heavy on the stairs. " * 3
UNBROKEN = "https://example.org/" + "a-very-long-address-" * 6


def course_of(visit: UUID) -> CourseFacts:
    found = timetables.course(queries.known_visit(visit).course)
    assert found is not None
    return found


def signs_in(course: CourseFacts, name: str = "maya") -> Signer:
    """Somebody who reads as the therapist of the course."""
    account, _ = User.objects.get_or_create(username=name, is_staff=True)
    TherapistTime.objects.filter(pk=course.therapist.id).update(account=account)
    return Signer(account.pk, course.therapist.name)


def messaging(person: Person) -> Iterator[str]:
    say = voice_of(person.language, UNKNOWN_PRACTICE).say
    typed = proving_voice(person.language, UNKNOWN_PRACTICE).say
    course = course_of(visit_to_come())
    place = f"/messages/{messages_token(course.id)}"
    person.opens(place)
    yield "messages that nobody would read: call"
    by = signs_in(course)
    person.opens(place)
    yield "messages, before anybody has shown who they are"
    person.touches(say("prove.do_it"))
    yield "messages: a code to type"
    code = person.page.get_by_label(typed("code.label"))
    code.fill("1")
    person.touches(typed("code.go"))
    yield "messages: a code to type, asked again"
    code.fill(mailed_code())
    person.touches(typed("code.go"))
    yield "messages, none yet"
    person.touches(say("write.send"))
    yield "messages: nothing was typed"
    person.page.get_by_label(say("write.label")).fill("x" * 2_001)
    person.touches(say("write.send"))
    yield "messages: too long"
    for number in range(4):
        at = timezone.now()
        messages.send(course.id, f"{number}: {LONG}", key=uuid4(), at=at)
        answer = f"{number}: {UNBROKEN}"
        messages.answer(course, answer, by=by, seen=None, key=uuid4(), at=at)
    person.page.get_by_label(say("write.label")).fill("Thank you.")
    person.touches(say("write.send"))
    yield "messages, sent"
    person.page.context.clear_cookies()
    person.page.get_by_label(say("write.label")).fill("One more.")
    person.touches(say("write.send"))
    yield "messages: the page was open for long"
