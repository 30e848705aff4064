"""What the form of keeping holds: the journey that led to a plan, if any did, and who it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import available_timezones

from django.http import HttpRequest, QueryDict

from easeback.apps.booking.facts import Snapshot
from easeback.apps.selfcare.facts import Line, Source
from easeback.domain.relief import FlareKind, Plan
from easeback.domain.triage import Assessment
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import Knowledge
from easeback.web.patient.relief import path
from easeback.web.patient.relief.posted import Posted, Unreadable, read
from easeback.web.patient.relief.snapshot import snapshot

OWN = frozenset({"key", "zone", "called", "who"})
LONGEST_NAME = 40
FLARES = {FlareKind.FLARE, FlareKind.PROBABLE, FlareKind.FIRST, FlareKind.CHANGED}


@dataclass(frozen=True, slots=True)
class ToKeep:
    """`key` tells this page from others, so that a double click keeps once."""

    key: UUID
    zone: str
    called: str
    posted: Posted | None
    assessment: Assessment | None
    plan: Plan | None

    @property
    def is_first(self) -> bool:
        """Whether it is their first flare-up."""
        return self.plan is not None and self.plan.flare.kind is FlareKind.FIRST

    def snapshot(self, known: Knowledge) -> Snapshot | None:
        """The plan, to be kept; None where no journey led here."""
        if self.posted is None or self.assessment is None:
            return None
        return snapshot(known, self.posted.progress.answers, self.assessment, self.plan)

    def first_line(self, *, zone: str, at: datetime) -> Line | None:
        """What the journey says of the pain now, as the first line of a diary."""
        pain = self.posted.progress.answers.get("pain-now") if self.posted else None
        if not isinstance(pain, int):
            return None
        flare = self.plan is not None and self.plan.flare.kind in FLARES
        return Line(at=at, zone=zone, pain=pain, flare=flare or None, source=Source.PLAN)


def to_keep(request: HttpRequest, known: Knowledge) -> ToKeep:
    """What this form says. Raises Unreadable."""
    given = request.POST
    if request.FILES or any(len(given.getlist(name)) > 1 for name in OWN):
        raise Unreadable("a field more than once")
    rest = QueryDict(mutable=True)
    for name, values in given.lists():
        if name not in OWN:
            rest.setlist(name, values)
    posted = read(known, rest) if "steps" in rest else None
    assessment = plan = None
    if posted is not None:
        if path.due(known, posted.progress) is not None:
            raise Unreadable("questions are still open")
        assessment = known.triage.assess(posted.progress.answers)
        if assessment.urgency > Urgency.WITHIN_DAYS:
            raise Unreadable("no page offers this: help comes first")
        plan = known.planner.plan(assessment, posted.progress.answers)
    return ToKeep(
        key=key_in(given),
        zone=zone_in(given),
        called=name_in(given),
        posted=posted,
        assessment=assessment,
        plan=plan,
    )


def key_in(given: QueryDict) -> UUID:
    """The key of the page that was sent; a new one where it is none."""
    try:
        return UUID(given.get("key", ""))
    except ValueError:
        return uuid4()


def zone_in(given: QueryDict) -> str:
    """The zone that the browser names; "" where it names none."""
    zone = given.get("zone", "")
    return zone if zone in ZONES else ""


def name_in(given: QueryDict) -> str:
    """What somebody wants to be called: one line."""
    return " ".join("".join(c for c in given.get("called", "") if c.isprintable()).split())[
        :LONGEST_NAME
    ]


ZONES = frozenset(available_timezones())
