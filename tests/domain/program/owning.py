"""An exercise of a practice's own, as short as one can be."""

from dataclasses import replace
from typing import Any

from easeback.domain.exercise import Demand, Posture
from easeback.domain.figure import Posed
from easeback.domain.program import Amount, Drawn, OwnExercise, OwnWords
from easeback.domain.vocabulary import Language

WORDS = OwnWords(
    name="Reach for the shelf",
    start="Sit tall.",
    moves=("Reach up.", "Come back."),
    stops=("Your leg hurts more.",),
    shows="A person who reaches up.",
)
SPANISH = OwnWords(
    name="Alcance el estante",
    start="Siéntese derecho.",
    moves=("Alcance arriba.", "Vuelva."),
    stops=("Le duele más la pierna.",),
    shows="Una persona que alcanza algo arriba.",
)


def said(*makes: Demand) -> dict[Demand, bool]:
    """Yes to these, no to all others."""
    return {demand: demand in makes for demand in Demand}


def own(**changes: Any) -> OwnExercise:
    whole = OwnExercise(
        words={Language.ENGLISH: WORDS, Language.SPANISH: SPANISH},
        moves=True,
        posture=Posture.SITTING,
        sided=False,
        said=said(),
        dose=Amount(reps=8),
        picture=Drawn("seated-cat-cow", Posed("neutral"), Posed("cow")),
    )
    return replace(whole, **changes)
