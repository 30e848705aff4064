"""Drives every therapist's day as booked: who is reached late, and which promises never held.

Knows the travel function and nothing of how offers are made, so that it can judge whoever makes
them. A therapist leaves home when the hours begin, leaves every place when the visit there is over
or later, and starts a visit when it is booked or, if later, on arrival. A visit that starts late
takes its whole length, so that the next one may be late too.
"""

from collections.abc import Callable, Iterable
from itertools import groupby, pairwise

from benchmarks.worlds.home_visits import HomeWorld
from benchmarks.worlds.values import DAY, Offer, Place, Request, Therapist, Visit, known

Ways = Callable[[Place, Place], float]


def by_day(visits: Iterable[Visit]) -> list[list[Visit]]:
    """The visits of each therapist and day, in the order of their starts."""
    ordered = sorted(visits, key=lambda visit: (visit.therapist, visit.starts))
    return [list(day) for _, day in groupby(ordered, lambda each: (each.therapist, each.day))]


def minutes_late(therapist: Therapist, day: list[Visit], ways: Ways) -> list[float]:
    """How late each visit of one day is reached, and at the end how late the therapist is home."""
    at: float = therapist.hours(day[0].day)[0].starts
    place, late = known(therapist.home), []
    for visit in day:
        arrival = at + ways(place, known(visit.place))
        late.append(max(0, arrival - visit.starts))
        at, place = max(arrival, visit.starts) + visit.ends - visit.starts, known(visit.place)
    back = at + ways(place, known(therapist.home))
    return [*late, max(0, back - therapist.hours(day[0].day)[-1].ends)]


def travel_minutes(therapist: Therapist, day: list[Visit], ways: Ways) -> float:
    """All the ways of one day, from home and back."""
    home = known(therapist.home)
    stops = [home, *(known(visit.place) for visit in day), home]
    return sum(ways(start, end) for start, end in pairwise(stops))


def faults(world: HomeWorld, visits: Iterable[Visit]) -> list[str]:
    """What is wrong with what was booked, apart from lateness: nothing, it is hoped."""
    requests = {request.id: request for request in world.requests}
    therapists = {therapist.id: therapist for therapist in world.therapists}
    found, seen = [], set[str]()
    for day in by_day(visits):
        previous_end = -DAY
        for visit in day:
            request = requests[visit.request]
            if visit.starts < previous_end:
                found.append(f"{visit.request} overlaps the visit before it")
            if not request.suits(visit.starts) or visit.ends - visit.starts != request.length:
                found.append(f"{visit.request} is not what was asked for")
            hours = therapists[visit.therapist].hours(visit.day)
            if not any(span.holds(visit.starts, visit.ends) for span in hours):
                found.append(f"{visit.request} lies outside of the hours")
            if visit.request in seen:
                found.append(f"{visit.request} is booked twice")
            seen.add(visit.request)
            previous_end = visit.ends
    return found


def is_unreachable(
    world: HomeWorld, diary: Iterable[Visit], request: Request, offer: Offer
) -> bool:
    """Whether taking this offer would break a promise, by the planned ways.

    That is: with the visit in it, the day overlaps or leaves the hours, or more of its visits are
    reached late than without it, or the therapist comes home late.
    """
    therapist = next(one for one in world.therapists if one.id == offer.therapist)
    ends = offer.starts + request.length
    visit = Visit(request.id, offer.therapist, offer.starts, ends, request.place)
    before = [each for each in diary if each.day == visit.day]
    after = sorted([*before, visit], key=lambda each: each.starts)
    overlaps = any(a.ends > b.starts for a, b in pairwise(after))
    if overlaps or not any(span.holds(visit.starts, ends) for span in therapist.hours(visit.day)):
        return True
    ways = world.road.minutes
    late = sum(minutes > 0 for minutes in minutes_late(therapist, after, ways))
    already = sum(minutes > 0 for minutes in minutes_late(therapist, before, ways)) if before else 0
    return late > already
