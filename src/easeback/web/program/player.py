"""What the player's template is given: the routine, its words and its files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString

from easeback.domain.routine import Speed
from easeback.web.program.playlist import SCALE, written
from easeback.web.wording import Voice

MODULES = ("figure", "panels", "phone", "queue", "track")


@dataclass(frozen=True, slots=True)
class Player:
    """`relief` is where the safety check begins; `before` the pain that the person has told.

    A timer has no scale: nothing is asked before and after it.
    """

    routine: SafeString
    words: SafeString
    files: SafeString
    relief: str
    lasts: str
    hurts: str
    speeds: tuple[tuple[str, str], ...]
    scale: tuple[int, ...] = ()
    before: int | None = None


def player(
    voice: Voice, routine: str, *, relief: str, lasts: str, before: int | None = None
) -> Player:
    """The player of a routine; of a timer where the routine asks nothing after its parts."""
    words = voice.ui["player"]
    whole = json.loads(routine)
    return Player(
        routine=SafeString(routine),
        words=SafeString(written(words)),
        files=SafeString(written(sorted(set(_files(whole))))),
        relief=relief,
        lasts=lasts,
        hurts=voice.say("heat.hurts" if "stop" in whole else "player.hurts"),
        speeds=tuple((speed.value, words[speed.value]) for speed in Speed),
        scale=tuple(SCALE) if "reports" in whole else (),
        before=before,
    )


@cache
def modules() -> tuple[str, ...]:
    """What the player's script imports, so that a browser can fetch all of it at once."""
    return tuple(static(f"program/{name}.js") for name in MODULES)


def _files(value: Any) -> Iterator[str]:
    """Everything that has to be there for the routine to be heard and seen without a network."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in {"file", "light", "dark"}:
                yield part
            else:
                yield from _files(part)
    elif isinstance(value, list):
        for part in value:
            yield from _files(part)
