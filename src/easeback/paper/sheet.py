"""A plan to hold in the hand: one or two pages, for eyes and for screen readers (PDF/UA-1)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno
import typst

from easeback.domain.vocabulary import Language

TEMPLATE = Path(__file__).parent / "templates" / "sheet.typ"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG text, and its words for those who do not see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to do: its pictures, how to begin, the steps, and short facts under headings."""

    title: str
    figures: tuple[Figure, ...] = ()
    start: str = ""
    steps: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on it, in the reader's language. `notes` are lists under a heading.

    `urgency` says how soon a clinician should look, `urgent` what to do about that.

    `address` is where the code leads; its words stand beside it. `standing` says what the practice
    is and whether a clinician has approved the words.
    """

    language: Language
    title: str
    lead: str
    urgency: str
    urgent: tuple[str, ...]
    practice: str
    call: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    signs_title: str
    signs: tuple[str, ...]
    address: str
    address_words: str
    standing: str
    on: str


def pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """The document. The same sheet at the same moment gives the same bytes."""
    values = {**asdict(sheet), "code": _code(sheet.address)}
    document = typst.compile(
        TEMPLATE,
        sys_inputs={"sheet": json.dumps(values)},
        pdf_standards="ua-1",
        timestamp=int(at.timestamp()),
        ignore_system_fonts=True,
    )
    if not isinstance(document, bytes):
        raise TypeError("one document was expected")
    return document


def _code(address: str) -> str:
    """A QR code as SVG text, which a camera still reads with a sixth of it hidden."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, omitsize=True, light="#fff"
    )
    return drawn.getvalue().decode()
