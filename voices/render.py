"""Renders every phrase that has no recording yet, and drops those that nothing says any more."""

import argparse
import re
import tempfile
from pathlib import Path

from easeback.domain.vocabulary import Language
from voices.files import Row, Shelf
from voices.kokoro import MODEL, RATE, Kokoro, kokoro
from voices.phrases import phrases
from voices.sound import encode, finished
from voices.speaking import SPEAKERS, said

_SENTENCE = re.compile(r"[.!?](?:\s|$)")


def main() -> None:
    given = _arguments()
    for language in given.languages:
        shelf = Shelf(language, SPEAKERS[language].voice, MODEL)
        wanted = phrases(language)
        again = re.compile(given.again) if given.again else None
        kept = {
            text: row
            for text, row in shelf.rows().items()
            if text in wanted and not (again and again.search(text))
        }
        missing = [text for text in wanted if text not in kept]
        if missing:
            voice = given.styles / f"{shelf.voice}.bin"
            model = kokoro(given.packages, voice, given.threads)
            for text in missing:
                kept[text] = _rendered(model, shelf, text)
                shelf.write(kept)
        shelf.write(kept)
        gone = shelf.tidy(kept)
        seconds = sum(row.seconds for row in kept.values())
        print(f"{language}: {len(missing)} rendered, {gone} files deleted,", end=" ")
        print(f"{len(kept)} phrases of {seconds:.0f} seconds in all")


def _rendered(model: Kokoro, shelf: Shelf, text: str) -> Row:
    speech = finished(said(model, shelf.language, text), max(1, len(_SENTENCE.findall(text))))
    with tempfile.TemporaryDirectory(dir=shelf.manifest.parents[1]) as folder:
        path = Path(folder) / "speech.m4a"
        encode(speech, path)
        return shelf.keep(path, text, len(speech) / RATE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path, help="where the model's packages are unpacked")
    parser.add_argument("styles", type=Path, help="the folder of voices, one .bin file each")
    parser.add_argument("--languages", type=Language, nargs="+", default=list(Language))
    parser.add_argument("--again", help="render anew what matches this regular expression")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
