"""The time of day within a sentence."""

from datetime import datetime

from django.utils.formats import date_format

from easeback.domain.vocabulary import Language
from easeback.web.wording.voice import Voice


def the_hour(voice: Voice, local: datetime) -> str:
    """ "2:00 PM", in Spanish with its article: "las 2:00 PM", "la 1:00 PM".

    `voice` has the form in `when.time`; the language must be the one that Django has active.
    """
    clock = date_format(local, voice.say("when.time"))
    if voice.language is not Language.SPANISH:
        return clock
    return f"{'la' if local.hour % 12 == 1 else 'las'} {clock}"
