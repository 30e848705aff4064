"""Whether a therapist can get to a visit in time, and on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of one therapist between the places of their day."""

    therapist: Therapist
    clinic: Place | None
    travel: Travel

    @property
    def base(self) -> Place | None:
        return self.therapist.base or self.clinic

    def minutes(self, start: Place | None, end: Place | None) -> int:
        """From one place to the next.

        None is wherever the therapist works from: at the clinic, or at the base. What is done there
        needs no way to or from the clinic.
        """
        if start == end or {start, end} <= {None, self.clinic}:
            return 0
        start, end = start or self.base, end or self.base
        return self.travel.minutes(start, end) if start and end else 0

    def round(self, places: Sequence[Place | None]) -> tuple[int, ...]:
        """The minutes from the base to each of these places in turn, and from the last one back."""
        return tuple(self.minutes(*way) for way in pairwise([None, *places, None]))

    def reachable(self, place: Place | None, mode: Mode, service: Service, window: Window) -> Mask:
        """The cells at which a visit at this place can begin.

        The therapist gets there from whatever is before, and from there to whatever is after. A
        shift of home visits begins and ends at the base, within its hours.
        """
        mask = window.all if mode is not Mode.HOME else self._from_base(place, service, window)
        for stop in self.therapist.busy:
            to, on = (self.minutes(stop.place, place), self.minutes(place, stop.place))
            too_early = stop.start - (service.length + service.clean_up + on) * 60
            in_time = stop.end + (to + service.preparation) * 60
            mask &= ~window.between(too_early + 1, in_time - 1)
        return mask

    def trips(self, start: int, place: Place | None, mode: Mode, service: Service) -> Trips:
        """The ways before and after a visit that begins at `start`, within the same day's work."""
        end = start + service.length * 60
        before, after = self._neighbours(start, end, mode)
        to = self.minutes(before.place, place) if before else 0
        on = self.minutes(place, after.place) if after else 0
        skipped = self.minutes(before.place, after.place) if before and after else 0
        prepared = start - (to + service.preparation) * 60
        left = end + (on + service.clean_up) * 60
        return Trips(
            before=to,
            after=on,
            detour=to + on - skipped,
            idle_before=(prepared - before.end) // 60 if before else 0,
            idle_after=(after.start - left) // 60 if after else 0,
        )

    def _neighbours(self, start: int, end: int, mode: Mode) -> tuple[Busy | None, Busy | None]:
        """What is before and after in the same day's work; for home visits the base at its ends."""
        work, stops = self._run(None, start), self.therapist.busy
        earlier = [s for s in stops if work.start < s.end <= start]
        later = [s for s in stops if end <= s.start < work.end]
        if mode is Mode.HOME:
            run = self._run(mode, start)
            earlier.append(Busy(run.start, run.start))
            later.append(Busy(run.end, run.end))
        return (
            max(earlier, key=lambda s: s.end, default=None),
            min(later, key=lambda s: s.start, default=None),
        )

    def _from_base(self, place: Place | None, service: Service, window: Window) -> Mask:
        if place is None or self.base is None or not self.therapist.serves(place):
            return 0
        there, back = self.minutes(self.base, place), self.minutes(place, self.base)
        mask = 0
        for run in self.therapist.hours.runs(Mode.HOME, window.span):
            earliest = run.start + (there + service.preparation) * 60
            mask |= window.between(earliest, run.end - (service.length + back) * 60)
        return mask

    def _run(self, mode: Mode | None, at: int) -> Span:
        """The run of hours around a moment; just that moment where nobody works."""
        runs = self.therapist.hours.runs(mode, Span(at - DAY, at + DAY))
        return next((run for run in runs if run.start <= at < run.end), Span(at, at))
