"""Books the urgency world of a seed under a policy: each course as its person asks."""

from collections import defaultdict
from dataclasses import dataclass

from benchmarks.worlds.reading import stated
from benchmarks.worlds.urgency import FILE, Person, UrgencyWorld
from benchmarks.worlds.values import DAY, Offer, Policy, Request, State, Visit


@dataclass(frozen=True)
class Clinic:
    """What came of those who asked in the measured weeks, and of the hours of those weeks.

    `waits`: working days until each first visit, by severity. `not_offered`: people who found no
    first visit. `delays`: days from when a follow-up was due; `without`: follow-ups not found.
    """

    asked: dict[str, int]
    waits: dict[str, list[int]]
    delays: list[int]
    without: int
    booked_minutes: int
    hours_minutes: int
    faults: int

    @property
    def used(self) -> float:
        return self.booked_minutes / self.hours_minutes

    def within_a_day(self, severity: str) -> float:
        """The share of those who asked that was seen on that day or on the next working day."""
        waits = self.waits.get(severity, [])
        return sum(wait <= 1 for wait in waits) / self.asked[severity]

    @property
    def not_offered(self) -> int:
        return sum(self.asked.values()) - sum(len(waits) for waits in self.waits.values())


def booked_by(world: UrgencyWorld, policy: Policy) -> Clinic:
    """Everyone asks once and takes the first offered start that suits, then the follow-ups'."""
    diaries: dict[str, tuple[Visit, ...]] = {one.id: () for one in world.therapists}
    state = State(world.calendar, world.therapists, diaries, 0)
    asked: dict[str, int] = defaultdict(int)
    waits: dict[str, list[int]] = defaultdict(list)
    delays: list[int] = []
    without = 0
    for person in world.people:
        state = state.at(person.asked_at)
        counted = person.asked_at // DAY in world.measured
        asked[person.severity] += counted
        first = _taken(policy, state, world.first_visit(person))
        if first is None:
            continue
        state = state.with_visit(first)
        if counted:
            waits[person.severity].append(_working_days(world, person, first))
        for request in world.follow_ups(person, first.therapist, first.day):
            visit = _taken(policy, state, request)
            if visit:
                state = state.with_visit(visit)
            if counted and visit:
                delays.append(visit.day - request.days.start)
            without += counted and visit is None
    return _counted(world, state, asked=asked, waits=waits, delays=delays, without=without)


def _counted(
    world: UrgencyWorld,
    state: State,
    *,
    asked: dict[str, int],
    waits: dict[str, list[int]],
    delays: list[int],
    without: int,
) -> Clinic:
    visits = [visit for diary in state.diaries.values() for visit in diary]
    return Clinic(
        asked=dict(asked),
        waits=dict(waits),
        delays=delays,
        without=without,
        booked_minutes=sum(v.ends - v.starts for v in visits if v.day in world.measured),
        hours_minutes=sum(
            span.minutes
            for one in world.therapists
            for day in world.measured
            for span in one.hours(day)
        ),
        faults=_faults(state),
    )


def _taken(policy: Policy, state: State, request: Request) -> Visit | None:
    for offer in policy.offers(state, request):
        if request.suits(offer.starts) and _allowed(request, offer):
            ends = offer.starts + request.length
            return Visit(request.id, offer.therapist, offer.starts, ends)
    return None


def _allowed(request: Request, offer: Offer) -> bool:
    """Continuity is not a wish: a follow-up elsewhere is no offer."""
    return request.therapist in {None, offer.therapist}


def _working_days(world: UrgencyWorld, person: Person, first: Visit) -> int:
    """0: on the day of asking; 1: on the next working day; and so on."""
    days = range(person.asked_at // DAY + 1, first.day + 1)
    return sum(day % 7 in world.working_days for day in days)


def _faults(state: State) -> int:
    """Visits that overlap or lie outside of the hours."""
    found = 0
    for one in state.therapists:
        end = 0
        for visit in state.diaries[one.id]:
            held = any(span.holds(visit.starts, visit.ends) for span in one.hours(visit.day))
            found += visit.starts < end or not held
            end = visit.ends
    return found


def severities() -> list[str]:
    return [each["id"] for each in stated(FILE)["severities"]]
