"""The languages people are spoken to in."""

from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


LANGUAGES: tuple[Language, ...] = tuple(Language)
