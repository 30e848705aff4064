"""Whether a file is a whole MP4 or WebM video, by its own parts; what tells of a place is emptied.

Both formats are parts with a length each. A file that was cut off has a part that is longer than
what is left of it. Nothing is decoded here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

SIGN = 64
"""So many bytes tell what a file is."""
MP4, WEBM = "mp4", "webm"
BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
    | {b"3gp4", b"3gp5", b"3gp6", b"MSNV"}
)
TELLING = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes that say where, when and by whom it was taken."""
HOLDING = frozenset({b"moov", b"trak"})
"""Boxes in which those are."""
MOST_PARTS = 100_000

EBML, SEGMENT, CLUSTER, TRACKS = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0x1654AE6B
TAGS, ATTACHMENTS, VOID = 0x1254C367, 0x1941A469, 0xEC


class Broken(ValueError):
    """The file is not whole, or not what it says it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """From `at` to `end`; its content begins at `inside`."""

    name: bytes | int
    at: int
    inside: int
    end: int


def kind_of(start: bytes) -> str | None:
    """By the first bytes of a file; None where it is no video that is played everywhere."""
    if start[4:8] == b"ftyp" and start[8:12] in BRANDS:
        return MP4
    if start.startswith(EBML.to_bytes(4, "big")) and b"webm" in start:
        return WEBM
    return None


def clean(file: IO[bytes], kind: str) -> None:
    """Looks at the whole file and empties what tells of people and places. Raises Broken."""
    length = file.seek(0, 2)
    try:
        if kind == MP4:
            _clean_mp4(file, length)
        else:
            _clean_webm(file, length)
    except (struct.error, IndexError) as error:
        raise Broken("a part that is none") from error


def _clean_mp4(file: IO[bytes], length: int) -> None:
    boxes = tuple(_boxes(file, 0, length))
    names = {box.name for box in boxes}
    if not names >= {b"ftyp", b"moov", b"mdat"}:
        raise Broken("no moving pictures")
    if b"trak" not in {box.name for top in boxes if top.name == b"moov" for box in _in(file, top)}:
        raise Broken("no track")
    for box in _all_boxes(file, boxes):
        if box.name in TELLING:
            _empty(file, box)


def _in(file: IO[bytes], box: Part) -> tuple[Part, ...]:
    return tuple(_boxes(file, box.inside, box.end))


def _all_boxes(file: IO[bytes], boxes: tuple[Part, ...]) -> Iterator[Part]:
    for box in boxes:
        yield box
        if box.name in HOLDING:
            yield from _all_boxes(file, _in(file, box))


def _boxes(file: IO[bytes], at: int, end: int) -> Iterator[Part]:
    """The boxes between two places, which they fill exactly."""
    for _ in range(MOST_PARTS):
        if at == end:
            return
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            head = 16
        if size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Broken(f"{name!r} is longer than the file")
        yield Part(name, at, at + head, at + size)
        at += size
    raise Broken("too many parts")


def _empty(file: IO[bytes], box: Part) -> None:
    """The same length, under a name that says that nothing is in it; no offset moves."""
    file.seek(box.at + 4)
    file.write(b"free")
    _blank(file, box.inside, box.end)


def _blank(file: IO[bytes], at: int, end: int) -> None:
    file.seek(at)
    file.write(bytes(end - at))


def _clean_webm(file: IO[bytes], length: int) -> None:
    parts = tuple(_elements(file, 0, length))
    if [part.name for part in parts[:2]] != [EBML, SEGMENT]:
        raise Broken("no segment")
    inside = tuple(_elements(file, parts[1].inside, parts[1].end))
    if not {part.name for part in inside} >= {TRACKS, CLUSTER}:
        raise Broken("no moving pictures")
    for part in inside:
        if part.name in {TAGS, ATTACHMENTS}:
            _void(file, part)


def _elements(file: IO[bytes], at: int, end: int) -> Iterator[Part]:
    """The elements between two places. One that does not know its length ends with the file, or
    where the next cluster begins."""
    for _ in range(MOST_PARTS):
        if at == end:
            return
        name, inside = _number(file, at, keeps_mark=True)
        size, inside = _number(file, inside)
        if size is None and name == CLUSTER:
            yield Part(CLUSTER, at, inside, inside)
            # Its blocks are read as if they lay beside it.
            at = inside
            continue
        stops = end if size is None else inside + size
        if stops > end:
            raise Broken("an element is longer than the file")
        yield Part(name or 0, at, inside, stops)
        at = stops
    raise Broken("too many parts")


def _number(file: IO[bytes], at: int, *, keeps_mark: bool = False) -> tuple[int | None, int]:
    """A number of EBML and where it ends; None for a length that is not known."""
    file.seek(at)
    first = file.read(1)[0]
    length = 9 - first.bit_length()
    if length > 8:
        raise Broken("no number")
    rest = file.read(length - 1)
    if len(rest) != length - 1:
        raise Broken("cut off")
    value = int.from_bytes(bytes([first]) + rest, "big")
    if keeps_mark:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (None if value == (1 << 7 * length) - 1 else value), at + length


def _void(file: IO[bytes], part: Part) -> None:
    """The same length, as an element that readers skip."""
    length = part.end - part.at
    file.seek(part.at)
    if length < 9:
        file.write(bytes([VOID, 0x80 | (length - 2)]))
        _blank(file, part.at + 2, part.end)
        return
    file.write(bytes([VOID]) + ((1 << 56) | (length - 9)).to_bytes(8, "big"))
    _blank(file, part.at + 9, part.end)
