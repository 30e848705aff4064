"""Who says the phrases of a language, how fast, and how each phrase is made to begin cleanly."""

from dataclasses import dataclass
from typing import Any

from easeback.domain.vocabulary import Language
from voices.kokoro import Kokoro
from voices.phonemes import phonemes
from voices.sound import slowed, without_lead

PACE = 0.8
"""Of the model's own tempo: calm, for somebody in pain with closed eyes."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice, and a sentence for it to say first that is then cut off.

    Begun slowly from silence, the model puts an "uh" before what comes first, and "six" becomes
    "uh-six". After a lead it does not.
    """

    voice: str
    lead: str | None = None


SPEAKERS = {
    Language.ENGLISH: Speaker("af_heart", lead="ænd nˈW. "),
    Language.SPANISH: Speaker("ef_dora"),  # it makes no silence after any lead
}


def said(model: Kokoro, language: Language, text: str) -> Any:
    """The samples of a phrase."""
    spelled = phonemes(text, language)
    lead = SPEAKERS[language].lead
    if lead is not None:
        samples = without_lead(model.say(lead + spelled, speed=PACE))
        if samples is not None:
            return samples
    # At its own tempo the model begins cleanly; to slow it down afterwards costs a little sound.
    return slowed(model.say(spelled, speed=1.0), PACE)
