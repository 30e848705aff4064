"""How hard a text is to read, in each language by its own measure."""

from textstat.textstat import textstatistics

from easeback.domain.vocabulary import Language

_ENGLISH, _SPANISH = textstatistics(), textstatistics()
_ENGLISH.set_lang("en_US")
_SPANISH.set_lang("es")


def grade(text: str, language: Language) -> float:
    """Years of school: Flesch-Kincaid in English, Crawford in Spanish."""
    if language is Language.SPANISH:
        return float(_SPANISH.crawford(text))
    return float(_ENGLISH.flesch_kincaid_grade(text))
