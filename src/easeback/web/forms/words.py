"""What forms say beside the words of their fields."""

from dataclasses import dataclass
from pathlib import Path

from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class FormVoice:
    """`own` has this room's words and those of the fields, `program` those of the body chart."""

    own: Voice
    program: Voice


def form_voice(language: Language, practice: PracticeFacts) -> FormVoice:
    own = wording.voice_of(FOLDER, language, practice)
    return FormVoice(own, program_voice(language, practice))
