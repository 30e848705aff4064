"""Whether a therapist can get to a visit in time, and on from it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, pairwise

from easeback.domain.booking.chain import (
    FOREVER,
    Chain,
    Pause,
    Spot,
    Stop,
    chain_of,
    chosen,
    stops_of,
)
from easeback.domain.booking.hours import Mode
from easeback.domain.booking.mask import DAY, Mask, Window
from easeback.domain.booking.roster import Busy, Service, Therapist
from easeback.domain.booking.travel import Place, Travel
from easeback.domain.vocabulary import Span


@dataclass(frozen=True, slots=True)
class Trips:
    """The ways around a visit, in minutes.

    `detour`: how many more than without the visit. `idle_before`, `idle_after`: what is left of the
    time to what comes before and after.
    """

    before: int = 0
    after: int = 0
    detour: int = 0
    idle_before: int = 0
    idle_after: int = 0


NO_TRIPS = Trips()


@dataclass(frozen=True)
class Ways:
    """The ways of one therapist between the places of their day.

    What has no place of its own, a video visit or time off, is spent at the clinic or at the base,
    each at one of the two. A day can be driven if some such choice leaves time for all its ways.
    """

    therapist: Therapist
    clinic: Place | None
    travel: Travel

    @property
    def base(self) -> Place | None:
        return self.therapist.base or self.clinic

    def place_of(self, mode: Mode, home: Place | None) -> Place | None:
        """Where a visit takes place; None: at the clinic or at the base."""
        return {Mode.HOME: home, Mode.CLINIC: self.clinic}.get(mode)

    def spots(self, place: Place | None) -> tuple[Spot, ...]:
        """Where a therapist can be for what is done at a place, or at none."""
        if place is not None:
            return (place,)
        known = dict.fromkeys(one for one in (self.clinic, self.base) if one is not None)
        return tuple(known) or (None,)

    def minutes(self, start: Spot, end: Spot) -> int:
        """From one place to another; nothing where one of them is not known."""
        if start is None or end is None or start is end:
            return 0
        return self.travel.minutes(start, end)

    def settled(self, stops: Sequence[Busy], firm: int | None = None) -> tuple[Spot, ...]:
        """Where each of these stops, in order, is best spent: in time for all ways, if it can be.

        Of such choices the one with the shortest ways. The ways to and from the stop number `firm`
        are in time before any other.
        """
        order = [Stop(one.start, one.end, self.spots(one.place)) for one in stops]
        return chosen(order, self.minutes, firm)

    def round(self, stops: Sequence[Busy]) -> tuple[int, ...]:
        """The minutes to each of a day's stops in turn, and from the last one back.

        A day at the clinic begins and ends there, any other at the base.
        """
        spots = self.settled(stops)
        if not spots:
            return (0,)
        first, last = (
            self.clinic if end == self.clinic else self.base for end in (spots[0], spots[-1])
        )
        return tuple(self.minutes(*way) for way in pairwise((first, *spots, last)))

    def reachable(self, place: Place | None, mode: Mode, service: Service, window: Window) -> Mask:
        """The cells at which a visit at this place can begin.

        The therapist gets there from whatever is before, and from there to whatever is after. A
        shift of home visits begins and ends at the base, within its hours.
        """
        if mode is not Mode.HOME and self._stays:
            return window.all
        mask = window.all if mode is not Mode.HOME else self._from_base(place, service, window)
        if not mask:
            return 0
        found = 0
        for spot in self.spots(place):
            starts = self._in_time(spot, service, window)
            late = self._too_near(spot, service, window) if self._chain.missed else 0
            found |= starts & ~late
        return mask & found

    def trips(self, start: int, place: Place | None, mode: Mode, service: Service) -> Trips:
        """The ways before and after a visit that begins at `start`, within the same day's work."""
        end = start + service.length * 60
        later = islice(self._chain.pauses, bisect_left(self._chain.pauses, end, key=_end), None)
        pause = next((one for one in later if one.start <= start), None)
        if pause is None:
            return NO_TRIPS
        begin, finish, ends = self._within_work(pause, start, mode)
        found = []
        for before, after in ends:
            for spot in self.spots(place):
                to, on = self.minutes(before, spot), self.minutes(spot, after)
                prepared = start - (to + service.preparation) * 60
                left = end + (on + service.clean_up) * 60
                trips = Trips(
                    before=to,
                    after=on,
                    detour=to + on - self.minutes(before, after),
                    idle_before=(prepared - begin) // 60 if begin > -FOREVER else 0,
                    idle_after=(finish - left) // 60 if finish < FOREVER else 0,
                )
                found.append((min(trips.idle_before, trips.idle_after) < 0, to + on, trips))
        return min(found, key=lambda one: one[:2])[2]

    @cached_property
    def _chain(self) -> Chain:
        return chain_of(stops_of(self.therapist.busy, self.spots(None)), self.minutes)

    @cached_property
    def _stays(self) -> bool:
        """Whether everything can be done in one place, so that there is no way at all."""
        there = {None, self.clinic}
        return not self.therapist.travels or all(b.place in there for b in self.therapist.busy)

    def _in_time(self, spot: Spot, service: Service, window: Window) -> Mask:
        """The starts of a visit there that leave time for the ways of the pause they lie in."""
        mask, span = 0, window.span
        way_to = cache(lambda before: self.minutes(before, spot))
        way_on = cache(lambda after: self.minutes(spot, after))
        for pause in self._chain.pauses:
            if pause.start < span.end and span.start < pause.end:
                for before, after in pause.ends:
                    to = min(map(way_to, before)) + service.preparation
                    on = min(map(way_on, after)) + service.clean_up + service.length
                    mask |= window.between(pause.start + to * 60, pause.end - on * 60)
        return mask

    def _too_near(self, spot: Spot, service: Service, window: Window) -> Mask:
        """The starts of a visit there that leave no time for the way to or from some known place.

        Looked at where a way is missed already: whoever is late is late for what comes after, too.
        """
        mask = 0
        for stop in self.therapist.busy:
            if stop.place is not None:
                before = (self.minutes(stop.place, spot) + service.preparation) * 60
                on = self.minutes(spot, stop.place) + service.clean_up + service.length
                mask |= window.colliding([(stop.start, stop.end)], before, on * 60)
        return mask

    def _within_work(
        self, pause: Pause, start: int, mode: Mode
    ) -> tuple[int, int, list[tuple[Spot, Spot]]]:
        """What of a pause lies in the same day's work; of home visits the base is at its ends."""
        work = self._run(None, start)
        begin = pause.start if pause.start > work.start else -FOREVER
        finish = pause.end if pause.end < work.end else FOREVER
        ends = [
            (one if begin > -FOREVER else None, other if finish < FOREVER else None)
            for before, after in pause.ends
            for one in before
            for other in after
        ]
        if mode is Mode.HOME:
            run = self._run(mode, start)
            if run.start > begin:
                begin, ends = run.start, [(self.base, other) for _, other in ends]
            if run.end < finish:
                finish, ends = run.end, [(one, self.base) for one, _ in ends]
        return begin, finish, ends

    def _from_base(self, place: Place | None, service: Service, window: Window) -> Mask:
        if place is None or self.base is None or not self.therapist.serves(place):
            return 0
        there, back = self.minutes(self.base, place), self.minutes(place, self.base)
        mask = 0
        for run in self.therapist.hours.runs(Mode.HOME, window.span):
            earliest = run.start + (there + service.preparation) * 60
            latest = run.end - (service.length + service.clean_up + back) * 60
            mask |= window.between(earliest, latest)
        return mask

    def _run(self, mode: Mode | None, at: int) -> Span:
        """The run of hours around a moment; just that moment where nobody works."""
        runs = self.therapist.hours.runs(mode, Span(at - DAY, at + DAY))
        return next((run for run in runs if run.start <= at < run.end), Span(at, at))


def _end(pause: Pause) -> int:
    return pause.end
