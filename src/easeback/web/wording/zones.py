"""A time zone as people call it: "Eastern Time", not "America/New_York"."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from easeback.domain.vocabulary import Language

LOCALES = {Language.ENGLISH: "en_US", Language.SPANISH: "es_US"}


def zone_at(language: Language, local: datetime) -> str:
    """The name at this moment, as "Eastern Daylight Time": exact, for one time in a letter."""
    return str(get_timezone_name(local, locale=LOCALES[language]))


@lru_cache(maxsize=64)
def zone_name(language: Language, zone: str, year: int) -> str:
    """The name all year round, as "Eastern Time"; where no clock is moved, the exact one: Phoenix
    shares "Mountain Time" with Denver in winter only."""
    winter, summer = (datetime(year, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    if winter.utcoffset() == summer.utcoffset():
        return zone_at(language, winter)
    return str(get_timezone_name(ZoneInfo(zone), locale=LOCALES[language]))
