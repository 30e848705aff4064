"""The words of a questionnaire as a practice brings them; these are nobody's but the tests'."""

from pathlib import Path
from typing import Any

import yaml

ENGLISH = {
    "title": "Three short questions",
    "lead": "Think of last week.",
    "closing": "Printed by leave of nobody.",
    "options": [f"Level {points}" for points in range(11)],
    "items": [{"text": f"How was part {number}?"} for number in (1, 2, 3)],
}
SPANISH = {
    "title": "Tres preguntas cortas",
    "lead": "Piense en la semana pasada.",
    "closing": "Impreso sin permiso de nadie.",
    "options": [f"Nivel {points}" for points in range(11)],
    "items": [{"text": f"¿Cómo estuvo la parte {number}?"} for number in (1, 2, 3)],
}
WHOLE = {"questionnaire": "peg", "licence": "For the tests.", "en": ENGLISH, "es": SPANISH}


def bring(folder: Path, name: str = "peg.yaml", **changed: Any) -> Path:
    content = {**WHOLE, **changed}
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return folder
