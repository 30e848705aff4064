"""The pictures of an exercise on paper: its poses, or the picture of an own one."""

from base64 import b64encode
from collections.abc import Iterator

from easeback.apps.care import filing
from easeback.apps.care.facts import OwnFacts
from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, LIGHT, LOOKS, Side, draw
from easeback.domain.program import Drawn, Filed
from easeback.paper import Figure
from easeback.web.program.figures import described, shown_poses
from easeback.web.program.repertoire import Repertoire, posed_drawing, words_for
from easeback.web.wording import Voice


def figures_of(shelf: Repertoire, id: str, *, mirrored: bool = False) -> tuple[Figure, ...]:
    """Nothing of a video: it does not move on paper. `mirrored`: with the left side at work."""
    own = shelf.library.own.get(id)
    side = Side.LEFT if mirrored else Side.RIGHT
    if own is None:
        return tuple(_drawn(shelf.library.exercises[id], shelf.voice, side))
    return tuple(_own(own, words_for(own, shelf.voice.language)[1].shows, side))


def _drawn(exercise: Exercise, voice: Voice, side: Side) -> Iterator[Figure]:
    for pose in shown_poses(exercise):
        alt = described(exercise, pose, voice)
        look = LOOKS[CAST[exercise.figure]]
        title = voice[f"exercises.{exercise.id}.title"]
        figure = exercise.figure
        yield Figure(
            draw(figure, pose, look=look, palette=LIGHT, title=title, description=alt, side=side),
            alt,
        )


def _own(own: OwnFacts, alt: str, side: Side) -> Iterator[Figure]:
    match own.own.picture:
        case Drawn() as drawn:
            for posed in dict.fromkeys((drawn.start, drawn.end)):
                yield Figure(posed_drawing(drawn.figure, posed, "light", alt, side), alt)
        case Filed(is_video=False) as filed if (file := filing.open_kept(filed.name)) is not None:
            with file:
                yield Figure(_framed(file.read(), filed), alt)


def _framed(picture: bytes, filed: Filed) -> str:
    """A picture as the only thing in a drawing, which is what the paper takes."""
    width, height = filed.width, filed.height
    size = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}>'
        f'<image {size} href="data:image/jpeg;base64,{b64encode(picture).decode()}"/></svg>'
    )
