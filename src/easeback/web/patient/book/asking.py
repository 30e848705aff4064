"""What a form of booking holds: the answers of the journey, and what was chosen since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict

from easeback.apps.booking.facts import Wanted
from easeback.apps.booking.zips import place_of_zip
from easeback.domain.booking import Mode, Place, Severity, severity_of
from easeback.domain.relief import Plan, Section
from easeback.domain.triage import Assessment
from easeback.domain.vocabulary import Urgency, moment
from easeback.knowledge import Knowledge
from easeback.web.forms.whole import whole_in
from easeback.web.patient.checkin.severity import severity_in
from easeback.web.patient.relief import path
from easeback.web.patient.relief.posted import Posted, Unreadable, read

OWN = frozenset(
    {"key", "slot", "mode_wanted", "zip", "after", "name", "phone", "email", "address", "zone"}
    | {"share", "visit", "again", "check"}
    | {"join", "part", "first", "last", "clinic", "telehealth", "home"}
)
LONGEST = {"name": 120, "phone": 30, "email": 254, "address": 300, "zone": 64}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, as far as they have told; `posted` is None for somebody who has told nothing.

    `key` tells one visit to the page of slots from another, so that a double click books once.
    `check` names a question that they were asked again, if they come from its answer.
    """

    posted: Posted | None
    assessment: Assessment | None
    plan: Plan | None
    severity: Severity
    key: UUID
    mode: Mode | None
    zip_code: str
    place: Place | None
    check: str = ""

    @property
    def has_told(self) -> bool:
        """Whether they come from a page that knows how their back is."""
        return self.posted is not None or bool(self.check)

    @property
    def modes(self) -> frozenset[Mode]:
        """The ways that suit: who needs a visit in person is offered no video."""
        return frozenset(Mode) - {Mode.TELEHEALTH} if self.in_person else frozenset(Mode)

    @property
    def in_person(self) -> bool:
        """Whether the answers ask for a visit in person."""
        return self.plan is not None and "where-clinic" in self.plan.advice[Section.THERAPIST]


def asked(request: HttpRequest, known: Knowledge, *, at: datetime) -> Asked:
    """What this form says. Raises Unreadable."""
    given = request.POST
    if request.FILES or any(len(given.getlist(name)) > 1 for name in OWN):
        raise Unreadable("a field more than once")
    posted = _posted(given, known)
    assessment = plan = None
    if posted is not None:
        if path.due(known, posted.progress) is not None:
            raise Unreadable("questions are still open")
        assessment = known.triage.assess(posted.progress.answers)
        if assessment.urgency > Urgency.WITHIN_DAYS:
            raise Unreadable("no page offers this: help comes first")
        plan = known.planner.plan(assessment, posted.progress.answers)
    zip_code = given.get("zip", "").strip()[:10]
    check = given.get("check", "")
    called_for = severity_in(known, check, at=at) if check else Severity.ROUTINE
    return Asked(
        posted=posted,
        assessment=assessment,
        plan=plan,
        severity=max(_severity(known, assessment, plan), called_for),
        key=_uuid(given.get("key", "")) or uuid4(),
        mode=_mode(given.get("mode_wanted", "")),
        zip_code=zip_code,
        place=place_of_zip(zip_code[:5]),
        check=check if called_for > Severity.ROUTINE else "",
    )


def from_check_in(check: str, severity: Severity) -> Asked:
    """Who has just answered a question, and told nothing else."""
    return Asked(None, None, None, severity, uuid4(), None, "", None, check)


def chosen(text: str, who: Asked, service: str) -> Wanted:
    """The visit that a button stands for. Raises Unreadable."""
    therapist, mode, start = _slot(text)
    place = who.place if mode is Mode.HOME else None
    return Wanted(service, mode, therapist, start, who.severity, place)


def started(text: str) -> datetime:
    """When the slot of a button begins. Raises Unreadable."""
    return _slot(text)[2]


def _slot(text: str) -> tuple[int, Mode, datetime]:
    """Therapist, mode and start, as a button names them."""
    therapist, _, rest = text.partition(".")
    mode, _, start = rest.partition(".")
    known, number = _mode(mode), whole_in(therapist, digits=10)
    seconds = whole_in(start, digits=10)
    if known is None or number is None or seconds is None:
        raise Unreadable("a slot that no page offers")
    return number, known, moment(seconds)


def _posted(given: QueryDict, known: Knowledge) -> Posted | None:
    """The journey's part of the form; None where it holds none."""
    rest = QueryDict(mutable=True)
    for name, values in given.lists():
        if name not in OWN:
            rest.setlist(name, values)
    return read(known, rest) if "steps" in rest else None


def _severity(known: Knowledge, assessment: Assessment | None, plan: Plan | None) -> Severity:
    if assessment is None:
        return Severity.ROUTINE
    advice = plan.advice[Section.THERAPIST] if plan is not None else ()
    advised = max(
        (known.advised_severity[id] for id in advice if id in known.advised_severity),
        default=Severity.ROUTINE,
    )
    return severity_of(assessment.urgency, advised)


def _mode(text: str) -> Mode | None:
    return Mode(text) if text in set(Mode) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
