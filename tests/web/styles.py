"""The stylesheet, as far as tests look into it."""

from pathlib import Path

import easeback.web.ui

SHEET = Path(easeback.web.ui.__file__).parent / "static" / "ui" / "page.css"


def rules_within(query: str) -> str:
    """What stands inside a media query."""
    rest = SHEET.read_text().split(f"({query}) {{", 1)[1]
    depth = 1
    for place, character in enumerate(rest):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return rest[:place]
    raise ValueError(query)
