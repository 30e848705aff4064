"""The open slots of one person as a page shows them: the soonest, then each day's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format

from easeback.apps.booking import queries
from easeback.apps.booking.facts import Catalogue, VisitFacts
from easeback.apps.booking.offers import Offers, offers
from easeback.apps.booking.queries import Face
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.booking import Mode, Open, OpenSlots, Wish, each
from easeback.domain.vocabulary import Span, moment, seconds
from easeback.web.patient.book.asking import Asked
from easeback.web.program.figures import Picture
from easeback.web.program.portraits import portrait_of
from easeback.web.wording import Voice

FIRST = "first-evaluation"
NOBODY = Face("", "", "", ())
DAYS_SHOWN = 5
MOST_PAGES = 64
"""That are remembered; each holds on to what was found for it."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Slot:
    """One button. `value` is what it sends; `iso` the moment for a script.

    `speaks`: that the therapist speaks the language of the page, where not everybody does.
    """

    value: str
    day: str
    time: str
    iso: str
    who: str
    mode: str
    speaks: str
    portrait: Picture | None


@dataclass(frozen=True, slots=True)
class Day:
    """The slots of one day."""

    title: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Offering:
    """`modes`: those that this person may choose, with whether it is the one shown; `mode` is that
    one, or "" for whatever is soonest.

    `later`: the first moment of the days after those shown, for a button; None: there are none.
    """

    soonest: tuple[Slot, ...]
    days: tuple[Day, ...]
    modes: tuple[tuple[str, bool], ...]
    mode: str
    later: int | None
    needs_place: bool
    zone: str


@dataclass(frozen=True)
class _Writer:
    """Slots in a person's words."""

    voice: Voice
    zone: ZoneInfo
    faces: tuple[Face, ...]

    @cached_property
    def _by_id(self) -> Mapping[str, Face]:
        return {face.id: face for face in self.faces}

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who speaks the language of the page; nobody where everybody does."""
        found = frozenset(f.id for f in self.faces if self.voice.language in f.languages)
        return found if len(found) < len(self.faces) else frozenset()

    def first_of(self, slots: OpenSlots, start: int) -> Open | None:
        """Who is offered at this start: one who speaks the person's language, if there is one."""
        for one in slots.of(start) if self.speakers else ():
            if one.therapist in self.speakers:
                return one
        return slots.first_of(start)

    def in_place_of(self, slots: OpenSlots, one: Open) -> Open:
        """The same with one who speaks the person's language; home visits are chosen by the way."""
        if not self.speakers or one.mode is Mode.HOME or one.therapist in self.speakers:
            return one
        spoken = (o for o in slots.of(one.start) if o.therapist in self.speakers)
        return next((o for o in spoken if o.mode is one.mode), one)

    def slot(self, one: Open) -> Slot:
        local = moment(one.start).astimezone(self.zone)
        face = self._by_id.get(one.therapist, NOBODY)
        return Slot(
            value=f"{one.therapist}.{one.mode.value}.{one.start}",
            day=_day(local.date(), self.voice.say("when.day"), self.voice.language.value),
            time=_time(local.time(), self.voice.say("when.time"), self.voice.language.value),
            iso=moment(one.start).isoformat(),
            who=face.name.partition(",")[0],
            mode=self.voice.say(f"mode.{one.mode.value}"),
            speaks=self.voice.say("slots.speaks") if face.id in self.speakers else "",
            portrait=portrait_of(face.portrait),
        )

    def local_day(self, start: int) -> date:
        return moment(start).astimezone(self.zone).date()


@lru_cache(maxsize=512)
def _day(on: date, form: str, _language: str) -> str:
    """The page's language, which Django knows without being told, is in the key."""
    return date_format(on, form)


@lru_cache(maxsize=512)
def _time(wall: time, form: str, _language: str) -> str:
    return time_format(wall, form)


def offering(
    voice: Voice,
    practice: PracticeFacts,
    who: Asked,
    *,
    after: int | None,
    at: datetime,
    besides: VisitFacts | None = None,
) -> Offering:
    """What this person can choose from: the soonest that suits them best, then each day's.

    `besides`: what is held for them already, and can be chosen again.
    """
    given = queries.catalogue()
    service = given.services.get(FIRST)
    modes = who.modes & (frozenset() if service is None else service.modes)
    anywhere = modes - {Mode.HOME}
    # Nothing is soonest where somebody has to tell their place first.
    shown = who.mode if who.mode in modes else None if anywhere else next(iter(modes), None)
    mode = shown.value if shown else ""
    needs_place = shown is Mode.HOME and who.place is None
    tabs = tuple((mode.value, mode is shown) for mode in Mode if mode in modes)
    if service is None or needs_place:
        return Offering((), (), tabs, mode, None, needs_place, practice.zone)
    wish = Wish(
        service=service,
        within=_within(at, service.horizon),
        modes=frozenset({shown}) if shown else anywhere,
        asked_at=seconds(at),
        place=who.place,
        severity=who.severity,
    )
    soonest, days, later = _found(voice, practice, given, wish, after=after, at=at, besides=besides)
    return Offering(soonest, days, tabs, mode, later, needs_place=False, zone=practice.zone)


def other_times(
    voice: Voice, practice: PracticeFacts, visit: VisitFacts, *, after: int | None, at: datetime
) -> Offering:
    """To when a visit can be moved: with its therapist, in its way."""
    given = queries.catalogue()
    service = given.services[visit.service]
    wish = Wish(
        service=service,
        within=_within(at, service.horizon),
        modes=frozenset({visit.mode}),
        asked_at=seconds(at),
        place=visit.place,
        severity=visit.severity,
        therapist=str(visit.therapist),
    )
    soonest, days, later = _found(voice, practice, given, wish, after=after, at=at, besides=visit)
    return Offering(soonest, days, (), "", later, needs_place=False, zone=practice.zone)


def _found(
    voice: Voice,
    practice: PracticeFacts,
    given: Catalogue,
    wish: Wish,
    *,
    after: int | None,
    at: datetime,
    besides: VisitFacts | None = None,
) -> tuple[tuple[Slot, ...], tuple[Day, ...], int | None]:
    found = offers(wish, given, at=at, besides=besides)
    faces = queries.faces([therapist for therapist, _ in found.slots.starts])
    writer = _Writer(voice, ZoneInfo(practice.zone), faces)
    return (_soonest(found, writer) if after is None else (), *_days(found, writer, after))


def _within(at: datetime, horizon: int) -> Span:
    """From the beginning of the UTC day, so that what was read can serve all day."""
    start = seconds(at) // DAY * DAY
    return Span(start, start + (horizon + 1) * DAY)


@lru_cache(maxsize=MOST_PAGES)
def _soonest(found: Offers, writer: _Writer) -> tuple[Slot, ...]:
    return tuple(writer.slot(writer.in_place_of(found.slots, one.open)) for one in found.best)


@lru_cache(maxsize=MOST_PAGES)
def _days(found: Offers, writer: _Writer, after: int | None) -> tuple[tuple[Day, ...], int | None]:
    """The next few days that have slots, one button for each start, and where the days go on."""
    slots = found.slots
    starts = (slots.window.at(cell) for cell in each(slots.anybody))
    later = (start for start in starts if after is None or start >= after)
    days: list[Day] = []
    for _, group in groupby(later, key=writer.local_day):
        begun = list(group)
        if len(days) == DAYS_SHOWN:
            return tuple(days), begun[0]
        firsts = (writer.first_of(slots, start) for start in begun)
        shown = tuple(writer.slot(one) for one in firsts if one is not None)
        days.append(Day(shown[0].day, shown))
    return tuple(days), None
