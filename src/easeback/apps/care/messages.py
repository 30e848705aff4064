"""Messages between a patient and the therapist of their course: sent once, read, and answered.

A thread is that of a whole line of courses: after a hand-over the next therapist sees all of it,
and what is written then belongs to the newest course. It is part of the record: nothing in it
changes.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Subquery

from easeback.apps.accounts.queries import still_comes
from easeback.apps.audit import actions as audit
from easeback.apps.audit.turns import one_at_a_time
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import Colleague, CourseFacts
from easeback.apps.care.facts import PATIENT, MessageFacts, Signer, ThreadState
from easeback.apps.care.history import newest_of
from easeback.apps.care.models import Message, MessageReading
from easeback.apps.care.overdue import let_go
from easeback.apps.care.queries import goes_on_in, line_of
from easeback.apps.care.signing import KeyReused
from easeback.apps.care.unanswered import unanswered
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message as Mail
from easeback.apps.notifications.queries import mail_goes_out

__all__ = [
    "LONGEST",
    "MOST",
    "BadMessage",
    "KeyReused",
    "NoSuchMessage",
    "NobodyReads",
    "TooManyMessages",
    "answer",
    "has_reader",
    "is_reached",
    "note_reading",
    "read_up_to",
    "send",
    "settle",
    "signs_in",
    "state_of",
    "thread",
    "unanswered",
]

LONGEST = 2_000
"""Characters of one message."""
MOST, WITHIN = 20, timedelta(days=1)
"""So many messages a patient may send in so long. A house choice."""
STEP = timedelta(microseconds=1)


class BadMessage(ValueError):
    """A message says something, and not more than LONGEST characters."""


class TooManyMessages(Exception):
    """The patient has sent many lately."""


class NobodyReads(Exception):
    """Whoever it is for could not read it: they have no mail, or nobody signs in as them."""


class NoSuchMessage(ValueError):
    """No message of this thread."""


def is_reached(course: CourseFacts) -> bool:
    """Whether the patient can be told by mail that there is a message, and so can read it."""
    return course.contact is not None and bool(course.contact.email) and mail_goes_out()


def has_reader(course: CourseFacts) -> bool:
    """Whether somebody signs in as the therapist, and so reads what a patient writes."""
    return signs_in(course.therapist)


def signs_in(therapist: Colleague) -> bool:
    """Whether somebody still signs in as them."""
    return therapist.account is not None and still_comes(therapist.account)


def send(course: UUID, text: str, *, key: UUID, at: datetime) -> None:
    """A message of the patient to whoever treats them now; the same key again changes nothing.

    Raises BadMessage, NobodyReads, TooManyMessages, KeyReused.
    """
    text, newest = checked(text), timetables.course(newest_of(course))
    if newest is None or newest.contact is None or not (is_reached(newest) and has_reader(newest)):
        raise NobodyReads
    with transaction.atomic():
        line = _in_turn(newest.id)
        if _was_sent(line, text, by=None, key=key):
            return
        lately = Message.objects.filter(course__in=line, by=None, at__gt=at - WITHIN)
        if lately.count() >= MOST:
            raise TooManyMessages
        _append(line, text, by=None, name=newest.contact.name, key=key, at=at)
        audit.write_down("message.sent", by=PATIENT, about=f"course:{newest.id}", at=at)


def answer(
    course: CourseFacts,
    text: str,
    *,
    by: Signer,
    seen: UUID | None,
    key: UUID,
    at: datetime,
    letters: Callable[[], Sequence[Mail]] = tuple,
) -> None:
    """A message of the therapist; the same key again changes nothing.

    `seen`: the last message that stood on their page; one that came since still waits. The patient
    is told by `letters`, unless they have not opened an earlier message: of that they were told.
    Raises BadMessage, NobodyReads, NoSuchMessage, KeyReused.
    """
    text = checked(text)
    if not is_reached(course) or goes_on_in(course.id) is not None:
        raise NobodyReads
    with transaction.atomic():
        line = _in_turn(course.id)
        if _was_sent(line, text, by=by.account, key=key):
            return
        if seen is not None:
            _read(line, seen, by=by.account, settles=True, at=at)
        if not _waits_for_patient(line):
            for letter in letters():
                notifications.enqueue(letter, due_at=at, at=at)
        _append(line, text, by=by.account, name=by.name, key=key, at=at)
        if not unanswered([course.id]):
            let_go(line, at=at)
        audit.write_down("message.sent", by=by.who, about=f"course:{course.id}", at=at)


def settle(course: UUID, seen: UUID, *, by: Signer, at: datetime) -> None:
    """The therapist says that nothing up to this message needs an answer.

    Raises NoSuchMessage; NobodyReads where the course goes on with somebody else.
    """
    if goes_on_in(course) is not None:
        raise NobodyReads
    with transaction.atomic():
        line = _in_turn(course)
        if _read(line, seen, by=by.account, settles=True, at=at):
            if not unanswered([course]):
                let_go(line, at=at)
            audit.write_down("message.settled", by=by.who, about=f"course:{course}", at=at)


def note_reading(
    course: UUID, shown: Sequence[MessageFacts], *, by: int | None, at: datetime
) -> None:
    """Keeps that the therapist, or the patient (None), has been shown these messages.

    Nothing where they have been before, and where the course goes on with another therapist.
    """
    if not shown or goes_on_in(course) is not None:
        return
    line = line_of(course)
    before = read_up_to(line, staff=by is not None)
    news = [each for each in shown if before is None or each.at > before]
    # What they wrote themselves is no news to them.
    if not any(each.is_theirs is (by is not None) for each in news):
        return
    with transaction.atomic():
        if _read(line, shown[-1].id, by=by, settles=False, at=at) and by is not None:
            audit.write_down("message.read", by=f"staff:{by}", about=f"course:{course}", at=at)


def thread(line: Sequence[UUID]) -> tuple[MessageFacts, ...]:
    """All messages of these courses, in their order. One query."""
    rows = Message.objects.filter(course__in=line).order_by("at")
    return tuple(
        MessageFacts(row.pk, row.course, row.text, row.by_id, row.name, row.at) for row in rows
    )


def state_of(line: Sequence[UUID]) -> ThreadState:
    """How the thread of these courses stands; nothing of it is unsealed. One query."""
    by_staff = _readings(line, staff=True).order_by("-up_to").values("up_to")
    rows = list(
        Message.objects.filter(course__in=line)
        .annotate(read=Subquery(by_staff[:1]), settled=Subquery(by_staff.filter(settles=True)[:1]))
        .order_by("at")
        .values_list("by", "at", "read", "settled")
    )
    if not rows:
        return ThreadState()
    theirs = [(at, read, settled) for by, at, read, settled in rows if by is None]
    waits = (at for at, _, settled in theirs if settled is None or at > settled)
    return ThreadState(
        count=len(rows),
        unread=sum(read is None or at > read for at, read, _ in theirs),
        waits_since=next(waits, None),
        last_at=rows[-1][1],
        last_is_theirs=rows[-1][0] is None,
    )


def read_up_to(line: Sequence[UUID], *, staff: bool) -> datetime | None:
    """Up to which moment the therapist, or the patient, has read; None: nothing yet."""
    found = _readings(line, staff=staff).order_by("-up_to").values_list("up_to", flat=True)
    return found.first()


def checked(text: str) -> str:
    """A text as it is kept: a browser sends two signs where a line ends. Raises BadMessage."""
    text = "\n".join(text.splitlines()).strip()
    if not 0 < len(text) <= LONGEST:
        raise BadMessage(len(text))
    return text


def _readings(line: Sequence[UUID], *, staff: bool) -> QuerySet[MessageReading]:
    return MessageReading.objects.filter(course__in=line, by__isnull=not staff)


def _in_turn(course: UUID) -> tuple[UUID, ...]:
    """The line of a course, in which nobody else writes until the caller's transaction ends."""
    line = line_of(course)
    one_at_a_time(f"messages:{line[-1]}")
    return line


def _was_sent(line: Sequence[UUID], text: str, *, by: int | None, key: UUID) -> bool:
    """Raises KeyReused where something else was sent with this key."""
    done = Message.objects.filter(pk=key).first()
    if done is not None and (done.course not in line or (done.by_id, done.text) != (by, text)):
        raise KeyReused(key)
    return done is not None


def _append(
    line: Sequence[UUID], text: str, *, by: int | None, name: str, key: UUID, at: datetime
) -> None:
    last = Message.objects.filter(course__in=line).order_by("-at").values_list("at", flat=True)
    if (before := last.first()) is not None:
        at = max(at, before + STEP)
    Message.objects.create(id=key, course=line[0], text=text, by_id=by, name=name, at=at)


def _read(line: Sequence[UUID], seen: UUID, *, by: int | None, settles: bool, at: datetime) -> bool:
    """False, and nothing written, where that much was read or settled before. Raises
    NoSuchMessage."""
    moments = Message.objects.filter(pk=seen, course__in=line).values_list("at", flat=True)
    if (up_to := moments.first()) is None:
        raise NoSuchMessage(seen)
    before = _readings(line, staff=by is not None).filter(up_to__gte=up_to)
    if (before.filter(settles=True) if settles else before).exists():
        return False
    MessageReading.objects.create(course=line[0], by_id=by, up_to=up_to, settles=settles, at=at)
    return True


def _waits_for_patient(line: Sequence[UUID]) -> bool:
    """Whether there is a message of staff that the patient has not opened."""
    to_them = Message.objects.filter(course__in=line, by__isnull=False)
    read = read_up_to(line, staff=False)
    return (to_them if read is None else to_them.filter(at__gt=read)).exists()
