"""The same hours and busy times for every program that lists slots, made from a seed."""

from datetime import date, timedelta
from random import Random
from typing import Any

SEED = 20261401
ZONE = "America/Chicago"
OPENS, CLOSES, MINUTES = 9, 17, 30
TAKEN = 0.6


def calendars(therapists: int, days: int, first: date) -> dict[str, Any]:
    """Everyone works Monday to Friday, 9 to 17; 60 % of the half-hours are taken, drawn evenly.

    `busy`: for each therapist the starts that are taken, as ISO wall times.
    """
    chance = Random(SEED)
    dates = [first + timedelta(days=number) for number in range(days)]
    starts = [
        f"{day.isoformat()}T{minute // 60:02}:{minute % 60:02}"
        for day in dates
        if day.weekday() < 5
        for minute in range(OPENS * 60, CLOSES * 60, MINUTES)
    ]
    return {
        "zone": ZONE,
        "minutes": MINUTES,
        "opens": f"{OPENS:02}:00",
        "closes": f"{CLOSES:02}:00",
        "days": [day.isoformat() for day in dates],
        "busy": [[s for s in starts if chance.random() < TAKEN] for _ in range(therapists)],
    }


def free_starts(given: dict[str, Any]) -> list[str]:
    """What everyone has to find, worked out by nothing but looking: "therapist start"."""
    found = []
    for therapist, busy in enumerate(given["busy"]):
        taken = set(busy)
        for day in given["days"]:
            if date.fromisoformat(day).weekday() < 5:
                for minute in range(OPENS * 60, CLOSES * 60, MINUTES):
                    start = f"{day}T{minute // 60:02}:{minute % 60:02}"
                    if start not in taken:
                        found.append(f"{therapist} {start}")
    return found
