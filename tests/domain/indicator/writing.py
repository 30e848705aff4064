"""Lines of courses as the cases write them, and many people who are alike."""

from datetime import date
from typing import Any

from easeback.domain.booking import Severity
from easeback.domain.indicator import Due, Fate, Happened, Line, Scored, Spell
from easeback.domain.outcome import Instrument

ANN, BEA = 1, 2
THERAPISTS = {"ann": ANN, "bea": BEA}
YEAR = 2027
LATER = date(2028, 3, 1)
"""When all of the year may be counted."""


def line(raw: dict[str, Any], person: int = 0) -> Line:
    """What a case tells; what it does not say is not there."""
    return Line(
        person=person,
        severity=Severity[raw.get("urgency", "routine").upper()],
        booked_on=raw.get("booked", date(YEAR, 1, 1)),
        due=tuple(
            Due(each["on"], THERAPISTS[each.get("with", "ann")], Fate(each.get("was", "kept")))
            for each in raw.get("visits", ())
        ),
        scored=tuple(
            Scored(each["on"], ANN, Instrument(name), each[name])
            for each in raw.get("scores", ())
            for name in each
            if name != "on"
        ),
        spells=tuple(
            Spell(each["began"], each["last"], each.get("over"), ANN)
            for each in raw.get("flares", ())
        ),
        routines=tuple(Happened(on, ANN) for on in raw.get("routines", ())),
        adverse=tuple(Happened(on, ANN) for on in raw.get("adverse", ())),
        has_program=raw.get("program", False),
    )


def visited(person: int, on: date, *, kept: bool = True, **more: Any) -> Line:
    """Somebody who had one visit, which they kept or missed."""
    therapist = more.pop("therapist", ANN)
    fate = Fate.KEPT if kept else Fate.NO_SHOW
    given = {"severity": Severity.ROUTINE, "booked_on": on, **more}
    return Line(person=person, due=(Due(on, therapist, fate),), **given)
