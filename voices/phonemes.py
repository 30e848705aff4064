"""What to pronounce: text to the phoneme characters that Kokoro was trained on.

espeak-ng writes IPA with a tie (^) inside diphthongs and affricates; Kokoro has one character for
most of these, another choice of letters for American English, and keeps the punctuation, which
tells it where to pause and how to end.
"""

import re
import subprocess

from easeback.domain.vocabulary import Language

_ESPEAK = {Language.ENGLISH: "en-us", Language.SPANISH: "es-419"}
_MARKS = re.compile(r"\s*([.,;:!?]+)\s*")
_ONE_SOUND = {"a^ɪ": "I", "a^ʊ": "W", "e^ɪ": "A", "ɔ^ɪ": "Y", "d^ʒ": "ʤ", "t^ʃ": "ʧ", "ə^l": "ᵊl"}
_ENGLISH = {
    **_ONE_SOUND,
    "o^ʊ": "O",
    "ɚ": "əɹ",
    "ɜːɹ": "ɜɹ",
    "ɜː": "ɜɹ",
    "ː": "",
    "o": "ɔ",
    "^": "",
    "ɹɹ": "ɹ",
    # espeak writes these small words as one, which makes the voice swallow them.
    "ɔnðə": "ɔn ðə",
    "ɪnðə": "ɪn ðə",
    "fəɹə": "fɔɹ ɐ",
    "əvə": "əv ɐ",
    "æɾə": "æt ɐ",
    "wˈɪtθ": "wˌɪdθ",
}
# "jj" is how espeak writes the sound of "silla"; the marks that open a question have no letter.
_SPANISH = {**_ONE_SOUND, "e^ɪ": "ei", "^": "", "jj": "ʝ"}
_UNHEARD = str.maketrans("", "", "¿¡")
_CHANGES = {Language.ENGLISH: _ENGLISH, Language.SPANISH: _SPANISH}

_EXACTLY = {
    # A verb here; espeak reads the adjective.
    (Language.ENGLISH, "Breathe out, and close."): "bɹˈið ˈWt, ænd klˈOz.",
}


def phonemes(text: str, language: Language) -> str:
    """The characters to pronounce, with the text's punctuation and a full stop at the end."""
    known = _EXACTLY.get((language, text))
    if known is not None:
        return known
    ended = text if text[-1] in ".!?" else f"{text}."
    parts = _MARKS.split(ended.translate(_UNHEARD))
    said = [
        part if place % 2 else _spelled(part, language)
        for place, part in enumerate(parts)
        if part.strip()
    ]
    return re.sub(r"([.,;:!?])(?=\S)", r"\1 ", "".join(said)).strip()


def _spelled(part: str, language: Language) -> str:
    spelled = _espeak(part, _ESPEAK[language])
    for ipa, ours in _CHANGES[language].items():
        spelled = spelled.replace(ipa, ours)
    if language is Language.ENGLISH:
        # The article keeps its own letter; a tap is written T, and only inside a word.
        spelled = re.sub(r"ɐ(?=\S)|(?<=\S)ɐ", "ə", spelled)
        spelled = re.sub(r"ɾ(?=\s|$)", "t", spelled).replace("ɾ", "T")
        # Thirteen, not thirty: espeak puts the stress on the wrong end for a count.
        spelled = re.sub(r"ˈ(\w*)tˌ?in\b", r"ˌ\1tˈin", spelled)
    return spelled


def _espeak(part: str, voice: str) -> str:
    done = subprocess.run(
        ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", voice, "--stdin"],
        input=part,
        capture_output=True,
        text=True,
        check=True,
    )
    return " ".join(done.stdout.split())
