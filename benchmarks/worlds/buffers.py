"""The usual way to book home visits: the same time kept free around every visit, wherever it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.worlds.values import Offer, Request, State, Therapist, within


@dataclass(frozen=True)
class FixedBuffer:
    """So many minutes between visits; `at_ends`: and at both ends of the hours.

    The earliest starts come first. Each start is offered once: by the therapist with the fewest
    visits on that day, of several by the first in the world's order.
    """

    minutes: int
    grid: int
    at_ends: bool = True

    @property
    def name(self) -> str:
        return f"{self.minutes}-minute buffer{'' if self.at_ends else ', not at ends'}"

    def offers(self, state: State, request: Request) -> Iterator[Offer]:
        for day in request.days:
            diaries = {
                one.id: within(state.diaries[one.id], range(day, day + 1))
                for one in state.therapists
            }
            free = [
                (starts, len(diaries[one.id]), place, one.id)
                for place, one in enumerate(state.therapists)
                for starts in self._starts(one, day, request.length)
                if starts > state.now
                and all(
                    starts >= visit.ends + self.minutes
                    or starts + request.length + self.minutes <= visit.starts
                    for visit in diaries[one.id]
                )
            ]
            offered = None
            for starts, _, _, therapist in sorted(free):
                if starts != offered:
                    yield Offer(therapist, starts)
                offered = starts

    def _starts(self, therapist: Therapist, day: int, length: int) -> Iterator[int]:
        """The starts of the grid at which a visit lies within the hours, buffers included."""
        buffer = self.minutes if self.at_ends else 0
        for span in therapist.hours(day):
            first = -(-(span.starts + buffer) // self.grid) * self.grid
            yield from range(first, span.ends - buffer - length + 1, self.grid)
