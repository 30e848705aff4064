"""What the pages of exercises and routines say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.web import wording
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"


def page_words() -> Mapping[Language, Mapping[str, Any]]:
    return wording.page_words(FOLDER)


def voice_of(language: Language, practice: PracticeFacts) -> Voice:
    return wording.voice_of(FOLDER, language, practice)
