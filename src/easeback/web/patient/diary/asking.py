"""What the forms of the diary hold, read strictly; what cannot be is named, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from easeback.apps.selfcare.actions import LONGEST_WORDS, LineRefused, check
from easeback.apps.selfcare.facts import DONE, Line, Source, Well
from easeback.web.forms.whole import whole_in
from easeback.web.patient.keeping.asking import zone_in
from easeback.web.patient.relief.posted import Unreadable
from easeback.web.program.body_chart import BadMark, read_areas

FLARE: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}
NAMED = {"at": "when", "words": "note", "pain": "pain"}
"""What may be wrong with a line, and the field that shows it."""
MOST_PAIN = 10
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as its form says it, and the fields that need another look."""

    line: Line
    problems: tuple[str, ...]


def pain_in(given: QueryDict, name: str = "pain") -> int:
    """Raises Unreadable."""
    pain = whole_in(given.get(name, ""), digits=2)
    if pain is not None and pain <= MOST_PAIN:
        return pain
    raise Unreadable("a pain that no page offers")


def pain_or_unsaid(given: QueryDict, name: str) -> int | None:
    """None where the field is empty, or not there. Raises Unreadable."""
    return pain_in(given, name) if given.get(name) else None


def key_of(given: QueryDict) -> UUID:
    """The key of the page that was sent. Raises Unreadable."""
    try:
        return UUID(given.get("key", ""))
    except ValueError:
        raise Unreadable("a page without its key") from None


def version_of(given: QueryDict) -> int:
    """Which version of the entry the page has shown. Raises Unreadable."""
    version = whole_in(given.get("version", ""), digits=6)
    if version is not None:
        return version
    raise Unreadable("a version that is none")


def typed(given: QueryDict, before: Line, *, at: datetime) -> Typed:
    """What the form of an entry says instead of `before`. Raises Unreadable."""
    zone = before.zone
    # The field shows no seconds, and not which of two hours it was: unchanged is as it was.
    same = given.get("when", "") == local(before)
    moment = before.at if same else _moment(given.get("when", ""), zone)
    line = Line(
        at=before.at if moment is None else moment,
        zone=zone,
        # What came in by doing it may stand without a pain; what was written by hand says one.
        pain=pain_or_unsaid(given, "pain") if before.source in DONE else pain_in(given),
        flare=_flare(given),
        remedies=tuple(sorted(set(given.getlist("did")))),
        areas=_areas(given),
        sleep=_well(given.get("sleep", "")),
        mood=_well(given.get("mood", "")),
        doing=_text(given.get("doing", "")),
        medicines=_text(given.get("medicines", "")),
        note=_text(given.get("note", "")),
        source=before.source,
        pain_after=pain_or_unsaid(given, "after") if before.after_minutes else None,
        after_minutes=before.after_minutes,
    )
    problems = ["when"] if moment is None else []
    try:
        check(line, at=at)
    except LineRefused as refused:
        if refused.field not in NAMED:
            raise Unreadable(refused.field) from refused
        problems.append(NAMED[refused.field])
    return Typed(line, tuple(dict.fromkeys(problems)))


def quick(given: QueryDict, *, zone: str, at: datetime) -> Line:
    """A line with the pain of this moment alone. Raises Unreadable."""
    return Line(at=at, zone=zone_in(given) or zone, pain=pain_in(given), source=Source.WRITTEN)


def whole(given: QueryDict, *, zone: str, at: datetime) -> Line:
    """A line with what was done and said in one go. Raises Unreadable."""
    return Line(
        at=at,
        zone=zone_in(given) or zone,
        pain=pain_in(given),
        flare=_flare(given),
        remedies=tuple(sorted(set(given.getlist("did")))),
        note=_text(given.get("note", "")),
        source=Source.WRITTEN,
    )


def moment_in(given: QueryDict) -> datetime | None:
    """The moment that a phone names, with its zone; None where it names none."""
    try:
        moment = parse_datetime(given.get("at", "")[:40])
    except ValueError:
        return None
    return None if moment is None or moment.tzinfo is None else moment


def local(line: Line) -> str:
    """When it was, as the field for it holds it."""
    return line.at.astimezone(ZoneInfo(line.zone)).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str, zone: str) -> datetime | None:
    try:
        naive = parse_datetime(text[:20])
    except ValueError:
        return None
    if naive is None or naive.tzinfo is not None or naive.year not in YEARS:
        return None
    return naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _flare(given: QueryDict) -> bool | None:
    if given.get("flare", "") not in FLARE:
        raise Unreadable("a flare that no page offers")
    return FLARE[given.get("flare", "")]


def _well(text: str) -> Well | None:
    if not text:
        return None
    if text not in set(Well):
        raise Unreadable("a choice that no page offers")
    return Well(text)


def _areas(given: QueryDict) -> dict[str, int | None]:
    try:
        return {area.value: level for area, level in read_areas(given).items()}
    except BadMark as bad:
        raise Unreadable(str(bad)) from bad


def _text(text: str) -> str:
    """Their own words, line by line, without signs that no keyboard types."""
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()[: LONGEST_WORDS + 1]
