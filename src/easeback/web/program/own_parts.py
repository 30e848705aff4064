"""An own exercise as the player shows it: its words by their keys, and its figure's files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from easeback.apps.care.facts import OwnFacts
from easeback.domain.figure import Stretch, animate_posed
from easeback.domain.program import END, START, Drawn, exercise_of, spoken_lines
from easeback.domain.routine import timeline
from easeback.domain.vocabulary import Language
from easeback.web.program.figures import TONES
from easeback.web.program.repertoire import Repertoire, words_for

MOVING = "moving"


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on the screen for a key. `again`: it has stood there in the repeat before."""

    key: str
    text: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class OwnPart:
    """`light`, `dark` and `alt`: its moving figure, and that in words."""

    exercise: str
    language: Language
    lines: tuple[Line, ...]
    light: str
    dark: str
    alt: str

    @property
    def figure(self) -> Mapping[str, str]:
        return {"light": self.light, "dark": self.dark, "alt": self.alt}


def own_part(shelf: Repertoire, id: str) -> OwnPart | None:
    """None where it cannot be led: see `spoken_lines`."""
    own = shelf.library.own[id]
    language, words = words_for(own, shelf.voice.language)
    lines = spoken_lines(own.own, words)
    if lines is None:
        return None
    key = f"exercises.{id}"
    places = tuple(enumerate(lines, start=1))
    return OwnPart(
        exercise=id,
        language=language,
        lines=(
            Line(f"{key}.title", words.name),
            Line(f"{key}.start", words.start),
            *(Line(f"{key}.cues.{place}", line) for place, line in places),
            *(Line(f"{key}.again.{place}", line, again=True) for place, line in places),
        ),
        light=shelf.place(own.version, f"{MOVING}-light"),
        dark=shelf.place(own.version, f"{MOVING}-dark"),
        alt=words.shows,
    )


def moving_drawing(own: OwnFacts, drawn: Drawn, tone: str) -> str:
    """Its two poses as one moving picture. Raises KeyError for an unknown tone."""
    stretches = timeline(exercise_of(own.id, own.own)).stretches
    return _moving(drawn, stretches, tone, own.own.words[Language.ENGLISH].shows)


@lru_cache(maxsize=128)
def _moving(drawn: Drawn, stretches: tuple[Stretch, ...], tone: str, alt: str) -> str:
    return animate_posed(
        drawn.figure,
        {START: drawn.start, END: drawn.end},
        stretches,
        palette=TONES[tone],
        title=drawn.figure,
        description=alt,
    )
