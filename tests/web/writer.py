"""A patient's phone with the link of their messages, and the page of their therapist."""

from html import unescape
from typing import Any

from django.test import Client

from easeback.apps.booking import timetables
from easeback.apps.booking.facts import Contact, CourseFacts
from easeback.apps.booking.queries import known_visit
from easeback.web.letters import messages_token
from tests.apps.booking.world import at, promised
from tests.web.keeper import hidden, phone
from tests.web.staff_calendar import keys_of
from tests.web.teller import ANA, code_sent


def course_with(who: Contact = ANA, *, day: int = 2) -> CourseFacts:
    found = timetables.course(known_visit(promised(at(day, 9), who=who)).course)
    assert found is not None
    return found


class Writer:
    """Runs no script. `shows_who`: types the code of the mail."""

    def __init__(self, course: CourseFacts, prefix: str = "") -> None:
        self.course, self.prefix, self.client = course, prefix, phone()

    def address(self, page: str = "") -> str:
        return f"{self.prefix}/messages/{messages_token(self.course.id)}{page and '/'}{page}"

    def gets(self, page: str = "") -> Any:
        return self.client.get(self.address(page))

    def reads(self) -> str:
        return unescape(self.gets().content.decode())

    def posts(self, page: str = "", /, **said: Any) -> Any:
        return self.client.post(self.address(page), said)

    def shows_who(self) -> Any:
        self.posts(wish="code")
        return self.posts("code", code=code_sent())

    def writes(self, text: str, **more: Any) -> Any:
        """On the page as it is now."""
        return self.posts(text=text, **{"key": hidden(self.reads(), "key"), **more})


def thread_of(course: CourseFacts, prefix: str = "") -> str:
    """Where staff read it."""
    return f"{prefix}/staff/patients/{course.id}/messages/"


def answers(staff: Client, course: CourseFacts, text: str, **more: Any) -> Any:
    """On the page as it is now."""
    page = staff.get(thread_of(course))
    seen = hidden(page.content.decode(), "seen")
    return staff.post(
        thread_of(course), {"key": keys_of(page)[0], "seen": seen, "text": text, **more}
    )
