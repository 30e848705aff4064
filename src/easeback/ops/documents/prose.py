"""Conditions and sources as a clinician reads them, in Markdown."""

from collections.abc import Iterable
from typing import Any

from easeback.knowledge import Knowledge
from easeback.knowledge.entries import FactEntry, Sourced

MADE = "<!-- Made by `easeback docs` from the knowledge files. Do not edit. -->\n"


def heading(known: Knowledge, title: str, about: str) -> str:
    """The top of a document, with the knowledge version that it shows."""
    return (
        f"{MADE}\n# {title}\n\n{about}\n\n"
        f"Knowledge version `{known.version}`. **No clinician has approved this version.**\n"
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([_cell(c) for c in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def said(known: Knowledge, raw: Any) -> str:
    """A condition as written, in words."""
    parts = [_part(known, str(key), value) for key, value in raw.items()]
    return parts[0] if len(parts) == 1 else " **and** ".join(_bracketed(part) for part in parts)


def _part(known: Knowledge, key: str, value: Any) -> str:
    match key:
        case "all":
            return " **and** ".join(_bracketed(said(known, part)) for part in value)
        case "any":
            return " **or** ".join(_bracketed(said(known, part)) for part in value)
        case "not":
            return f"**not** {_bracketed(said(known, value))}"
        case "fact":
            return f"*{known.shelf.of('facts', FactEntry)[value].means}*"
        case "count":
            of = "; ".join(said(known, part) for part in value["of"])
            return f"**at least {value['at-least']} of** ({of})"
        case _:
            options = value if isinstance(value, list) else [value]
            return f"`{key}` {'is' if len(options) == 1 else 'is one of'} {', '.join(options)}"


def _bracketed(text: str) -> str:
    return f"({text})" if " **and** " in text or " **or** " in text else text


def basis(known: Knowledge, entry: Sourced) -> str:
    """What a statement rests on, with the status of each source."""
    cited = [f"{known.sources[id].ref} ({known.sources[id].status})" for id in entry.evidence]
    if entry.house:
        cited.append("our practice's choice")
    if entry.unverified:
        cited.append("not verified")
    return ", ".join(cited)
