"""Everything that the voice may have to say, read from the product's own words."""

import re

from easeback.domain.vocabulary import Language
from easeback.knowledge import Words, knowledge

_SPOKEN = re.compile(r"cues\.[^.]+\.text|exercises\.[^.]+\.(title|start|(cues|again)\.\d+)")


def spoken_keys(words: Words) -> list[str]:
    """The keys that a routine or the heat timer can give to the voice."""
    return sorted(key for key in words.keys if _SPOKEN.fullmatch(key))


def phrases(language: Language) -> list[str]:
    """The texts to render, each once, in the manifest's order."""
    words = knowledge().words(language)
    return sorted({words[key] for key in spoken_keys(words)})
