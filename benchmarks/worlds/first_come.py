"""The usual way to book a clinic: whoever asks first gets what is free first."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.worlds.values import Offer, Request, Span, State, Visit, within


@dataclass(frozen=True)
class FirstCome:
    """Every free start in the order of time, nothing kept for anybody.

    Of therapists who are free at the same moment, the one with the fewest visits comes first.
    """

    grid: int
    notice: int
    name: str = "nothing kept"

    def offers(self, state: State, request: Request) -> Iterator[Offer]:
        asked = [one for one in state.therapists if request.therapist in {None, one.id}]
        emptiest = sorted(asked, key=lambda one: len(state.diaries[one.id]))
        earliest = state.now + self.notice
        for day in request.days:
            free = [
                (starts, place, one.id)
                for place, one in enumerate(emptiest)
                for span in one.hours(day)
                for starts in self._starts(
                    span, within(state.diaries[one.id], range(day, day + 1)), request.length
                )
                if starts >= earliest
            ]
            for starts, _, therapist in sorted(free):
                yield Offer(therapist, starts)

    def _starts(self, span: Span, visits: tuple[Visit, ...], length: int) -> Iterator[int]:
        for starts in range(span.starts, span.ends - length + 1, self.grid):
            ends = starts + length
            if all(ends <= visit.starts or visit.ends <= starts for visit in visits):
                yield starts
