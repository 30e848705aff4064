"""What the pages around the player say."""

from pathlib import Path

from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.program.words import voice_of as player_voice
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"

__all__ = ["player_voice", "voice_of"]


def voice_of(language: Language, practice: PracticeFacts) -> Voice:
    return wording.voice_of(FOLDER, language, practice)
