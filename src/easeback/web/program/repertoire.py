"""The exercises of a home program as they are shown: the library's, and the practice's own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from easeback.apps.care.facts import OwnFacts
from easeback.apps.care.library import Library
from easeback.domain.exercise import Exercise
from easeback.domain.figure import Posed, Side, draw_posed
from easeback.domain.program import Drawn, Filed, OwnWords
from easeback.domain.vocabulary import Language
from easeback.web.program.figures import TONES, Picture, pictures_of, size_of
from easeback.web.wording import Voice

Place = Callable[[UUID, str], str]
"""The address of a part of a version's picture, for whoever reads the page."""
FILE = "file"
ENDS = ("start", "end")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said and shown of an exercise.

    `spoken`: the language of an own exercise that was not written in the reader's; "" otherwise.
    `video`: where it lies; "" where it has none; `shows` is what it shows.
    """

    exercise: Exercise
    title: str
    start: str
    moves: tuple[str, ...]
    stops: tuple[str, ...]
    pictures: tuple[Picture, ...]
    video: str = ""
    shows: str = ""
    spoken: str = ""


@dataclass(frozen=True, eq=False)
class Repertoire:
    """`voice` has the words of a home program's page, and those of the knowledge."""

    voice: Voice
    library: Library
    place: Place

    def title(self, id: str) -> str:
        """The name of an exercise. Raises MissingWords."""
        own = self.library.own.get(id)
        if own is None:
            return self.voice[f"exercises.{id}.title"]
        return words_for(own, self.voice.language)[1].name

    def __getitem__(self, id: str) -> Shown:
        """Raises KeyError for an exercise that nobody has."""
        exercise, own = self.library.exercises[id], self.library.own.get(id)
        if own is None:
            key = f"exercises.{id}"
            return Shown(
                exercise=exercise,
                title=self.voice[f"{key}.title"],
                start=self.voice[f"{key}.start"],
                moves=self.voice.lines(f"{key}.moves"),
                stops=self.voice.lines(f"{key}.stop"),
                pictures=pictures_of(exercise, self.voice),
            )
        return shown_own(own, exercise, self.voice.language, self.place)


def shown_own(own: OwnFacts, exercise: Exercise, language: Language, place: Place) -> Shown:
    """An own exercise in this language, or in the other where it was not written in this one."""
    spoken, words = words_for(own, language)
    picture = own.own.picture
    is_video = isinstance(picture, Filed) and picture.is_video
    return Shown(
        exercise=exercise,
        title=words.name,
        start=words.start,
        moves=words.moves,
        stops=words.stops,
        pictures=tuple(own_pictures(own, words.shows, place)),
        video=place(own.version, FILE) if is_video else "",
        shows=words.shows,
        spoken="" if spoken is language else spoken.value,
    )


def words_for(own: OwnFacts, language: Language) -> tuple[Language, OwnWords]:
    """In which language it is said, and how: the reader's, or English, which it always has."""
    spoken = language if language in own.own.words else Language.ENGLISH
    return spoken, own.own.words[spoken]


def own_pictures(own: OwnFacts, alt: str, place: Place) -> list[Picture]:
    """Both poses, or one where they are the same; a picture; nothing of a video."""
    match own.own.picture:
        case Drawn() as drawn:
            width, height = size_of(drawn.figure)
            ends = ENDS if drawn.start != drawn.end else ENDS[:1]
            return [
                Picture(
                    light=place(own.version, f"{end}-light"),
                    dark=place(own.version, f"{end}-dark"),
                    alt=alt,
                    width=width,
                    height=height,
                )
                for end in ends
            ]
        case Filed(is_video=False) as filed:
            path = place(own.version, FILE)
            return [Picture(path, path, alt, filed.width, filed.height)]
    return []


@lru_cache(maxsize=128)
def posed_drawing(figure: str, posed: Posed, tone: str, alt: str, side: Side = Side.RIGHT) -> str:
    """A pose as SVG text. Raises UnknownFigure, and KeyError for an unknown tone."""
    return draw_posed(figure, posed, palette=TONES[tone], title=figure, description=alt, side=side)
