"""What the form of waiting holds: who waits, where, at which part of which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateparse import parse_date

from easeback.apps.booking.facts import Contact, VisitFacts
from easeback.apps.booking.queries import day_of
from easeback.domain.booking import Mode, Part
from easeback.web.patient.book.asking import LONGEST
from easeback.web.patient.book.details import details, one_line

USUAL_DAYS = 14
"""For how long somebody waits who says nothing else."""
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed; `problems` names the fields that need another look."""

    name: str
    email: str
    phone: str
    address: str
    zone: str
    part: str
    first: str
    last: str
    modes: frozenset[Mode]
    problems: tuple[str, ...] = ()

    def contact(self, language: str, zone: str) -> Contact:
        return details(
            {"name": self.name, "phone": self.phone, "email": self.email, "zone": self.zone},
            Mode.CLINIC,
        ).contact(language, zone)


def untouched(
    given: Mapping[str, str],
    modes: frozenset[Mode],
    today: date,
    visit: VisitFacts | None,
    zone: str,
) -> Typed:
    """The form before anything is typed: any time from today on, up to the visit that is booked.

    What was `given` on the page before stands in it, such as a name.
    """
    last = today + timedelta(days=USUAL_DAYS)
    if visit is not None:
        last = day_of(visit.starts_at, zone)
    days = {"first": today.isoformat(), "last": last.isoformat()}
    return Typed(**_text(given), **days, part=Part.ANY.value, modes=modes, problems=())


def typed(
    given: Mapping[str, str], offered: frozenset[Mode], today: date, visit: VisitFacts | None
) -> Typed:
    """What a form says, and which of its fields need another look."""
    text = _text(given)
    modes = frozenset(mode for mode in offered if given.get(mode.value) == "yes")
    days = {name: given.get(name, "").strip()[:10] for name in ("first", "last")}
    return Typed(
        **text,
        part=given.get("part", ""),
        **days,
        modes=modes if visit is None else offered,
        problems=tuple(_problems(given, text, days, modes, today, visit)),
    )


def _problems(
    given: Mapping[str, str],
    text: Mapping[str, str],
    days: Mapping[str, str],
    modes: frozenset[Mode],
    today: date,
    visit: VisitFacts | None,
) -> list[str]:
    wrong = details(text, Mode.HOME if Mode.HOME in modes else Mode.CLINIC).problems
    found = []
    if visit is None:
        found += [name for name in ("name", "email", "phone") if name in wrong]
        if not text["email"] and "email" not in found:
            found.append("email")
        found = [name for name in found if wrong.get(name) != "no_way"]
        found += ["address"] if "address" in wrong else []
        found += [] if modes else ["modes"]
    elif visit.contact is not None and not visit.contact.email:
        found += [] if text["email"] and "email" not in wrong else ["email"]
    first, last = _day(days["first"]), _day(days["last"])
    found += [] if given.get("part") in set(Part) else ["part"]
    found += [] if first is not None and first >= today else ["first"]
    if last is None or last < (first or today):
        found.append("last")
    elif last > today + timedelta(days=MOST_DAYS):
        found.append("far")
    return found


def _text(given: Mapping[str, str]) -> dict[str, str]:
    return {name: one_line(given.get(name, ""))[:most] for name, most in LONGEST.items()}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
