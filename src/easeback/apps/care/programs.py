"""A home program: published by a therapist, told of by a patient, looked at after a red light.

Each write is done once, by the id that its page made.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from easeback.apps.audit import actions as audit
from easeback.apps.booking.queries import visits_in
from easeback.apps.care import drafts, wire
from easeback.apps.care.facts import PATIENT, About, Kind, Signer
from easeback.apps.care.history import history_of, open_reds, program_of, programs_of
from easeback.apps.care.library import Library, library_for, used_in
from easeback.apps.care.models import FlareMark, Look, PublishedProgram, RoutineDay, Telling
from easeback.apps.care.queries import line_of
from easeback.apps.care.signing import KeyReused, still_theirs
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message
from easeback.domain.exercise import Gate
from easeback.domain.program import Fault, Program, Told, Wrong, program_faults, unexplained
from easeback.domain.response import Light
from easeback.knowledge import knowledge

RED = "program-red"
"""The kind of the tasks for staff."""
MOST_LATE = timedelta(days=30)
"""What is told of a day that lies further back is refused: so long a phone trusts what it holds."""


class ProgramRefused(ValueError):
    """What cannot be in a program, and the gates, by item, that nobody gave a reason for."""

    def __init__(
        self, faults: tuple[Fault, ...], gates: tuple[tuple[str, tuple[Gate, ...]], ...]
    ) -> None:
        super().__init__(f"{len(faults)} faults, {len(gates)} items behind a gate")
        self.faults, self.gates = faults, gates


class PublishedMeanwhile(Exception):
    """Another version was published at the same moment."""


class NotOfThisProgram(ValueError):
    """Nobody asked this exercise on that day."""


class ToldTooLate(ValueError):
    """The day that it is told of lies too far back."""


def check(course: UUID, program: Program, closed: Collection[Gate]) -> None:
    """Raises ProgramRefused with everything that is wrong."""
    found = library_for(used_in(program))
    library = found.exercises
    faults = program_faults(
        program.items,
        relief_days=program.relief_days,
        resume_percent=program.resume_percent,
        library=library,
    )
    faults = (*faults, *_withdrawn(course, program, found))
    gates = tuple(
        (item.id, missing)
        for item in program.items
        if item.exercise in library and (missing := unexplained(item, library, closed))
    )
    if faults or gates:
        raise ProgramRefused(faults, gates)


def _withdrawn(course: UUID, program: Program, library: Library) -> Iterator[Fault]:
    """A withdrawn exercise stays where it is used, and comes in nowhere else."""
    withdrawn = {id for id in library.own if library.is_withdrawn(id)}
    if not withdrawn:
        return
    published = program_of(course)
    withdrawn -= used_in(published.program if published else None)
    for place, item in enumerate(program.items, start=1):
        if item.exercise in withdrawn:
            yield Fault(f"items.{place}.exercise", Wrong.WITHDRAWN)
        if item.progress.next and item.progress.next.exercise in withdrawn:
            yield Fault(f"items.{place}.progress.next.exercise", Wrong.WITHDRAWN)


def publish(
    course: UUID,
    program: Program,
    closed: Collection[Gate],
    *,
    by: Signer,
    key: UUID,
    at: datetime,
    letters: Callable[[], Sequence[Message]] = tuple,
) -> None:
    """From its day on this is what is asked; what was being written of it is no draft any more.

    `closed`: the gates of this person. Raises ProgramRefused, PublishedMeanwhile,
    HandedOn, KeyReused.
    """
    content = wire.content_of(program)
    if (done := PublishedProgram.objects.filter(pk=key).first()) is not None:
        if (done.course, done.content) != (course, content):
            raise KeyReused(key)
        # The second of two clicks has saved its form anew: it is published already.
        drafts.drop(About(course, course, Kind.PROGRAM), by=by.who)
        return
    check(course, program, closed)
    try:
        with transaction.atomic():
            still_theirs(course)
            PublishedProgram.objects.create(
                id=key,
                course=course,
                number=PublishedProgram.objects.filter(course=course).count() + 1,
                content=content,
                knowledge_version=knowledge().version,
                signed_by_id=by.account,
                signed_as=by.name,
                published_on=program.published_on,
                at=at,
            )
            drafts.drop(About(course, course, Kind.PROGRAM), by=by.who)
            # A new version asks anew: what ended in a red light before is nothing to look at.
            _let_go(course, at=at)
            for message in letters():
                notifications.enqueue(message, due_at=at, at=at)
            audit.write_down("program.published", by=by.who, about=f"course:{course}", at=at)
    except IntegrityError:
        if PublishedProgram.objects.filter(pk=key).exists():
            return
        raise PublishedMeanwhile from None


def tell(course: UUID, told: Sequence[Told], *, key: UUID, today: date, at: datetime) -> None:
    """Keeps what was told of some items at once, or nothing; the same key again changes nothing.

    `today`: the day by the patient's own clock. What comes late stands under its own day, up to
    `MOST_LATE`, also where another version was published meanwhile. A red light becomes a task for
    staff. Raises NotOfThisProgram, ToldTooLate, KeyReused.
    """
    published = programs_of(course)
    items = {item.id for each in published for item in each.program.items}
    first = min((each.program.published_on for each in published), default=today)
    for each in told:
        if each.item not in items or not first <= each.on <= today:
            raise NotOfThisProgram(each.item)
        is_old = each.on < today - MOST_LATE
        # A phone that never heard our answer asks again, maybe when it has become too late.
        if is_old and not Telling.objects.filter(pk=uuid5(key, each.item)).exists():
            raise ToldTooLate(each.item)
    with transaction.atomic():
        is_news = False
        for each in told:
            words = wire.words_of(each)
            values = {"course": course, "item": each.item, "on": each.on, "told": words, "at": at}
            row, is_new = Telling.objects.get_or_create(id=uuid5(key, each.item), defaults=values)
            if (row.course, row.on, row.told) != (course, each.on, words):
                raise KeyReused(key)
            is_news |= is_new
            if is_new and each.counted_light is Light.RED:
                _ask_to_look(course, each, row.pk, at=at)
        for on in {each.on for each in told if each.done}:
            RoutineDay.objects.get_or_create(course=course, on=on)
        if is_news:
            audit.write_down("program.told", by=PATIENT, about=f"course:{course}", at=at)


def look(course: UUID, item: str, *, by: Signer, key: UUID, today: date, at: datetime) -> None:
    """The therapist has looked at the red lights of an item; from the next day on it goes on, with
    less. Nothing where there is none. Raises HandedOn, KeyReused."""
    reds = open_reds(history_of(course))
    if item not in reds:
        # A second click, or there is nothing to look at.
        return
    values = {
        "course": course,
        "item": item,
        "red_on": reds[item],
        "on": today,
        "by_id": by.account,
        "at": at,
    }
    with transaction.atomic():
        still_theirs(course)
        row, is_new = Look.objects.get_or_create(id=key, defaults=values)
        if (row.course, row.item, row.by_id) != (course, item, by.account):
            raise KeyReused(key)
        if is_new:
            if not open_reds(history_of(course)).keys() - {item}:
                _let_go(course, at=at)
            audit.write_down("program.looked", by=by.who, about=f"course:{course}", at=at)


def mark_flare(course: UUID, *, began: bool, key: UUID, today: date, at: datetime) -> None:
    """The patient says that a flare-up has begun, or is over. Raises KeyReused."""
    values = {"course": course, "on": today, "began": began, "at": at}
    with transaction.atomic():
        row, is_new = FlareMark.objects.get_or_create(id=key, defaults=values)
        if (row.course, row.began) != (course, began):
            raise KeyReused(key)
        if is_new:
            what = "flare.began" if began else "flare.over"
            audit.write_down(what, by=PATIENT, about=f"course:{course}", at=at)


def _let_go(course: UUID, *, at: datetime) -> None:
    """Every red light was looked at."""
    abouts = [f"visit:{visit.id}" for visit in visits_in(line_of(course))]
    notifications.let_go_of_tasks(abouts, kinds=[RED], at=at)


def _ask_to_look(course: UUID, told: Told, telling: UUID, *, at: datetime) -> None:
    """Once for each telling: one that comes late may be of a day that was looked at before. Its
    words name nobody and say nothing of a back."""
    visits = visits_in(line_of(course))
    to_come = [visit for visit in visits if visit.ends_at > at]
    if not visits:
        return
    visit = to_come[0] if to_come else visits[-1]
    notifications.ask_staff(
        key=f"{RED}:{course}:{told.item}:{told.on}:{telling}",
        kind=RED,
        about=f"visit:{visit.id}",
        words=f"Look at the program of the person of the visit with the code {visit.code} today:"
        " they had to stop an exercise.",
        at=at,
    )
