"""An item of a home program as the person sees it: its picture, its dose and its days in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from easeback.domain.exercise import Exercise, Side
from easeback.domain.program import EVERY_DAY, Amount, Item, Weekday, side_of
from easeback.domain.routine import Portion
from easeback.web.program.figures import Picture
from easeback.web.program.repertoire import Repertoire
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class AskedItem:
    """`cues` and `own_stops` are the therapist's words for this person, `stops` the exercise's.

    `spoken`: the language of an own exercise that was not written in the reader's. `video`: where
    it lies; `shows` is what it shows. `side`: which one only, in words. `mirrored`:
    it is drawn with the right side at work, and the left is asked.
    """

    id: str
    exercise: str
    title: str
    pictures: tuple[Picture, ...]
    mirrored: bool
    side: str
    dose: str
    days: str
    start: str
    moves: tuple[str, ...]
    cues: tuple[str, ...]
    own_stops: tuple[str, ...]
    stops: tuple[str, ...]
    spoken: str
    video: str
    shows: str


def asked_item(
    repertoire: Repertoire,
    item: Item,
    *,
    exercise: str | None = None,
    dose: Amount | None = None,
) -> AskedItem:
    """As the therapist wrote it, or with another exercise and dose that it has come to."""
    found, voice = repertoire[exercise or item.exercise], repertoire.voice
    side = side_of(item, found.exercise)
    # What the therapist wrote beside it is of the item's own exercise, not of the one after it.
    is_first = found.exercise.id == item.exercise
    return AskedItem(
        id=item.id,
        exercise=found.exercise.id,
        title=found.title,
        pictures=found.pictures[-1:],
        mirrored=side is Side.LEFT and bool(found.exercise.figure),
        side=voice.say(f"home.side.{side}") if side else "",
        dose=dose_line(voice, dose or item.dose, found.exercise, side=side),
        days=days_line(voice, item.days),
        start=found.start,
        moves=found.moves,
        cues=item.cues if is_first else (),
        own_stops=item.stops if is_first else (),
        stops=found.stops,
        spoken=found.spoken,
        video=found.video,
        shows=found.shows,
    )


def dose_line(voice: Voice, dose: Amount, exercise: Exercise, *, side: str | None = None) -> str:
    """ "3 sets of 8, hold for 5 seconds each, twice a day"."""
    return ", ".join(_dose(voice, dose, exercise, side))


def _dose(voice: Voice, dose: Amount, exercise: Exercise, side: str | None) -> Iterator[str]:
    if dose.reps is not None and dose.sets > 1:
        yield voice.say("home.sets", sets=dose.sets, reps=_count(voice, "reps", dose.reps))
    elif dose.reps is not None:
        yield _count(voice, "reps", dose.reps)
    if dose.minutes is not None:
        yield _count(voice, "minutes", dose.minutes)
    if dose.hold is not None:
        yield _count(voice, "hold", dose.hold)
    if side is not None:
        yield voice.say(f"home.side.{side}")
    elif exercise.sided:
        yield voice.say("home.side.each")
    yield _count(voice, "a_day", dose.a_day)


def _count(voice: Voice, what: str, number: int) -> str:
    return voice.say(f"home.{what}.{'one' if number == 1 else 'many'}", number=number)


def days_line(voice: Voice, days: frozenset[Weekday]) -> str:
    """ "every day", or the days in the order of the week."""
    if days == EVERY_DAY:
        return voice.say("home.every_day")
    return ", ".join(voice.say(f"home.weekdays.{day}") for day in Weekday if day in days)


def changed_line(voice: Voice, before: Amount, now: Amount) -> str:
    """ "6 instead of 8": of whatever changed; "" where nothing did."""
    for name in ("reps", "sets", "hold", "minutes", "a_day"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new and old is not None and new is not None:
            return voice.say("home.instead", now=new, before=old)
    return ""


def portion_of(exercise: Exercise, dose: Amount, item: Item) -> Portion:
    """As much of it as one round of the item asks, when it has come to this exercise and dose."""
    seconds = None if dose.minutes is None else 60 * dose.minutes
    side = side_of(item, exercise)
    return Portion(exercise, dose.reps, dose.hold, seconds, dose.sets, side, item.speed)
