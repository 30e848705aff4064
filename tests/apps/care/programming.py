"""A program for the course of the record's tests, and how a patient tells of it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from easeback.apps.accounts.models import User
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care import programs, wire
from easeback.apps.care.barriers import closed_in
from easeback.apps.care.models import PublishedProgram
from easeback.domain.program import Program, Told
from easeback.domain.response import Light
from easeback.knowledge import knowledge
from tests.apps.booking.world import MONDAY, NOW
from tests.apps.care.recording import new_key, signer

REBUILDING = "rebuilding"
BRIDGE, WALK = "bridge", "short-walk"


def program(on: date = MONDAY, template: str = REBUILDING) -> Program:
    return knowledge().templates[template].publish(on)


def explained(asked: Program, item: str, gate: str, reason: str) -> Program:
    items = (
        replace(each, overrides=((gate, reason),)) if each.id == item else each
        for each in asked.items
    )
    return replace(asked, items=tuple(items))


def published(
    course: CourseFacts, asked: Program | None = None, *, name: str = "ann", **more: Any
) -> UUID:
    key = new_key()
    given = {"by": signer(name), "key": key, "at": NOW, **more}
    programs.publish(course.id, asked or program(), closed_in(course.id), **given)
    return key


def leaves_the_library(course: CourseFacts, item: str, *, by: User) -> None:
    """The program is published anew, with an exercise in this item that is in the library no more:
    it was there at the time."""
    gone = (replace(i, exercise="gone-dog") if i.id == item else i for i in program().items)
    PublishedProgram.objects.create(
        course=course.id,
        number=9,
        content=wire.content_of(replace(program(), items=tuple(gone))),
        knowledge_version="old",
        signed_by=by,
        signed_as="Ann",
        published_on=MONDAY,
        at=NOW,
    )


def told(
    course: CourseFacts,
    item: str = BRIDGE,
    light: Light | None = Light.GREEN,
    *,
    on: date = MONDAY,
    **more: Any,
) -> None:
    said = Told(item, on, light=light, **more)
    programs.tell(course.id, [said], key=new_key(), today=on, at=NOW)
