"""What comes back of a home program: how often each exercise is done, and the pain around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.history import open_reds
from easeback.apps.care.lines import CourseLine
from easeback.apps.care.standing import Standing, standing
from easeback.domain.program import Adherence, ItemAccount, ItemToday, PainAround, Why
from easeback.web.clinician.library.places import place
from easeback.web.clinician.record.frame import own_voice
from easeback.web.program.repertoire import Repertoire
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class ItemTold:
    """One exercise. `red_on`: a red light at which nobody has looked; `key` of its button."""

    item: str
    name: str
    done: str
    pain: str
    stands: str
    red_on: date | None
    key: UUID


@dataclass(frozen=True, slots=True)
class ProgramTold:
    number: int
    published_on: date
    count: int
    done: str
    items: tuple[ItemTold, ...]


def told_of_program(course: CourseFacts, line: CourseLine, *, at: datetime) -> ProgramTold | None:
    """None where nothing was published yet."""
    stands = standing(course, at=at, line=line)
    if stands is None:
        return None
    voice, program = own_voice(), stands.published.program
    shelf = Repertoire(voice, stands.library, place)
    told = stands.account()
    return ProgramTold(
        number=stands.published.number,
        published_on=program.published_on,
        count=len(program.items),
        done=share_line(voice, told.whole),
        items=tuple(_items(shelf, stands, told.items)),
    )


def _items(
    shelf: Repertoire, stands: Standing, accounts: tuple[ItemAccount, ...]
) -> Iterator[ItemTold]:
    voice = shelf.voice
    reds = open_reds(stands.history)
    now = {each.item: each for each in stands.items}
    for each in accounts:
        is_current = now[each.item].exercise == each.exercise
        is_known = each.exercise in stands.library.exercises
        yield ItemTold(
            item=each.item,
            name=shelf.title(each.exercise) if is_known else voice.say("home.unknown"),
            done=voice.say("home.uncounted")
            if stands.waits(now[each.item])
            else share_line(voice, each.adherence),
            pain=pain_line(voice, each.pain),
            stands=stands_line(shelf, stands, now[each.item]) if is_current else "",
            red_on=reds.get(each.item) if is_current else None,
            key=uuid4(),
        )


def share_line(voice: Voice, told: Adherence) -> str:
    """ "5 of 6 days"; how many days are missing until a share is said."""
    if told.missing:
        return voice.say("home.too_few", done=told.done, asked=told.asked)
    return voice.say("home.done", done=told.done, asked=told.asked)


def pain_line(voice: Voice, told: PainAround) -> str:
    """ "5 before, 2 after: less"; what is missing until there is a verdict."""
    if told.before is None or told.after is None:
        return voice.say("home.no_pain", missing=told.missing)
    verdict = voice.say(f"home.verdicts.{told.verdict}")
    return voice.say(
        "home.pain", before=f"{told.before:g}", after=f"{told.after:g}", verdict=verdict
    )


def stands_line(shelf: Repertoire, stands: Standing, now: ItemToday) -> str:
    """Where it stands and why, with what is proposed next."""
    voice = shelf.voice
    if stands.waits(now):
        return voice.say("home.gone" if now.item in stands.unknown else "home.held")
    said = voice.say(f"home.why.{now.why}")
    if now.why is Why.NEXT_PROPOSED and now.proposed:
        return f"{said} {shelf.title(now.proposed)}"
    return said
