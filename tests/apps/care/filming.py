"""Pictures and videos as small as they can be, whole and broken."""

import struct
from io import BytesIO
from zlib import crc32

from PIL import Image

PLACE = b"+40.7128-074.0060/"
"""Where a phone says that a video was taken."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, turned: int = 1) -> bytes:
    """With the place where it was taken, where the format can say that."""
    made, exif = BytesIO(), Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "canary-camera"
    exif[0x8825] = {2: (40.0, 42.0, 46.0)}
    Image.new("RGB", size, "teal").save(made, kind, exif=exif)
    return made.getvalue()


def huge_picture() -> bytes:
    """A PNG that says it has a hundred million pixels."""
    whole = picture("PNG")
    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    start = whole.index(b"IHDR")
    crc = struct.pack(">I", crc32(b"IHDR" + head))
    return whole[: start + 4] + head + crc + whole[start + 4 + 17 :]


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(pictures: bytes = b"pictures " * 40) -> bytes:
    track = box(b"trak", box(b"tkhd", bytes(8)), box(b"udta", PLACE))
    movie = box(b"moov", box(b"mvhd", bytes(8)), track, box(b"udta", PLACE), box(b"meta", PLACE))
    return box(b"ftyp", b"isom", bytes(4), b"isommp42") + movie + box(b"mdat", pictures)


def element(name: int, content: bytes) -> bytes:
    length = (name.bit_length() + 7) // 8
    return name.to_bytes(length, "big") + (1 << 56 | len(content)).to_bytes(8, "big") + content


def webm(*, streamed: bool = False) -> bytes:
    """`streamed`: as a browser records it, which knows no length before it ends."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    tracks, tags = element(0x1654AE6B, b"video"), element(0x1254C367, PLACE)
    block = element(0xE7, b"\x00") + element(0xA3, b"pictures " * 20)
    if streamed:
        unknown = b"\x01" + b"\xff" * 7
        cluster = b"\x1f\x43\xb6\x75" + unknown + block
        return head + b"\x18\x53\x80\x67" + unknown + tracks + cluster + cluster
    return head + element(0x18538067, tracks + element(0x1F43B675, block) + tags)
