"""What the rest of the house may know of booking, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from easeback.apps.notifications.facts import Message
from easeback.apps.practice.facts import TherapistFace
from easeback.domain.booking import Mode, Part, Place, Release, Service, Severity, Travel

TIME_OFF = "time-off"
"""Where blocked time comes from that staff have entered themselves."""


class ResourceKind(StrEnum):
    THERAPIST = "therapist"
    ROOM = "room"
    PATIENT = "patient"


class ClaimKind(StrEnum):
    VISIT = "visit"
    TRAVEL = "travel"


class Status(StrEnum):
    """How a visit stands."""

    HELD = "held"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    LATE_CANCEL = "late-cancel"
    NO_SHOW = "no-show"

    @property
    def is_promised(self) -> bool:
        """Whether somebody will come."""
        return self in PROMISED

    @property
    def is_over(self) -> bool:
        """Whether it takes nobody's time any more."""
        return self in {Status.EXPIRED, Status.CANCELLED, Status.LATE_CANCEL}


PROMISED = frozenset({Status.CONFIRMED, Status.MOVED})


class Flavor(StrEnum):
    """What a feed tells: what, where and who; or only when."""

    FULL = "full"
    BUSY = "busy"


class Reading(StrEnum):
    """How an attempt to read a foreign calendar ended."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class WaitStatus(StrEnum):
    """How somebody who waits for an earlier visit stands.

    `passed`: an offer was not answered in time. Who declined or passed goes on waiting.
    """

    WAITING = "waiting"
    OFFERED = "offered"
    DECLINED = "declined"
    PASSED = "passed"
    TAKEN = "taken"
    ENDED = "ended"

    @property
    def is_open(self) -> bool:
        """Whether something may be offered."""
        return self in {WaitStatus.WAITING, WaitStatus.DECLINED, WaitStatus.PASSED}

    @property
    def is_over(self) -> bool:
        return self in {WaitStatus.TAKEN, WaitStatus.ENDED}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is offered, and on which terms."""

    services: Mapping[str, Service]
    clinic: Place | None
    travel: Travel
    releases: tuple[Release, ...]
    hold_minutes: int
    offer_minutes: int
    late_cancel_hours: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The visit that somebody chose from what was offered.

    `course`: of which it is to be a part; None begins one. `place` and `address`: of a home visit.
    """

    service: str
    mode: Mode
    therapist: int
    starts_at: datetime
    severity: Severity = Severity.ROUTINE
    place: Place | None = None
    address: str = ""
    course: UUID | None = None


FOLLOW_UP = "follow-up"
"""The service of the visits after the first."""


def severity_of_visit(course: int, service: str) -> Severity:
    """How soon a visit is needed: what the answers said holds for the first one of a course."""
    return Severity.ROUTINE if service == FOLLOW_UP else Severity(course)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who comes, and how to reach them: by phone, by e-mail, or both."""

    name: str
    phone: str
    email: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message about a visit, to be sent at some time unless the visit has changed by then."""

    message: Message
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A person's answers and what came of them, as they stood when they were shared.

    Plain values with the ids of the knowledge of that version: question -> option or options,
    `rules` that fired, `plan`: its parts by name.
    """

    answers: Mapping[str, object]
    urgency: str
    rules: tuple[str, ...]
    plan: Mapping[str, object]
    knowledge_version: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared, and when the person said so."""

    snapshot: Snapshot
    given_at: datetime


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One visit, as it stands. `video`: the address at which it is held, once there is one."""

    id: UUID
    course: UUID
    status: Status
    service: str
    mode: Mode
    therapist: int
    therapist_name: str
    service_names: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    zone: str
    room: str
    place: Place | None
    address: str
    code: str
    version: int
    contact: Contact | None
    severity: Severity
    video: str = ""
    face: TherapistFace | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A therapist as the staff's pages know them. `account`: who signs in as this therapist."""

    id: int
    name: str
    zone: str
    account: int | None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A patient's run of visits with one therapist. `contact`: None until a visit is confirmed."""

    id: UUID
    therapist: Colleague
    contact: Contact | None
    severity: Severity
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Time that is not offered: time off, or what a foreign calendar (`source`) says."""

    id: int
    starts_at: datetime
    ends_at: datetime
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Lengths:
    """What a visit of a service takes, in minutes, and how it can take place."""

    length: int
    preparation: int
    clean_up: int
    modes: frozenset[Mode]


@dataclass(frozen=True, slots=True)
class Feed:
    """A therapist's visits for who subscribes to them, each with the moment of its last change.

    `changed_at` covers the visits that have left the feed, too.
    """

    flavor: Flavor
    therapist_name: str
    visits: tuple[tuple[VisitFacts, datetime], ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CalendarState:
    """A foreign calendar, as far as it may be shown: never its address.

    `read_at`: when it was last read well (None: never), with so many busy times. `fails`: it could
    not be read since then, for this reason.
    """

    id: int
    host: str
    added_at: datetime
    read_at: datetime | None
    busy: int
    fails: bool
    reason: str


@dataclass(frozen=True, slots=True)
class WaitWish:
    """What somebody waits for. `visit`: the promised one that an earlier one would replace.

    `site`: the address of these pages, whole, without a path: mail leads back to it.
    """

    contact: Contact
    service: str
    modes: frozenset[Mode]
    part: Part
    first_on: date
    last_on: date
    site: str
    severity: Severity = Severity.ROUTINE
    place: Place | None = None
    address: str = ""
    visit: UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitFacts:
    """Somebody who waits, as they stand."""

    id: UUID
    wish: WaitWish
    since: datetime
    status: WaitStatus


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list as staff see them. `visit`: what they have now. `offered`: the visit
    that they were asked about last, at `offered_at`."""

    wait: WaitFacts
    visit: VisitFacts | None
    offered: VisitFacts | None
    offered_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """A visit that is held for somebody who waits, until they answer or the hold ends."""

    id: UUID
    waiting: WaitFacts
    visit: VisitFacts
    held_until: datetime | None
    replaces: VisitFacts | None
