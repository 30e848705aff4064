"""How pages find their words: each room has a folder of them, the knowledge has the rest."""

from easeback.web.wording.hours import the_hour
from easeback.web.wording.voice import UnequalWords, Voice, page_words, voice_of
from easeback.web.wording.zones import LOCALES, zone_at, zone_name

__all__ = [
    "LOCALES",
    "UnequalWords",
    "Voice",
    "page_words",
    "the_hour",
    "voice_of",
    "zone_at",
    "zone_name",
]
