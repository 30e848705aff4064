"""JSON bytes into a checked value, or one line that says what is wrong with them, and where."""

import gc
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

Checked = TypeVar("Checked")
MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before a text; it says nothing, and is passed over."""
LONGEST = 300
"""Characters of a complaint: whoever wrote the document may have written the half of it."""


class BadDocument(ValueError):
    """What is wrong with the document, with its place. `str()` is one line of printable signs."""

    def __init__(self, why: str, at: str = "") -> None:
        cut = why if len(why) <= LONGEST else f"{why[:LONGEST]} ..."
        said = f"{cut} - at `{at}`" if at else cut
        super().__init__("".join(s if s.isprintable() else ascii(s)[1:-1] for s in said))


def decoded(text: bytes, kind: type[Checked]) -> Checked:
    """The value that stands in these bytes. Raises BadDocument.

    A field that stands twice is refused: of two readers each might believe another one.
    """
    text = text.removeprefix(MARK)
    try:
        with _no_sweeping():
            value = msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        why, _, at = str(error).rpartition(" - at `")
        raise BadDocument(why or str(error), at.rstrip("`") if why else "$") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_json(text, str(error)) from error
    _refuse_twins(text.decode())
    return value


@contextmanager
def _no_sweeping() -> Iterator[None]:
    """Without searching for rings among millions of fresh values, which takes most of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _no_json(text: bytes, why: str) -> BadDocument:
    if not text.strip():
        return BadDocument("the document is empty")
    try:
        text.decode()
    except UnicodeDecodeError as error:
        return BadDocument("the document is not UTF-8", f"byte {error.start}")
    found = re.search(r" \(byte (\d+)\)$", why)
    if found is None:
        return BadDocument(f"the document is not JSON: {why}")
    at = int(found[1])
    why = why.removesuffix(found[0]).removeprefix("JSON is malformed: ")
    if text[at : at + 3] in {b"NaN", b"Inf"}:
        why = "NaN and Infinity are no JSON numbers"
    line, column = text.count(b"\n", 0, at) + 1, at - text.rfind(b"\n", 0, at)
    return BadDocument(f"the document is not JSON: {why}", f"line {line}, column {column}")


class _Twin:
    """Stands where an object has one key twice."""

    def __init__(self, key: str) -> None:
        self.key = key


def _refuse_twins(text: str) -> None:
    """What was decoded is JSON, and no deeper than the value's own fields."""
    found = False

    def note(pairs: list[tuple[str, Any]]) -> None:
        nonlocal found
        found = found or len({key for key, _ in pairs}) != len(pairs)

    with _no_sweeping():
        json.loads(text, object_pairs_hook=note)
    if found:
        key, at = next(_twins(json.loads(text, object_pairs_hook=_marked), "$"))
        raise BadDocument(f"the field `{key[:80]}` stands twice", at)


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Twin:
    whole: dict[str, Any] = {}
    for key, value in pairs:
        if key in whole:
            return _Twin(key)
        whole[key] = value
    return whole


def _twins(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, _Twin):
        yield value.key, at
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _twins(one, f"{at}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _twins(one, f"{at}[{number}]")
