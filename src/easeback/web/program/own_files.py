"""A part of an own exercise's picture as an answer: a drawing, a picture, or a stretch of a video.

Each is for whoever was shown the page that names it, and for nobody else, so no browser keeps it.
"""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from easeback.apps.care import filing
from easeback.apps.care.facts import OwnFacts
from easeback.domain.program import Drawn, Filed
from easeback.domain.vocabulary import Language
from easeback.web.program.own_parts import MOVING, moving_drawing
from easeback.web.program.repertoire import ENDS, FILE, posed_drawing

CHUNK = 64 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def part_of(request: HttpRequest, own: OwnFacts, part: str) -> HttpResponseBase:
    """Raises Http404 where its picture has no such part."""
    match own.own.picture:
        case Drawn() as drawn:
            name, _, tone = part.partition("-")
            if name not in {*ENDS, MOVING} or tone not in {"light", "dark"}:
                raise Http404(part)
            drawing = _drawing(own, drawn, name, tone)
            return _kept_by_nobody(HttpResponse(drawing, content_type="image/svg+xml"))
        case Filed(name=name) if part == FILE:
            return file_answer(request, name)
    raise Http404(part)


def _drawing(own: OwnFacts, drawn: Drawn, name: str, tone: str) -> str:
    if name == MOVING:
        return moving_drawing(own, drawn, tone)
    posed = drawn.start if name == ENDS[0] else drawn.end
    return posed_drawing(drawn.figure, posed, tone, own.own.words[Language.ENGLISH].shows)


def file_answer(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file that is kept, or a stretch of it. Raises Http404."""
    return _kept_by_nobody(_file(request, name))


def _kept_by_nobody(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = "private, no-store"
    # It is shown in a page; opened by itself, it can do nothing.
    answer["Content-Disposition"] = "inline"
    return answer


def _file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The whole file, or the stretch that was asked for: a phone plays no video without that."""
    file = filing.open_kept(name)
    if file is None:
        raise Http404(name)
    kind, length = filing.type_of(name), file.seek(0, 2)
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    file.seek(0)
    if asked is None or not any(asked.groups()):
        whole = FileResponse(file, content_type=kind)
        whole["Accept-Ranges"] = "bytes"
        return whole
    first, last = _span(asked[1], asked[2], length)
    if first > last or first >= length:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    stretch = StreamingHttpResponse(_Stretch(file, first, last), status=206, content_type=kind)
    stretch["Content-Range"] = f"bytes {first}-{last}/{length}"
    stretch["Content-Length"] = str(last - first + 1)
    stretch["Accept-Ranges"] = "bytes"
    return stretch


def _span(first: str, last: str, length: int) -> tuple[int, int]:
    """The first and the last byte; without a first, so many from the end."""
    if not first:
        return max(0, length - int(last)), length - 1
    return int(first), min(int(last), length - 1) if last else length - 1


class _Stretch:
    """Reads so many bytes, and closes its file with the answer, whether or not anybody read it."""

    def __init__(self, file: IO[bytes], first: int, last: int) -> None:
        self._file, self._left = file, last - first + 1
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (chunk := self._file.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()
