"""A visit as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from easeback.apps.booking.facts import Status, VisitFacts
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.booking import Mode, Severity
from easeback.web.patient.book.tokens import token_of
from easeback.web.program.figures import Picture
from easeback.web.program.portraits import portrait_of
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class Shown:
    """`status`: promised, held, expired, over, begun or past; by it the page says what it says."""

    what: str
    day: str
    time: str
    iso: str
    minutes: str
    who: str
    mode: str
    where: str
    directions: str
    code: str
    status: str
    zone: str
    page: str
    video: str
    portrait: Picture | None
    words: str


def shown_visit(voice: Voice, practice: PracticeFacts, visit: VisitFacts, *, at: datetime) -> Shown:
    zone = ZoneInfo(practice.zone)
    local = visit.starts_at.astimezone(zone)
    return Shown(
        what=visit.service_names[voice.language.value],
        day=date_format(local, voice.say("when.day")),
        time=date_format(local, voice.say("when.time")),
        iso=visit.starts_at.isoformat(),
        minutes=voice.say("visit.minutes", minutes=_minutes(visit)),
        who=visit.therapist_name.partition(",")[0],
        mode=voice.say(f"mode.{visit.mode.value}"),
        where=_where(voice, practice, visit),
        directions=practice.directions(voice.language) if visit.mode is Mode.CLINIC else "",
        code=visit.code,
        status=_status(visit, at),
        zone=practice.zone,
        page=reverse("book:visit", args=[token_of(visit.id)]),
        video=visit.video,
        portrait=portrait_of(visit.face.portrait) if visit.face else None,
        words=visit.face.words[voice.language.value] if visit.face else "",
    )


def is_pressing(severity: Severity) -> bool:
    """Whether a clinician must see this person within days: no visit of ours may come later."""
    return severity is Severity.SEVERE


def took_place(visit: VisitFacts) -> bool:
    return visit.status.is_promised and visit.ends_at <= timezone.now()


def _minutes(visit: VisitFacts) -> int:
    return int((visit.ends_at - visit.starts_at).total_seconds() // 60)


def _where(voice: Voice, practice: PracticeFacts, visit: VisitFacts) -> str:
    match visit.mode:
        case Mode.CLINIC:
            return ", ".join(practice.address.splitlines())
        case Mode.HOME:
            return visit.address
    return voice.say("visit.here_by_video" if visit.video else "visit.by_video")


def _status(visit: VisitFacts, at: datetime) -> str:
    if visit.status is Status.EXPIRED:
        return "expired"
    if visit.status.is_over:
        return "over"
    if visit.status is Status.NO_SHOW or visit.ends_at <= at:
        return "past"
    if visit.starts_at <= at:
        return "begun"
    return "held" if visit.status is Status.HELD else "promised"
