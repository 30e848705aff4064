"""A program, what is told of it, and an exercise of the practice's own as JSON, and back."""

import json
from dataclasses import asdict
from datetime import date

import cattrs

from easeback.domain.program import Item, OwnExercise, Program, Told
from easeback.domain.response import Light

_converter = cattrs.Converter(forbid_extra_keys=True)
# Always in one order, so that the same program is the same text and a second click is known.
_converter.register_unstructure_hook_func(
    lambda kind: getattr(kind, "__origin__", kind) is frozenset, sorted
)
_TOLD = ("done", "light", "before", "during", "after")


def content_of(program: Program) -> str:
    """All but the day, which stands beside it."""
    written = {
        "items": [_converter.unstructure(item) for item in program.items],
        "relief_days": program.relief_days,
        "resume_percent": program.resume_percent,
    }
    return json.dumps(written, sort_keys=True)


def program_in(content: str, published_on: date) -> Program:
    """The same program again."""
    written = json.loads(content)
    items = _converter.structure(written["items"], tuple[Item, ...])
    return Program(published_on, items, written["relief_days"], written["resume_percent"])


def words_of(told: Told) -> str:
    """What was told, but not of which item and day: these stand beside it."""
    written = asdict(told)
    return json.dumps({name: written[name] for name in _TOLD}, sort_keys=True)


def told_in(words: str, *, item: str, on: date) -> Told:
    """The same again."""
    written = json.loads(words)
    if written["light"] is not None:
        written["light"] = Light(written["light"])
    return Told(item=item, on=on, **written)


def own_content(own: OwnExercise) -> str:
    """All of it."""
    return json.dumps(_converter.unstructure(own), sort_keys=True)


def own_in(content: str) -> OwnExercise:
    """The same exercise again."""
    return _converter.structure(json.loads(content), OwnExercise)
