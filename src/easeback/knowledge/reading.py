"""Reads a knowledge file strictly: no key twice, dates of review present, "yes" stays a word."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from easeback.knowledge.faults import KnowledgeFault

_DATES = ("reviewed_on", "next_review")


class _Reader(yaml.CSafeLoader):
    """YAML without the old meaning of yes, no, on and off, and without repeated keys."""


_Reader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping(reader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[Hashable] = set()
    for key_node, _ in node.value:
        key = reader.construct_object(key_node, deep=True)
        if key in seen:
            line = key_node.start_mark.line + 1
            raise yaml.constructor.ConstructorError(problem=f"the key {key!r} twice, line {line}")
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(reader, node, deep=True)


_Reader.add_constructor("tag:yaml.org,2002:map", _mapping)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: where it is, what it lists, and its dates of review."""

    name: str
    kind: str
    entries: list[dict[str, Any]]
    reviewed_on: date
    next_review: date


def read_yaml(path: Path, name: str = "") -> dict[str, Any]:
    """The file's mapping; `name` is what a fault calls the file. Raises KnowledgeFault."""
    name = name or path.name
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Reader)  # noqa: S506
    except yaml.YAMLError as error:
        raise KnowledgeFault(name, " ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise KnowledgeFault(name, "expected a mapping at the top")
    return content


def read_sheet(path: Path, name: str) -> Sheet:
    """A sheet of entries: the two dates and exactly one list. Raises KnowledgeFault."""
    content = read_yaml(path, name)
    for field in _DATES:
        if not isinstance(content.get(field), date):
            raise KnowledgeFault(f"{name}: {field}", "a date like 2026-11-23 is missing")
    lists = {key: value for key, value in content.items() if key not in _DATES}
    if len(lists) != 1:
        raise KnowledgeFault(name, f"expected one list, found {', '.join(map(str, lists))}")
    kind, entries = next(iter(lists.items()))
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise KnowledgeFault(f"{name}: {kind}", "expected a list of entries")
    return Sheet(name, str(kind), entries, content["reviewed_on"], content["next_review"])
