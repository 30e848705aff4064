"""A diary on one page for a clinician: trend, flares, what helped, where it hurts, own words."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst

from easeback.domain.vocabulary import Language
from easeback.paper.sheet import Figure

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
WIDTH, HEIGHT, LANE = 640.0, 150.0, 8.0
MOST_PAIN = 10
GAP = 3
"""Days without a word that a line is still drawn through."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on it, in the reader's language; each section is a heading and its lines.

    `trend` is the picture of all its days, `first` and `last` what stands at its ends; `body` where
    it hurts. `standing` says what the practice is and whether a clinician has approved the words.
    """

    language: Language
    title: str
    lead: str
    summary: str
    practice: str
    trend: Figure
    first: str
    last: str
    body: Figure | None
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    standing: str
    on: str


def pdf(report: Report, *, at: datetime) -> bytes:
    """The document. The same report at the same moment gives the same bytes."""
    return typst.compile(
        TEMPLATE,
        sys_inputs=_inputs(report),
        pdf_standards="ua-1",
        timestamp=int(at.timestamp()),
        ignore_system_fonts=True,
    )


def pages(report: Report) -> int:
    """How many pages it has; it is laid out for one."""
    # One page comes as bytes, several as a list, whatever its types say.
    made: object = typst.compile(
        TEMPLATE, sys_inputs=_inputs(report), format="svg", ignore_system_fonts=True
    )
    return len(made) if isinstance(made, list) else 1


def trend(days: Sequence[tuple[int, float]], flares: Iterable[tuple[int, int]], length: int) -> str:
    """Pain by day as SVG without letters: `days` are numbered from 0, flares shaded from one day to
    another, both in it; no line goes through more than three days without a word."""
    step = WIDTH / max(length, 1)
    parts = [
        f'<rect x="{first * step:.1f}" y="0" width="{(last - first + 1) * step:.1f}" '
        f'height="{HEIGHT:g}" fill="#f8e7bd"/>'
        for first, last in flares
    ]
    parts += [
        f'<path d="M0 {_y(level):.1f}H{WIDTH:g}" stroke="#d8d2c4" stroke-width=".6"/>'
        for level in (0, 5, MOST_PAIN)
    ]
    path, before = "", -GAP - 2
    for day, pain in days:
        draw = "L" if day - before <= GAP + 1 else "M"
        path += f"{draw}{(day + 0.5) * step:.1f} {_y(pain):.1f}"
        before = day
    parts.append(f'<path d="{path}" fill="none" stroke="#1b4d3e" stroke-width="1.6"/>')
    parts += [
        f'<circle cx="{(day + 0.5) * step:.1f}" cy="{_y(pain):.1f}" r="1.7" fill="#1b4d3e"/>'
        for day, pain in days
    ]
    window = f"0 {-LANE:g} {WIDTH:g} {HEIGHT + 2 * LANE:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{window}">{"".join(parts)}</svg>'


def _y(pain: float) -> float:
    return HEIGHT * (1 - pain / MOST_PAIN)


def _inputs(report: Report) -> dict[str, str]:
    return {"report": json.dumps(asdict(report))}
