"""The drawn faces of therapists, as files. Only invented people are drawn."""

from functools import cache
from hashlib import sha256

from easeback.domain.figure import PORTRAITS, portrait
from easeback.web.program.figures import TONES, Picture

SIDE = 72
"""Pixels; the drawing itself has no size of its own."""


def portrait_of(variant: str) -> Picture | None:
    """A therapist's face beside their name, which says all that it would say; None: not drawn."""
    if variant not in PORTRAITS:
        return None
    light, dark = (portrait_path(variant, tone) for tone in ("light", "dark"))
    return Picture(light, dark, alt="", width=SIDE, height=SIDE)


@cache
def portrait_path(variant: str, tone: str) -> str:
    """The address of a face; its mark changes with the drawing, so it may be kept for ever."""
    return f"/portraits/{variant}.{tone}.{portrait_mark(variant, tone)}.svg"


@cache
def portrait_mark(variant: str, tone: str) -> str:
    return sha256(face(variant, tone)).hexdigest()[:8]


@cache
def face(variant: str, tone: str) -> bytes:
    """The picture's file. Raises UnknownFigure, or KeyError for an unknown tone."""
    palette = TONES[tone]
    return portrait(variant, palette=palette, title=variant, description="A face.").encode()
