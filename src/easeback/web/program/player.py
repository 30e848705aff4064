"""What the player's template is given: the routine, its words and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.templatetags.static import static
from django.utils.safestring import SafeString

from easeback.domain.routine import Portion, Speed
from easeback.web.program.own_parts import OwnPart
from easeback.web.program.playlist import SCALE, Bounds, Playlist, routine, written
from easeback.web.wording import Voice

MINUTE = 60_000
MODULES = ("figure", "panels", "phone", "queue", "track")


@dataclass(frozen=True, slots=True)
class Player:
    """`relief` is where the safety check begins, `emergency` what opens without a network too;
    `before` is the pain that the person has told.

    A timer has no scale: nothing is asked before and after it.
    """

    routine: SafeString
    words: SafeString
    files: SafeString
    relief: str
    emergency: str
    lasts: str
    hurts: str
    speeds: tuple[tuple[str, str], ...]
    scale: tuple[int, ...] = ()
    before: int | None = None


def player(
    voice: Voice,
    playlist: Playlist,
    *,
    places: Mapping[str, str],
    minutes: float,
    before: int | None = None,
) -> Player:
    """The player of a routine; of a timer where the routine asks nothing after its parts."""
    words = voice.ui["player"]
    whole = max(1, round(minutes))
    return Player(
        routine=SafeString(playlist.text),
        words=SafeString(written(words)),
        files=SafeString(written(playlist.files)),
        relief=places["relief"],
        emergency=places["emergency"],
        lasts=voice.say("player.minutes", minutes=whole),
        hurts=voice.say("player.hurts" if playlist.asks else "heat.hurts"),
        speeds=tuple((speed.value, words[speed.value]) for speed in Speed),
        scale=tuple(SCALE) if playlist.asks else (),
        before=before,
    )


def playing(
    voice: Voice,
    portions: tuple[Portion, ...],
    bounds: Bounds,
    *,
    places: Mapping[str, str],
    before: int | None = None,
    own: tuple[OwnPart, ...] = (),
) -> Player:
    """The player of some portions."""
    whole = routine(voice, portions, bounds, own)
    minutes = whole.length / MINUTE
    return player(voice, whole, places=places, minutes=minutes, before=before)


@cache
def modules() -> tuple[str, ...]:
    """What the player's script imports, so that a browser can fetch all of it at once."""
    return tuple(static(f"program/{name}.js") for name in MODULES)
