"""What the form of a day's exercises sends."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict

from easeback.domain.program import Told
from easeback.domain.response import Light
from easeback.web.patient.diary import asking as diary
from easeback.web.patient.relief.posted import Unreadable

LEVELS = {str(level): level for level in range(11)}
LIGHTS = {light.value: light for light in Light}


def told_in(given: QueryDict, on: date) -> tuple[Told, ...]:
    """What is told of each exercise that was not left out; whoever keeps it looks whether somebody
    has asked for it. Raises Unreadable."""
    return tuple(_told(given, on))


def _told(given: QueryDict, on: date) -> Iterator[Told]:
    """Who tells a pain afterwards has done it, whether they say how it went or not."""
    named = (name.partition(".") for name, value in given.items() if value)
    for item in dict.fromkeys(item for kind, _, item in named if kind in {"went", "after"}):
        went = given.get(f"went.{item}", "")
        if went and went not in LIGHTS:
            raise Unreadable("a light that there is not")
        before, after = (_level(given.get(f"{name}.{item}", "")) for name in ("before", "after"))
        yield Told(item, on, light=LIGHTS.get(went), before=before, after=after)


def day_in(given: QueryDict) -> date:
    """The day that the page was of. Raises Unreadable."""
    try:
        return date.fromisoformat(given.get("on", ""))
    except ValueError as error:
        raise Unreadable("a day that is none") from error


def moment_in(given: QueryDict) -> datetime:
    """The moment at which a phone says that it was told. Raises Unreadable."""
    moment = diary.moment_in(given)
    if moment is None or moment.year not in diary.YEARS:
        raise Unreadable("a moment that is none")
    return moment


def key_in(given: QueryDict) -> UUID:
    """Raises Unreadable."""
    try:
        return UUID(given.get("key", ""))
    except ValueError as error:
        raise Unreadable("a key that is none") from error


def _level(text: str) -> int | None:
    if text and text not in LEVELS:
        raise Unreadable("a pain that is not from 0 to 10")
    return LEVELS.get(text)
