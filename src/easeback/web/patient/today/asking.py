"""What the form of a day's exercises sends."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.http import QueryDict

from easeback.domain.program import Told
from easeback.domain.response import Light
from easeback.web.patient.relief.posted import Unreadable

LEVELS = {str(level): level for level in range(11)}
LIGHTS = {light.value: light for light in Light}


def told_in(given: QueryDict, items: tuple[str, ...]) -> tuple[Told, ...]:
    """What is told of these items; nothing of whoever left one out. Raises Unreadable."""
    return tuple(_told(given, items, day_in(given)))


def _told(given: QueryDict, items: tuple[str, ...], on: date) -> Iterator[Told]:
    for item in items:
        went = given.get(f"went.{item}", "")
        if went in LIGHTS:
            before, after = (
                _level(given.get(f"{name}.{item}", "")) for name in ("before", "after")
            )
            yield Told(item, on, light=LIGHTS[went], before=before, after=after)
        elif went:
            raise Unreadable("a light that there is not")


def day_in(given: QueryDict) -> date:
    """The day that the page was of. Raises Unreadable."""
    try:
        return date.fromisoformat(given.get("on", ""))
    except ValueError as error:
        raise Unreadable("a day that is none") from error


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
