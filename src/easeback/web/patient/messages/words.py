"""What the pages of messages say to patients."""

from pathlib import Path

from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"


def voice_of(language: Language, practice: PracticeFacts) -> Voice:
    return wording.voice_of(FOLDER, language, practice)
