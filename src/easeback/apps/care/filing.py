"""Pictures and videos of a practice's own exercises, as files that are named by what is in them.

Nothing is kept as it came: a picture is painted anew, so that neither the place where it was taken
nor anything hidden in it is left; of a video the parts that tell such things are emptied.
"""

import os
import re
import warnings
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from easeback.apps.care import videos
from easeback.domain.program import Filed

PICTURES = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
"""A phone's largest pictures have 48 million."""
LONGEST_SIDE = 1600
QUALITY = 82
MOST_BYTES = 30 * 1024 * 1024
TYPES = {"jpg": "image/jpeg", "mp4": "video/mp4", "webm": "video/webm"}
NAME = re.compile(r"[0-9a-f]{64}\.(?:jpg|mp4|webm)")
CHUNK = 64 * 1024


class NotKept(ValueError):
    """What came is no picture or video of a kind that is kept. `why`: the key of its words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def keep(came: IO[bytes], size: int) -> Filed:
    """Keeps a picture or a video by what it is, whatever it is called. Raises NotKept."""
    if size > MOST_BYTES:
        raise NotKept("too-large")
    start = came.read(videos.SIGN)
    came.seek(0)
    kind = videos.kind_of(start)
    if kind is None:
        return _keep_picture(came)

    def write(file: IO[bytes]) -> None:
        came.seek(0)
        while chunk := came.read(CHUNK):
            file.write(chunk)
        file.flush()
        try:
            videos.clean(file, kind)
        except videos.Broken as broken:
            raise NotKept("broken") from broken

    return Filed(_kept(write, kind))


def open_kept(name: str) -> IO[bytes] | None:
    """A file that is kept, to be read; None where there is none of that name."""
    path = _path(name)
    return path.open("rb") if path is not None and path.is_file() else None


def is_kept(name: str) -> bool:
    path = _path(name)
    return path is not None and path.is_file()


def size_of(name: str) -> tuple[int, int]:
    """Width and height of a picture that is kept; nothing of a video."""
    if not name.endswith(".jpg"):
        return 0, 0
    with Image.open(_directory() / name) as picture:
        return picture.size


def type_of(name: str) -> str:
    return TYPES[name.rpartition(".")[2]]


def kept_before(at: datetime) -> tuple[str, ...]:
    """The names of the files that last came before a moment; of one that came again, that counts.
    Also what was cut off while it came."""
    directory = _directory()
    if not directory.is_dir():
        return ()
    files = (file for file in directory.iterdir() if file.is_file())
    return tuple(file.name for file in files if file.stat().st_mtime < at.timestamp())


def throw_away(names: Iterable[str]) -> None:
    for name in names:
        (_directory() / name).unlink(missing_ok=True)


def _path(name: str) -> Path | None:
    """Where a file of this name lies; nothing but a name of ours leads anywhere."""
    return _directory() / name if NAME.fullmatch(name) else None


def _directory() -> Path:
    return Path(settings.EXERCISE_FILES)


def _keep_picture(came: IO[bytes]) -> Filed:
    picture = _painted_anew(came)
    painted = BytesIO()
    picture.save(painted, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return Filed(_kept(lambda file: file.write(painted.getvalue()), "jpg"), *picture.size)


def _painted_anew(came: IO[bytes]) -> Image.Image:
    """The picture alone, upright, no larger than a page shows it."""
    try:
        with warnings.catch_warnings():
            # Of a head that claims too much; it is looked at here.
            warnings.simplefilter("ignore")
            picture: Image.Image = Image.open(came, formats=PICTURES)
            _look_at_size(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            return _plain(ImageOps.exif_transpose(picture))
    except NotKept:
        raise
    except Image.DecompressionBombError as bomb:
        raise NotKept("too-many-pixels") from bomb
    except UnidentifiedImageError as unknown:
        raise NotKept("unknown-kind") from unknown
    # A broken file makes the decoders say so in many ways.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise NotKept("broken") from error


def _look_at_size(picture: Image.Image) -> None:
    """Of its head alone, before a pixel is read. Raises NotKept."""
    if picture.width * picture.height > MOST_PIXELS:
        raise NotKept("too-many-pixels")


def _plain(upright: Image.Image) -> Image.Image:
    """In three colors; what can be seen through stands on white."""
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    whole = upright.convert("RGBA")
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    return ground


def _kept(write: Callable[[IO[bytes]], Any], suffix: str) -> str:
    """Written whole beside its place and then moved there, so that nobody reads half of it; the
    same content again is the same file."""
    directory = _directory()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w+b", dir=directory, prefix="coming-", delete=False) as file:
        try:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            name = f"{_hash_of(file)}.{suffix}"
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(directory / name)
    return name


def _hash_of(file: IO[bytes]) -> str:
    found = sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()
