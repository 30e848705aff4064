"""Conditions as written in the files, turned into the domain's conditions.

A mapping means all of its keys: `question: option` or `question: [options]` (any of them),
`age: ">= 65"` or `age: "< 18"`, `fact: name`, and `all`, `any`, `not`, `count`.
"""

import re
from collections.abc import Mapping
from typing import Any

from easeback.domain.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Below,
    Condition,
    CountOf,
    Is,
    Kind,
    Not,
)
from easeback.knowledge.entries import FactEntry, QuestionEntry
from easeback.knowledge.faults import KnowledgeFault

_NUMBER = re.compile(r"(>=|<) (\d+)")


class ConditionReader:
    """Reads conditions over one bank with one set of named facts."""

    def __init__(
        self, questions: Mapping[str, QuestionEntry], facts: Mapping[str, FactEntry]
    ) -> None:
        self._questions = questions
        self._facts = facts

    def read(self, raw: Any, where: str) -> Condition:
        """Raises KnowledgeFault that names `where`."""
        if not isinstance(raw, dict) or not raw:
            raise KnowledgeFault(where, f"expected a condition, found {raw!r}")
        parts = tuple(self._part(str(key), value, where) for key, value in raw.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, value: Any, where: str) -> Condition:
        match key:
            case "all":
                return AllOf(self._parts(value, f"{where}: all"))
            case "any":
                return AnyOf(self._parts(value, f"{where}: any"))
            case "not":
                return Not(self.read(value, f"{where}: not"))
            case "fact":
                return self._fact(value, where)
            case "count":
                return self._count(value, f"{where}: count")
            case _:
                return self._answer(key, value, where)

    def _parts(self, value: Any, where: str) -> tuple[Condition, ...]:
        if not isinstance(value, list) or not value:
            raise KnowledgeFault(where, "expected a list of conditions")
        return tuple(self.read(part, where) for part in value)

    def _fact(self, name: Any, where: str) -> Condition:
        if not isinstance(name, str) or name not in self._facts:
            raise KnowledgeFault(where, f"no fact is called {name!r}")
        return self.read(self._facts[name].when, f"{where}: fact {name}")

    def _count(self, value: Any, where: str) -> Condition:
        if not isinstance(value, dict) or set(value) != {"at-least", "of"}:
            raise KnowledgeFault(where, "expected at-least and of")
        parts = self._parts(value["of"], where)
        minimum = value["at-least"]
        if not isinstance(minimum, int) or not 1 <= minimum <= len(parts):
            raise KnowledgeFault(where, f"at-least must be from 1 to {len(parts)}")
        return CountOf(minimum, parts)

    def _answer(self, name: str, value: Any, where: str) -> Condition:
        question = self._questions.get(name)
        if question is None:
            raise KnowledgeFault(where, f"no question asks {name!r}")
        if question.kind == Kind.NUMBER:
            return self._number(name, value, where)
        options = value if isinstance(value, list) else [value]
        for option in options:
            if option not in question.options:
                raise KnowledgeFault(where, f"{name} has no option {option!r}")
        parts = tuple(Is(name, option) for option in options)
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _number(self, name: str, value: Any, where: str) -> Condition:
        found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise KnowledgeFault(where, f'{name}: expected ">= n" or "< n", found {value!r}')
        sign, number = found.groups()
        return AtLeast(name, int(number)) if sign == ">=" else Below(name, int(number))
