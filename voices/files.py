"""The rendered phrases on disk: a manifest for each language, and files named by their content."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from easeback.domain.vocabulary import Language
from easeback.knowledge.speech import VOICES

FILES = Path(__file__).parents[1] / "src/easeback/web/program/static/program/voice"
LICENCE = "Apache-2.0"
_NAME = 12
"""So many digits of the content's SHA-256 name a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase: its words, its file, and how long the speech in it lasts."""

    text: str
    file: str
    seconds: float
    sha256: str


@dataclass(frozen=True)
class Shelf:
    """One language's manifest and its folder of files."""

    language: Language
    voice: str
    model: str

    @property
    def manifest(self) -> Path:
        return VOICES / f"{self.language}.json"

    @property
    def folder(self) -> Path:
        return FILES / self.language

    def rows(self) -> dict[str, Row]:
        """The phrases that are rendered and whose files are whole, by their words."""
        if not self.manifest.exists():
            return {}
        rows = (Row(**row) for row in json.loads(self.manifest.read_text("utf-8"))["cues"])
        return {row.text: row for row in rows if self._whole(row)}

    def keep(self, encoded: Path, text: str, seconds: float) -> Row:
        """Moves a new file to its place."""
        digest = hashlib.sha256(encoded.read_bytes()).hexdigest()
        row = Row(text, f"{digest[:_NAME]}.m4a", round(seconds, 3), digest)
        self.folder.mkdir(parents=True, exist_ok=True)
        encoded.replace(self.folder / row.file)
        return row

    def write(self, rows: dict[str, Row]) -> None:
        content = {
            "voice": self.voice,
            "model": self.model,
            "licence": LICENCE,
            "cues": [asdict(rows[text]) for text in sorted(rows)],
        }
        self.manifest.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        self.manifest.write_text(f"{text}\n", "utf-8")

    def tidy(self, rows: dict[str, Row]) -> int:
        """Deletes the files that no phrase names; how many there were."""
        named = {row.file for row in rows.values()}
        strays = [path for path in self.folder.iterdir() if path.name not in named]
        for path in strays:
            path.unlink()
        return len(strays)

    def _whole(self, row: Row) -> bool:
        path = self.folder / row.file
        return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
