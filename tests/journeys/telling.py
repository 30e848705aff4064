"""What the stories of those who tell of their back share: a visit to come, and a mailed code."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

from django.utils import timezone

from easeback.apps.booking import actions
from easeback.apps.booking.facts import Contact, Wanted
from easeback.apps.booking.models import TherapistTime
from easeback.apps.notifications.models import OutboxMessage
from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.domain.booking import Mode
from easeback.knowledge import knowledge
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.intake.words import voice_of
from easeback.web.patient.proving.words import voice_of as proving_voice
from tests.journeys.person import Person
from tests.journeys.waiting import ZONE, weekday

SECTIONS = tuple(section.id for section in knowledge().outlines["intake"].sections)


def visit_to_come() -> UUID:
    """Ben's first visit, in some weeks."""
    therapist = TherapistTime.objects.order_by("pk")[0].pk
    ben = Contact("Ben", "", "ben@example.org", "en", str(ZONE))
    for weeks in range(1, 6):
        wanted = Wanted("first-evaluation", Mode.CLINIC, therapist, weekday(weeks))
        try:
            visit = actions.hold(wanted, key=str(uuid4()), at=timezone.now())
        except actions.SlotTaken:
            continue
        return actions.confirm(visit, ben, key=str(uuid4()), at=timezone.now())
    raise AssertionError("no Wednesday is free")


def about(visit: UUID, page: str = "") -> str:
    return f"/visit/{token_of(visit)}/about-you{page and '/'}{page}"


def mailed_code() -> str:
    """The code in the latest mail."""
    mail = OutboxMessage.objects.filter(kind="intake-code").latest("written_at")
    found = re.search(r"\d{4} \d{4}", mail.subject)
    assert found
    return found[0]


def telling(person: Person) -> Iterator[str]:
    """Every page of telling about one's back before a visit."""
    say = voice_of(person.language, UNKNOWN_PRACTICE).say
    typed = proving_voice(person.language, UNKNOWN_PRACTICE).say
    visit = visit_to_come()
    person.opens(about(visit))
    yield "why we ask about a back before the visit"
    person.touches(say("cover.begin"))
    yield "a code to type before telling"
    code = person.page.get_by_label(typed("code.label"))
    code.fill("1")
    person.touches(typed("code.go"))
    yield "a code to type before telling, asked again"
    code.fill(mailed_code())
    person.touches(typed("code.go"))
    for section in SECTIONS:
        yield f"telling: {section}"
        if section == "history":
            person.page.locator("#injuries-0-injury-year").fill("soon")
            person.touches(say("step.go"))
            yield "telling: history, asked again"
            person.page.locator("#injuries-0-injury-year").fill("2019")
        if section == "mind":
            person.page.locator("[name=feeling-down]").last.check()
        person.touches(say("step.go"))
    yield "telling: all of it once more"
    person.touches(say("all.send"))
    person.unfolds_everything()
    yield "telling: sent, with help for a low mood"
    person.touches(say("sent.change"))
    yield "telling: sent, and looked at again"
    person.opens(about(visit))
    yield "why we asked, after it was sent"
    actions.cancel(visit, key=str(uuid4()), by="patient", at=timezone.now())
    person.opens(about(visit))
    yield "telling for a visit that is over"
