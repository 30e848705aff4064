"""Writes of what people keep for themselves. Each is done once, however often it is sent."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid5
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from easeback.apps.accounts import devices, emails
from easeback.apps.accounts.devices import close_account, lock_account, lock_unseen, unseen
from easeback.apps.accounts.emails import Proven
from easeback.apps.booking.facts import Snapshot
from easeback.apps.notifications import actions as notifications
from easeback.apps.selfcare import following, numbers, queries, sharing
from easeback.apps.selfcare.facts import AnswerFacts, CheckInFacts, Line, Source
from easeback.apps.selfcare.following import Told
from easeback.apps.selfcare.models import DiaryLine, KeptPlan
from easeback.domain.diary import LONGEST_AFTER, Entry
from easeback.domain.vocabulary import Area
from easeback.knowledge import knowledge

MOST_ENTRIES = 20_000
SAME = (
    "entry", "version", "at", "zone", "pain", "flare", "remedies", "areas", "sleep", "mood",
    "words", "pain_after", "after_minutes",
)  # fmt: skip
"""What two writes with one key must agree on."""
LONGEST_WORDS = 1_000
OLDEST = timedelta(days=2 * 366)
AHEAD = timedelta(minutes=10)
"""A phone's clock may be some minutes ahead of ours."""
TREATMENTS = ("heat", "cold")
AREAS = frozenset(Area)
MOST_PAIN = 10


class LineRefused(ValueError):
    """The line cannot be: `field` says what of it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class KeyReused(Exception):
    """The key was used before, for another line."""


class DiaryFull(Exception):
    """More lines than anybody writes by hand."""


class ChangedMeanwhile(Exception):
    """The entry was changed, or taken out, since its page was opened."""


@dataclass(frozen=True, slots=True)
class Written:
    """`entry` stands in the diary now with this `version`; the first time, or sent again.

    `is_gone`: it was taken out since.
    """

    entry: UUID
    version: int
    is_new: bool
    is_gone: bool = False


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def remedies() -> frozenset[str]:
    """What may be said to have been done for the pain."""
    return frozenset({*TREATMENTS, *knowledge().exercises})


def write(account: UUID, line: Line, *, key: UUID, at: datetime) -> Written:
    """A new entry; `key` is its id, too. Raises LineRefused, KeyReused, DiaryFull."""
    if DiaryLine.objects.filter(account=account, version=1).count() >= MOST_ENTRIES:
        raise DiaryFull
    return _append(account, line, key=key, entry=key, version=1, at=at)


def write_done(account: UUID, line: Line, *, key: UUID, at: datetime) -> Written:
    """What was done together, as a new entry; `key` is its id. The same key may tell more later.

    Then what was left unsaid is added: pain, or a further remedy. Nothing that was said is changed,
    and nothing at all is once the person has changed the entry, or taken it out: so it does not
    matter in which order such lines arrive, or how often. Raises LineRefused, KeyReused, DiaryFull.
    """
    with transaction.atomic():
        # Of two lines at once, the second sees the first.
        lock_account(account)
        found = queries.entry_of(account, key)
        if found is None:
            return write(account, line, key=key, at=at)
        more = _with_more(found.line, line)
        row = DiaryLine.objects.get(account=account, entry=key, version=found.version)
        is_its_own = row.key in {key, _key_of(key, found.version)}
        if more == found.line or not is_its_own or found.line.source is not line.source:
            return Written(key, found.version, is_new=False)
        version = found.version + 1
        return _append(account, more, key=_key_of(key, version), entry=key, version=version, at=at)


def _with_more(before: Line, told: Line) -> Line:
    """The line with what the later telling of the same adds."""
    has_after = before.pain_after is None and told.pain_after is not None
    return replace(
        before,
        pain=told.pain if before.pain is None else before.pain,
        remedies=tuple(sorted({*before.remedies, *told.remedies})),
        pain_after=told.pain_after if has_after else before.pain_after,
        after_minutes=told.after_minutes if has_after else before.after_minutes,
    )


def _key_of(entry: UUID, version: int) -> UUID:
    """The key of a version that the entry's own telling added."""
    return uuid5(entry, str(version))


def change(
    account: UUID, line: Line, *, entry: UUID, version: int, key: UUID, at: datetime
) -> Written:
    """What the entry says instead of its `version`, which stays in its history.

    Raises LineRefused (of "entry", where it is not theirs), KeyReused, ChangedMeanwhile.
    """
    with transaction.atomic():
        # Of a change and a taking out at once, the second sees the first.
        lock_account(account)
        rows = DiaryLine.objects.filter(account=account, entry=entry)
        if not rows.exists():
            raise LineRefused("entry")
        if rows.filter(is_taken_out=True).exists():
            raise ChangedMeanwhile
        return _append(account, line, key=key, entry=entry, version=version + 1, at=at)


def take_out(account: UUID, entry: UUID) -> bool:
    """Empties all that was ever written in the entry; False where it is not theirs, or gone."""
    rows = DiaryLine.objects.filter(account=account, entry=entry, is_taken_out=False)
    with transaction.atomic():
        lock_account(account)
        emptied = rows.update(
            pain=None,
            flare=None,
            remedies=[],
            areas={},
            sleep="",
            mood="",
            words="",
            pain_after=None,
            after_minutes=None,
            is_taken_out=True,
        )
    return bool(emptied)


def answer_check_in(
    check_in: CheckInFacts, said: Told, entries: Iterable[Entry], *, at: datetime
) -> AnswerFacts:
    """Writes an answer, and the pain that it names into the diary, where there is room.

    Where it calls for a therapist, and the diary is shared with one, staff are asked to call.

    Raises AlreadyAnswered.
    """
    with transaction.atomic():
        written = following.answer(check_in.id, said, entries=entries, at=at)
        if written.alarmed or written.rules:
            sharing.tell_therapists(
                check_in.account, of=check_in.id, alarmed=written.alarmed, at=at
            )
        if said.pain is not None:
            line = Line(at=at, zone=check_in.zone, pain=said.pain, source=Source.CHECK_IN)
            # What follows from the answer must not hang on room in the diary.
            with suppress(DiaryFull, KeyReused, ChangedMeanwhile):
                write(check_in.account, line, key=check_in.id, at=at)
    return written


def add_alarm(check_in: CheckInFacts, *, at: datetime) -> None:
    """Something of the safety list fits a question that was answered before, or is over."""
    with transaction.atomic():
        lock_account(check_in.account)
        following.add_alarm(check_in.id, at=at)
        sharing.tell_therapists(check_in.account, of=check_in.id, alarmed=True, at=at)


def keep_plan(account: UUID, snapshot: Snapshot, *, key: UUID, at: datetime) -> None:
    """Keeps a plan; the same key twice is one."""
    KeptPlan.objects.get_or_create(
        account_id=account,
        key=key,
        defaults={
            "at": at,
            "urgency": snapshot.urgency,
            "answers": dict(snapshot.answers),
            "rules": list(snapshot.rules),
            "plan": dict(snapshot.plan),
            "knowledge_version": snapshot.knowledge_version,
        },
    )


def erase(account: UUID) -> None:
    """Everything that this person kept for themselves, its history, and the account."""
    with transaction.atomic():
        lock_account(account)
        DiaryLine.objects.filter(account=account).delete()
        KeptPlan.objects.filter(account=account).delete()
        sharing.forget_tasks(following.asked_of(account))
        following.forget_follow_ups(account)
        numbers.forget_numbers(account)
        sharing.forget_shares(account)
        forget_codes(emails.codes_of(account))
        close_account(account)


def prove_address(browser: str, typed: str, *, at: datetime) -> Proven:
    """What a typed code proves. Whoever is asked again by mail is asked at the new address.

    Raises CodeWrong, CodeOver, AddressTaken.
    """

    def then(proven: Proven) -> None:
        notifications.forget([about_code(proven.code)])
        if proven.key is None:
            following.mail_moves(proven.account, emails.address_of(proven.account))

    return emails.redeem(browser, typed, then=then, at=at)


def change_phrase(account: UUID, *, key: str) -> str:
    """A new phrase; the old one, other devices, and codes on their way open nothing any more."""
    with transaction.atomic():
        phrase = devices.change_phrase(account, key=key)
        forget_codes(emails.codes_of(account))
    return phrase


def take_address_away(account: UUID) -> None:
    """The address opens this account no more, and no question goes there."""
    with transaction.atomic():
        lock_account(account)
        emails.take_away(account)
        following.mail_moves(account, "")


def forget_unseen(*, at: datetime) -> int:
    """Erases what nobody has come back to for years; how many accounts."""
    return sum(_forget_unseen(account, at=at) for account in unseen(at=at))


def _forget_unseen(account: UUID, *, at: datetime) -> bool:
    """False where somebody came back, or erased it, meanwhile."""
    with transaction.atomic():
        if not lock_unseen(account, at=at):
            return False
        erase(account)
    return True


def forget_codes(codes: list[UUID]) -> None:
    """Erases these sign-in codes, and their mail."""
    with transaction.atomic():
        notifications.forget([about_code(code) for code in codes])
        emails.forget_codes(codes)


def forget_old_codes(*, at: datetime) -> None:
    """Erases the codes that count for nothing any more."""
    forget_codes(emails.old_codes(at=at))
    numbers.forget_old_numbers(at=at)


def about_code(code: UUID) -> str:
    """What the mail with a sign-in code is about."""
    return f"code:{code}"


def _append(
    account: UUID, line: Line, *, key: UUID, entry: UUID, version: int, at: datetime
) -> Written:
    check(line, at=at)
    row = DiaryLine(
        account_id=account,
        key=key,
        entry=entry,
        version=version,
        at=line.at,
        zone=line.zone,
        pain=line.pain,
        flare=line.flare,
        remedies=list(line.remedies),
        areas=dict(line.areas),
        sleep=line.sleep.value if line.sleep else "",
        mood=line.mood.value if line.mood else "",
        words=words_of(line),
        source=line.source.value,
        pain_after=line.pain_after,
        after_minutes=line.after_minutes,
        written_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _as_before(row)
    return Written(entry, version, is_new=True)


def _as_before(row: DiaryLine) -> Written:
    """The answer to a line that is there already: the same again, or why not."""
    before = DiaryLine.objects.filter(account=row.account_id, key=row.key).first()
    if before is None:
        raise ChangedMeanwhile
    same = before.is_taken_out or all(getattr(before, name) == getattr(row, name) for name in SAME)
    if not same:
        raise KeyReused
    return Written(before.entry, before.version, is_new=False, is_gone=before.is_taken_out)


def check(line: Line, *, at: datetime) -> None:
    """Raises LineRefused for a line that no diary holds."""
    wrong = {
        "at": not at - OLDEST <= line.at <= at + AHEAD,
        "zone": line.zone not in _zones(),
        "pain": not (_may_be_unsaid(line) if line.pain is None else 0 <= line.pain <= MOST_PAIN),
        "remedies": not remedies() >= set(line.remedies),
        "areas": not all(
            area in AREAS and (level is None or 0 <= level <= MOST_PAIN)
            for area, level in line.areas.items()
        ),
        "after": not _may_follow(line.pain_after, line.after_minutes),
        "words": any(len(text) > LONGEST_WORDS for text in (line.doing, line.medicines, line.note)),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise LineRefused(field)


def _may_be_unsaid(line: Line) -> bool:
    """Whether the line may stand without a pain: it tells what was done, and of no flare."""
    return bool(line.remedies) and line.flare is None


def _may_follow(pain: int | None, minutes: int | None) -> bool:
    if minutes is None:
        return pain is None
    return 0 < minutes <= LONGEST_AFTER and (pain is None or 0 <= pain <= MOST_PAIN)


def words_of(line: Line) -> str:
    """Their own words as they are sealed; "" where there are none."""
    said = {"doing": line.doing, "medicines": line.medicines, "note": line.note}
    given = {name: text for name, text in said.items() if text}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if given else ""
