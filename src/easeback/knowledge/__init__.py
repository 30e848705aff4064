"""Floor 2: what we know, as data files with their sources, read and checked once."""

from easeback.knowledge.faults import KnowledgeFault
from easeback.knowledge.library import Knowledge, knowledge
from easeback.knowledge.reading import read_yaml
from easeback.knowledge.speech import Recording, Speech, estimate
from easeback.knowledge.words import MissingWords, Words

__all__ = [
    "Knowledge",
    "KnowledgeFault",
    "MissingWords",
    "Recording",
    "Speech",
    "Words",
    "estimate",
    "knowledge",
    "read_yaml",
]
