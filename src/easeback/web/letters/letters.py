"""A visit as mail: booked, moved, cancelled, and the reminders before it, with a calendar file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from easeback.apps.booking.facts import Letter, VisitFacts
from easeback.apps.notifications.facts import Attachment, Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.booking import Mode
from easeback.domain.vocabulary import Language
from easeback.paper import calendar
from easeback.paper.calendar import Appointment
from easeback.web import wording
from easeback.web.wording import Voice, the_hour

FOLDER = Path(__file__).parent / "words"
REMINDERS = (("day", timedelta(hours=24)), ("hours", timedelta(hours=2)))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to the person of one visit; `page` is the visit's own address, whole."""

    practice: PracticeFacts
    visit: VisitFacts
    page: str
    at: datetime
    minutes: int = 0

    @property
    def voice(self) -> Voice:
        spoken = self.visit.contact.language if self.visit.contact is not None else "en"
        return wording.voice_of(FOLDER, Language(spoken), self.practice)

    def letter(
        self, kind: str, *, due_at: datetime, invites: str = "", until: datetime | None = None
    ) -> Letter:
        """One letter. `invites`: the method of the calendar file that goes with it.

        `until`: after that it would say what is not so any more.
        """
        voice, visit = self.voice, self.visit
        names = self._names()
        body = "\n\n".join(
            text.format(**names) for text in voice.ui[kind]["body"] if self._fits(str(text))
        )
        message = Message(
            key=f"visit:{visit.id}:{visit.version}:{kind}{self._moment(kind)}",
            kind=f"visit-{kind}",
            recipient=visit.contact.email if visit.contact is not None else "",
            language=voice.language,
            subject=voice.say(f"{kind}.subject", **names),
            body=body,
            about=f"visit:{visit.id}",
            version=visit.version,
            attachments=self._calendar(invites) if invites else (),
            useful_until=until or visit.starts_at,
        )
        return Letter(message, due_at)

    @property
    def zones(self) -> tuple[str, str]:
        """By which clock the visit is, and the person's own; by video these are the same."""
        own = self.visit.contact.zone if self.visit.contact is not None else self.practice.zone
        return (own if self.visit.mode is Mode.TELEHEALTH else self.practice.zone), own

    def _moment(self, kind: str) -> str:
        """Somebody may be late twice; everything else is told once for a version."""
        return f":{self.at:%H:%M}" if kind == "late" else ""

    def _names(self) -> dict[str, str]:
        visit, voice = self.visit, self.voice
        zone, own = self.zones
        local, theirs = (visit.starts_at.astimezone(ZoneInfo(each)) for each in (zone, own))
        with translation.override(voice.language):
            day, clock = (date_format(local, voice.say(f"when.{p}")) for p in ("day", "time"))
            hour = the_hour(voice, local)
            if local.utcoffset() != theirs.utcoffset():
                zone = f"{zone}; {date_format(theirs, voice.say('when.time'))} {own}"
        return {
            "what": visit.service_names[voice.language],
            "who": visit.therapist_name,
            "day": day,
            "time": clock,
            "hour": hour,
            "zone": zone,
            "where": " · ".join(filter(None, (where(voice, self.practice, visit), self._door()))),
            "code": visit.code,
            "page": self.page,
            "practice": self.practice.name,
            "phone": self.practice.phone,
            "minutes": str(self.minutes),
            "name": visit.contact.name if visit.contact is not None else "",
        }

    def _door(self) -> str:
        at_clinic = self.visit.mode is Mode.CLINIC
        return self.practice.directions(self.voice.language) if at_clinic else ""

    def _fits(self, text: str) -> bool:
        """A line about a phone is left out where the practice has none."""
        return bool(self.practice.phone) or "{phone}" not in text

    def _calendar(self, method: str) -> tuple[Attachment, ...]:
        make = calendar.request if method == "REQUEST" else calendar.cancellation
        file = make(appointment(self.practice, self.visit, self.page, at=self.at))
        return (Attachment("visit.ics", f"text/calendar; method={method}; charset=utf-8", file),)


def appointment(
    practice: PracticeFacts, visit: VisitFacts, page: str, *, at: datetime
) -> Appointment:
    """The visit as a calendar knows it; `page` is the visit's own address, whole."""
    contact = visit.contact
    spoken = Language(contact.language) if contact is not None else Language.ENGLISH
    voice = wording.voice_of(FOLDER, spoken, practice)
    return Appointment(
        uid=f"{visit.id}@{settings.MAIL_DOMAIN}",
        sequence=visit.version,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        zone=visit.zone,
        summary=f"{visit.service_names[spoken]}, {practice.name}",
        description=voice.say("calendar", who=visit.therapist_name, page=page),
        location=where(voice, practice, visit),
        url=page,
        organizer_name=practice.name,
        organizer_email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        attendee_email=contact.email if contact is not None else "",
        stamp_at=at,
    )


def where(voice: Voice, practice: PracticeFacts, visit: VisitFacts) -> str:
    """In words: the clinic's address, the person's, or that it is by video."""
    match visit.mode:
        case Mode.CLINIC:
            return ", ".join(practice.address.splitlines())
        case Mode.HOME:
            return visit.address
    return voice.say("video_at", address=visit.video) if visit.video else voice.say("by_video")


def about_booking(
    practice: PracticeFacts, visit: VisitFacts, page: str, *, at: datetime
) -> tuple[Letter, ...]:
    """What is sent when a visit is booked: at once, and again before it."""
    if visit.contact is None or not visit.contact.email:
        return ()
    writer = Writer(practice, visit, page, at)
    return (writer.letter("booked", due_at=at, invites="REQUEST"), *_reminders(writer))


def about_moving(
    practice: PracticeFacts, visit: VisitFacts, page: str, *, at: datetime
) -> tuple[Letter, ...]:
    """What is sent when a visit is moved; `visit` is as it will stand then."""
    if visit.contact is None or not visit.contact.email:
        return ()
    writer = Writer(practice, visit, page, at)
    return (writer.letter("moved", due_at=at, invites="REQUEST"), *_reminders(writer))


def about_cancelling(
    practice: PracticeFacts, visit: VisitFacts, page: str, *, at: datetime
) -> tuple[Letter, ...]:
    """What is sent when a visit is cancelled; `visit` is as it will stand then."""
    if visit.contact is None or not visit.contact.email:
        return ()
    writer = Writer(practice, visit, page, at)
    return (writer.letter("cancelled", due_at=at, invites="CANCEL"),)


def about_being_late(
    practice: PracticeFacts, visit: VisitFacts, page: str, minutes: int, *, at: datetime
) -> tuple[Letter, ...]:
    """What the next patients of a day are told. Nothing to whom we cannot write."""
    if visit.contact is None or not visit.contact.email:
        return ()
    writer = Writer(practice, visit, page, at, minutes=minutes)
    return (writer.letter("late", due_at=at),)


def _reminders(writer: Writer) -> Iterator[Letter]:
    """Those whose time has not passed yet."""
    for name, before in REMINDERS:
        due_at = writer.visit.starts_at - before
        if due_at > writer.at:
            until = _midnight_before(writer) if name == "day" else None
            yield writer.letter(f"reminder_{name}", due_at=due_at, until=until)


def _midnight_before(writer: Writer) -> datetime:
    """Until then "tomorrow" is true."""
    zone = ZoneInfo(writer.zones[0])
    return datetime.combine(writer.visit.starts_at.astimezone(zone).date(), time(), zone)
