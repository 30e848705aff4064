"""How well a machine understands the English recordings: the words that it hears wrong."""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder

from easeback.domain.vocabulary import Language
from easeback.knowledge.speech import VOICES
from voices.files import FILES
from voices.sound import decode

_RATE = 16_000
"""Samples in a second that the machine's ear was trained on."""
_BEFORE, _AFTER = _RATE // 4, _RATE // 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="phrases that match this regular expression")
    only = re.compile(parser.parse_args().only)
    decoder = Decoder(samprate=_RATE, loglevel="FATAL")
    rows = json.loads((VOICES / f"{Language.ENGLISH}.json").read_text("utf-8"))["cues"]
    wrong = said = 0
    for row in rows:
        if not only.search(row["text"]):
            continue
        words = plain(row["text"])
        found = plain(heard(decoder, FILES / Language.ENGLISH / row["file"]))
        errors = distance(words, found)
        wrong, said = wrong + errors, said + len(words)
        if errors:
            print(f"{errors} of {len(words)}: {' '.join(words)} | {' '.join(found)}")
    print(f"{100 * wrong / said:.1f} % of {said} words are heard wrong")


def heard(decoder: Decoder, path: Path) -> str:
    """What the machine takes a recording to say."""
    speech = decode(path, _RATE)
    # It listens badly to speech that begins and ends at once.
    framed = np.concatenate([np.zeros(_BEFORE), speech, np.zeros(_AFTER)])
    noise = np.random.default_rng(1).normal(0, 1e-4, len(framed))
    samples = np.clip(32767 * (framed + noise), -32768, 32767).astype("<i2")
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), no_search=False, full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return "" if best is None else str(best.hypstr)


def plain(text: str) -> list[str]:
    """The words without case and marks, numbers in letters."""
    return re.findall(r"[a-z']+", text.lower().replace("3", "three"))


def distance(said: Sequence[str], found: Sequence[str]) -> int:
    """The fewest words to add, drop or change that turn one into the other."""
    row = list(range(len(found) + 1))
    for place, word in enumerate(said, start=1):
        before, row[0] = row[0], place
        for other, guess in enumerate(found, start=1):
            change = before + (word != guess)
            before, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, change)
    return row[-1]


if __name__ == "__main__":
    main()
