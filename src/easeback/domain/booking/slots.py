"""Open slots: the starts that a practice can offer to one person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, reduce
from operator import or_
from zoneinfo import ZoneInfo

from easeback.domain.booking.course import CoursePlan, room_by_day
from easeback.domain.booking.hours import Mode
from easeback.domain.booking.keeping import Kept, Taking, closed_starts
from easeback.domain.booking.mask import CELL, DAY, Mask, Window, each, local_days
from easeback.domain.booking.possible import Free, Possible, Starts, worked_out
from easeback.domain.booking.protection import Severity, kept_on
from easeback.domain.booking.roster import Roster, Service
from easeback.domain.booking.travel import Place, Travel
from easeback.domain.vocabulary import Span, moment


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: a service, in one of these ways, begun within a stretch of time.

    `asked_at` (UTC seconds) is what notice, horizon and released capacity are counted from; without
    it none of them holds. `busy` are the person's own visits. `course`: leave out who has no room
    for all of it. `therapist`: this one and nobody else.
    """

    service: Service
    within: Span
    modes: frozenset[Mode] = frozenset(Mode)
    asked_at: int | None = None
    place: Place | None = None
    severity: Severity = Severity.ROUTINE
    busy: tuple[Span, ...] = ()
    skills: frozenset[str] = frozenset()
    course: CoursePlan | None = None
    therapist: str | None = None

    @property
    def question(self) -> tuple["Wish", int, int]:
        """Equal for two wishes only if every practice has the same answer to both.

        Of when it is asked only two cells count: the one it lies in, for the horizon and the day,
        and the first that the notice allows. So it is mostly equal for five minutes.
        """
        if self.asked_at is None:
            return self, 0, 0
        earliest = self.asked_at + self.service.notice * 60
        return replace(self, asked_at=0), self.asked_at // CELL, -(-earliest // CELL)


@dataclass(frozen=True, slots=True)
class Open:
    """One start that can be offered."""

    start: int
    therapist: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class OpenSlots:
    """The starts that can be offered, by therapist and mode.

    `room`: of therapists who were asked for a whole course, how much choice it leaves, by the day
    of the first visit in the practice's `zone`. `rooms`: the starts at which each room that will do
    is free.
    """

    window: Window
    zone: str
    starts: Mapping[tuple[str, Mode], Mask]
    room: Mapping[str, Mapping[date, int]]
    rooms: Mapping[str, Mask]

    @property
    def anybody(self) -> Mask:
        """The starts at which somebody is free."""
        return reduce(or_, self.starts.values(), 0)

    def __iter__(self) -> Iterator[Open]:
        """Every start of everybody: by time, then in the roster's order."""
        found = [
            (cell, place) for place, mask in enumerate(self.starts.values()) for cell in each(mask)
        ]
        found.sort()
        keys = list(self.starts)
        for cell, place in found:
            therapist, mode = keys[place]
            yield Open(self.window.at(cell), therapist, mode)

    def first_of(self, start: int) -> Open | None:
        """Who is offered first at this start; None: nobody is free."""
        if self.room:
            return next(iter(self.of(start)), None)
        bit = self._bit(start)
        return next((Open(start, *key) for key, mask in self.starts.items() if mask & bit), None)

    def of(self, start: int) -> list[Open]:
        """Who can be offered at this start: with the most room for the course first."""
        bit, day = self._bit(start), moment(start).astimezone(ZoneInfo(self.zone)).date()
        free = [Open(start, *key) for key, mask in self.starts.items() if mask & bit]
        return sorted(free, key=lambda o: -self.room[o.therapist].get(day, 0) if self.room else 0)

    def room_at(self, start: int) -> str | None:
        """The first room of the roster that is free for a visit that begins then."""
        bit = self._bit(start)
        return next((id for id, mask in self.rooms.items() if mask & bit), None)

    def _bit(self, start: int) -> Mask:
        """The cell of a start; none for a moment that is the start of no cell of the window."""
        cell, rest = divmod(start - self.window.start, CELL)
        return 1 << cell if not rest and cell >= 0 else 0


def open_slots(
    roster: Roster, wish: Wish, travel: Travel, *, free: Free | None = None
) -> OpenSlots:
    """The starts that this practice can offer for this wish.

    A caller that remembers each therapist's `free_starts` passes its own `free`. Visits begin on
    whole cells of five minutes; all else counts to the second.
    """
    window = Window.around(_wide_enough(wish))
    could = Possible(roster, window, travel, wish.place, free or worked_out)
    rooms = could.rooms(wish.service)
    asked = [
        therapist
        for therapist in roster.therapists
        if wish.therapist in {None, therapist.id} and wish.skills <= therapist.skills
    ]
    starts = could.starts(wish.service, wish.modes, asked, _asked_for(wish, window), rooms)
    starts = _less_what_is_kept(starts, could, wish, rooms)
    room: Mapping[str, Mapping[date, int]] = {}
    if wish.course is not None:
        starts, room = _with_room_for_course(starts, could, wish, wish.course)
    return OpenSlots(window, roster.zone, starts, room, rooms)


def _asked_for(wish: Wish, window: Window) -> Mask:
    """The starts that suit the person, and that the notice and the horizon allow."""
    allowed = window.between(wish.within.start, wish.within.end - 1)
    allowed &= ~window.colliding(wish.busy, 0, wish.service.length * 60)
    if wish.asked_at is not None:
        earliest = wish.asked_at + wish.service.notice * 60
        allowed &= window.between(earliest, wish.asked_at + wish.service.horizon * DAY)
    return allowed


def _less_what_is_kept(
    starts: Starts, could: Possible, wish: Wish, rooms: Mapping[str, Mask]
) -> Starts:
    """Without the starts that would cost a visit which is kept for those who are worse."""
    releases = could.roster.releases
    if wish.asked_at is None or not any(r.severity > wish.severity for r in releases):
        return starts
    to_come = could.window.between(wish.asked_at + wish.service.notice * 60, could.window.span.end)
    left = dict(starts)

    @cache
    def kept_of(minutes: int) -> tuple[Kept, Taking]:
        service = replace(wish.service, length=minutes)
        return _kept(could, service, to_come), Taking.of(wish.service, service, rooms)

    today = moment(wish.asked_at).astimezone(ZoneInfo(could.roster.zone)).date()
    for day, cells in local_days(could.window, could.roster.zone):
        asked = {key: mask & cells for key, mask in starts.items() if mask & cells}
        for release in kept_on(releases, wish.severity, (day - today).days) if asked else ():
            kept, taking = kept_of(release.minutes or wish.service.length)
            for key, closed in closed_starts(asked, kept, cells, release.kept, taking).items():
                left[key] &= ~closed
    return {key: mask for key, mask in left.items() if mask}


def _kept(could: Possible, service: Service, within: Mask) -> Kept:
    """What could be had of the visits that are kept. At home: by who lives where the asker does."""
    rooms = could.rooms(service)
    starts = could.starts(service, service.modes, could.roster.therapists, within, rooms)
    in_rooms = {who: mask for (who, mode), mask in starts.items() if service.needs_room(mode)}
    elsewhere: dict[str, Mask] = {}
    for (who, mode), mask in starts.items():
        if not service.needs_room(mode):
            elsewhere[who] = elsewhere.get(who, 0) | mask
    return Kept(elsewhere, in_rooms, rooms, service)


def _wide_enough(wish: Wish) -> Span:
    """What has to be looked at: for a whole course, beyond what was asked for."""
    if wish.course is None:
        return wish.within
    return Span(wish.within.start, wish.within.end + wish.course.days * DAY)


def _with_room_for_course(
    starts: Starts, could: Possible, wish: Wish, course: CoursePlan
) -> tuple[Starts, dict[str, dict[date, int]]]:
    """Without the days on which a course could not go on; and each therapist's room for it."""
    window, follow_up = could.window, course.follow_up
    days, rooms = local_days(window, could.roster.zone), could.rooms(course.follow_up)
    own = window.all & ~window.colliding(wish.busy, 0, follow_up.length * 60)
    left: Starts = {}
    room: dict[str, dict[date, int]] = {}
    for therapist in could.roster.therapists:
        modes = [mode for who, mode in starts if who == therapist.id]
        if modes:
            later = could.starts(follow_up, modes, [therapist], own, rooms)
            room[therapist.id] = room_by_day(reduce(or_, later.values(), 0), days, course)
            full = reduce(or_, (m for day, m in days if not room[therapist.id][day]), 0)
            for mode in modes:
                left[therapist.id, mode] = starts[therapist.id, mode] & ~full
    return {key: mask for key, mask in left.items() if mask}, room
