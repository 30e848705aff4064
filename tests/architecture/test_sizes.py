"""Modules and functions stay small enough to be read at once, and every module has a real name."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "voices")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "manager", "service"}
DRAWERS |= {"handler", "managers", "services", "handlers", "shared", "tools", "stuff", "lib"}
# Django, and Python's HTML parser and HTTP server, look for these names.
LOOKED_FOR = {
    "process_view",
    "handle_starttag",
    "handle_endtag",
    "handle_data",
    "do_GET",
    "do_POST",
}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of ours, with its module's path."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield str(path.relative_to(ROOT)), node


def test_the_sources_are_found() -> None:
    assert ROOT / "src/easeback/__main__.py" in SOURCES


def test_no_module_is_over_400_lines() -> None:
    assert names([path for path in SOURCES if path.read_text().count("\n") > 400]) == []


def test_no_function_is_over_50_lines() -> None:
    long = [
        f"{where}: {function.name}"
        for where, function in functions()
        if (function.end_lineno or function.lineno) - function.lineno >= 50
    ]
    assert long == []


def test_no_room_or_module_is_a_drawer() -> None:
    drawers = [p for p in SOURCES if DRAWERS & {p.stem, *p.relative_to(ROOT).parent.parts}]
    assert names(drawers) == []


def test_every_function_is_named_after_what_it_does() -> None:
    vague = [
        f"{where}: {function.name}"
        for where, function in functions()
        if function.name.startswith(("process_", "do_", "handle_"))
        and function.name not in LOOKED_FOR
    ]
    assert vague == []
