"""A visit as mail: booked, moved, cancelled, and the reminders before it, with a calendar file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from pathlib import Path
from string import Formatter
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from easeback.apps.booking.facts import FOLLOW_UP, Letter, VisitFacts
from easeback.apps.notifications.facts import Attachment, Message
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.booking import Mode, Severity
from easeback.domain.vocabulary import Language
from easeback.paper import calendar
from easeback.paper.calendar import Appointment
from easeback.web import wording
from easeback.web.letters.addresses import token_of
from easeback.web.letters.when import clock_of, when
from easeback.web.wording import Voice

FOLDER = Path(__file__).parent / "words"
SIGNS = ("help-numb", "help-pee-poop", "help-legs", "help-chest-faint", "help-how")
"""What the knowledge says about when to get help, of which these are told with a visit."""
REMINDERS = (("day", timedelta(hours=24)), ("hours", timedelta(hours=2)))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to the person of one visit; `page` is the visit's own address, whole."""

    practice: PracticeFacts
    visit: VisitFacts
    page: str
    at: datetime
    minutes: int = 0
    presses: bool = True
    """Whether somebody who must be seen within days is told so."""

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
        body = "\n\n".join(t.format(**names) for t in voice.ui[kind]["body"] if _fits(t, names))
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
    def zone(self) -> str:
        """The person's own."""
        return self.visit.contact.zone if self.visit.contact is not None else self.practice.zone

    @property
    def _is_pressing(self) -> bool:
        return self.presses and self.visit.severity is Severity.SEVERE

    def _moment(self, kind: str) -> str:
        """Somebody may be late twice; everything else is told once for a version."""
        return f":{self.at:%H:%M}" if kind == "late" else ""

    def _names(self) -> dict[str, str]:
        visit, voice = self.visit, self.voice
        place = where(voice, self.practice, visit)
        return {
            **when(voice, self.practice, visit, self.zone)._asdict(),
            **care(voice, self.page),
            "pressing": voice.say("pressing") if self._is_pressing else "",
            "intake": self._intake(),
            "what": visit.service_names[voice.language],
            "who": visit.therapist_name,
            "where": " · ".join(filter(None, (place, self._door(), self._screen()))),
            "code": visit.code,
            "page": self.page,
            "practice": self.practice.name,
            "phone": self.practice.phone,
            "minutes": str(self.minutes),
            "name": visit.contact.name if visit.contact is not None else "",
        }

    def _intake(self) -> str:
        """Where somebody tells about their back before they come for the first time."""
        if self.visit.service == FOLLOW_UP:
            return ""
        with translation.override(self.voice.language):
            return urljoin(self.page, reverse("intake:cover", args=[token_of(self.visit.id)]))

    def _door(self) -> str:
        at_clinic = self.visit.mode is Mode.CLINIC
        return self.practice.directions(self.voice.language) if at_clinic else ""

    def _screen(self) -> str:
        """Never the address itself: it may be another one when somebody reads this."""
        return self.page if self.visit.mode is Mode.TELEHEALTH and self.visit.video else ""

    def _calendar(self, method: str) -> tuple[Attachment, ...]:
        make = calendar.request if method == "REQUEST" else calendar.cancellation
        file = make(appointment(self.practice, self.visit, self.page, at=self.at))
        return (Attachment("visit.ics", f"text/calendar; method={method}; charset=utf-8", file),)


def _fits(text: str, names: Mapping[str, str]) -> bool:
    """A line about a phone is left out where the practice has none, and so on."""
    return all(names[name] for _, name, *_ in Formatter().parse(text) if name)


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
    return voice.say("here_by_video" if visit.video else "by_video")


def care(voice: Voice, page: str) -> dict[str, str]:
    """For whoever gets worse until then: where the safety check is, and when to get help."""
    with translation.override(voice.language):
        check = urljoin(page, reverse("relief:relief"))
    return {"check": check, "signs": " ".join(voice[f"advice.{id}.text"] for id in SIGNS)}


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
    practice: PracticeFacts, visit: VisitFacts, page: str, *, at: datetime, replaced: bool = False
) -> tuple[Letter, ...]:
    """What is sent when a visit is cancelled; `visit` is as it will stand then.

    `replaced`: an earlier one was taken in its place.
    """
    if visit.contact is None or not visit.contact.email:
        return ()
    writer = Writer(practice, visit, page, at, presses=not replaced)
    # Staff cancel what has begun, too.
    return (writer.letter("cancelled", due_at=at, invites="CANCEL", until=visit.ends_at),)


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
    zone = clock_of(writer.practice, writer.visit, writer.zone)
    return datetime.combine(writer.visit.starts_at.astimezone(zone).date(), time(), zone)
