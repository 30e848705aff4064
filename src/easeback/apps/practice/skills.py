"""What therapists may be especially good at, by id, with the words for each language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from easeback.knowledge import read_yaml


@cache
def skill_words() -> Mapping[str, Mapping[str, str]]:
    """Skill id -> language -> words, in the order in which they are shown."""
    return read_yaml(Path(__file__).parent / "words" / "skills.yaml")
