"""Staying with somebody in a flare: they are asked again, answer without signing in, and stop it.

All questions of a follow-up, and their messages, are written down when it begins; the outbox sends
each when it is due, once, whatever dies meanwhile. An answer lets go of the message that repeats
its question, an end of all that are left, and of where they would have gone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from easeback.apps.accounts.devices import lock_account
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message, Way
from easeback.apps.selfcare.facts import AnswerFacts, AskedBy, CheckInFacts, Ended
from easeback.apps.selfcare.models import CheckIn, CheckInAnswer, FollowUp, FollowUpEnd
from easeback.apps.selfcare.places import about, forget_place, messages_of, place_in
from easeback.domain.diary import Entry, flares_of
from easeback.domain.followup import (
    Answered,
    Compared,
    Sign,
    Step,
    called_for,
    check_ins,
    has_recovered,
    signs_of,
)
from easeback.knowledge import knowledge

Words = Callable[[CheckInFacts], Iterable[tuple[Message, datetime]]]
"""A question's messages, each with the moment from which on it is sent."""
LATELY = timedelta(days=91)
"""A flare that began within three months counts as one of these."""
REPLACED_AFTER = timedelta(days=14)
"""So long after a flare began, another one is a new one; and for so long "stop" holds."""


class AlreadyAnswered(Exception):
    """Somebody has answered this question before."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody answers; with an alarm, the rest may be unsaid."""

    compared: Compared | None
    pain: int | None
    is_usual: bool = False
    alarmed: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A flare as somebody tells of it: how bad, and by whose clock and in which language to ask."""

    pain: int
    is_first: bool
    zone: str
    language: str


def begin(
    account: UUID,
    reported: Reported,
    *,
    opened_by: UUID,
    replaces_after: timedelta = REPLACED_AFTER,
    at: datetime,
) -> UUID | None:
    """Begins to ask; None where somebody is asked already, or has told us lately to stop.

    The same page begins once. A follow-up that began longer ago than `replaces_after` is of an
    earlier flare, and ends.
    """
    with transaction.atomic():
        # Of two pages that begin at once, the second sees the first.
        lock_account(account)
        if _was_stopped(account, since=at - REPLACED_AFTER):
            return None
        before = open_one(account, at=at)
        if before is not None:
            if FollowUp.objects.get(pk=before).began_at > at - replaces_after:
                return None
            end(before, Ended.REPLACED, at=at)
        row, is_new = FollowUp.objects.get_or_create(
            account_id=account,
            opened_by=opened_by,
            defaults={
                "began_at": at,
                "zone": reported.zone,
                "language": reported.language,
                "pain": reported.pain,
                "is_first": reported.is_first,
            },
        )
        if is_new:
            CheckIn.objects.bulk_create(
                CheckIn(
                    follow_up=row,
                    step=each.step.value,
                    due_at=each.due_at,
                    repeat_at=each.repeat_at,
                    ends_at=each.ends_at,
                )
                for each in check_ins(
                    at, zone=reported.zone, pain=reported.pain, is_first=reported.is_first
                )
            )
    return row.pk


def ask_by(follow_up: UUID, way: Way, place: str, *, site: str, words: Words, at: datetime) -> int:
    """From now on the questions that are still to come are asked that way, too; how many messages.

    `place` is an address or a number that is proven to be theirs, or a subscription as JSON. It
    takes the place of the one before, of which nothing stays. After the end nothing is kept. Raises
    MessageRefused.
    """
    with transaction.atomic():
        account = FollowUp.objects.values_list("account", flat=True).get(pk=follow_up)
        lock_account(account)
        row = FollowUp.objects.get(pk=follow_up)
        if FollowUpEnd.objects.filter(follow_up=row).exists():
            return 0
        if place_in(row) != AskedBy(way, place):
            notifications.forget(messages_of(FollowUp.objects.filter(pk=row.pk)))
            forget_place(row)
            row.way, row.email = way.value, place if way is Way.MAIL else ""
            if way is not Way.MAIL:
                row.destination = notifications.keep_destination(way, place, at=at)
        row.site = site
        row.save(update_fields=["way", "email", "destination", "site"])
        asked = 0
        for check_in in _facts(row.check_ins.filter(ends_at__gt=at, answer=None)):
            for message, due_at in words(check_in):
                if due_at >= at:
                    notifications.enqueue(message, due_at=due_at, at=at)
                    asked += 1
    return asked


def mail_moves(account: UUID, email: str) -> None:
    """Whoever is asked by mail is asked at this address from now on; by no mail where it is "".

    In the caller's transaction.
    """
    rows = FollowUp.objects.filter(account=account).exclude(email__in=["", email])
    abouts = messages_of(rows)
    if email:
        notifications.readdress(abouts, email)
    else:
        notifications.forget(abouts)
    rows.update(email=email)


def asked_by(follow_up: UUID) -> AskedBy:
    """How this person is asked now."""
    return place_in(FollowUp.objects.get(pk=follow_up))


def answer(check_in: UUID, said: Told, *, entries: Iterable[Entry], at: datetime) -> AnswerFacts:
    """Writes the answer down, and says which rules it meets. `entries`: their diary of late.

    Raises AlreadyAnswered. Who says that they are back to their usual, or has had next to no pain
    for a week, is not asked any more; but nobody whose back is worse, or with an alarm.
    """
    with transaction.atomic():
        row = CheckIn.objects.select_related("follow_up").get(pk=check_in)
        lock_account(row.follow_up.account_id)
        lately = list(entries)
        answered = _answered(row, said, lately, at=at)
        is_worse = answered is not None and Sign.WORSE in signs_of(answered)
        is_settled = said.is_usual and not (said.alarmed or is_worse)
        rules: list[str] = []
        if answered is not None and not (said.alarmed or is_settled):
            rules = [rule.id for rule in called_for(knowledge().escalations, answered)]
        written, is_new = CheckInAnswer.objects.get_or_create(
            check_in=row,
            defaults={
                "compared": said.compared.value if said.compared else "",
                "pain": said.pain,
                "is_usual": is_settled,
                "alarmed": said.alarmed,
                "rules": rules,
                "at": at,
            },
        )
        if not is_new:
            raise AlreadyAnswered
        notifications.drop(about(check_in), before_version=1, at=at)
        pains = [(each.at, each.pain) for each in lately if each.pain is not None]
        if is_settled:
            end(row.follow_up_id, Ended.USUAL, at=at)
        elif answered and not said.alarmed and has_recovered([*pains, (at, answered.pain)], at=at):
            end(row.follow_up_id, Ended.RECOVERED, at=at)
    return _answer(written)


def _answered(
    row: CheckIn, said: Told, entries: Iterable[Entry], *, at: datetime
) -> Answered | None:
    """What the rules look at; None where it was not said."""
    if said.compared is None or said.pain is None:
        return None
    began = row.follow_up.began_at
    return Answered(
        days=(at - began).days,
        compared=said.compared,
        pain=said.pain,
        pain_then=row.follow_up.pain,
        flares=1 + _flares_before(entries, began, since=at - LATELY),
    )


def add_alarm(check_in: UUID, *, at: datetime) -> None:
    """Something of the safety list fits now: it stands beside the answer of before, if any."""
    alarm = {"alarmed": True, "is_usual": False, "rules": [], "at": at}
    CheckInAnswer.objects.update_or_create(check_in_id=check_in, defaults=alarm)


def stop(account: UUID, follow_up: UUID, *, at: datetime) -> None:
    """They want to be asked no more: in this follow-up, nor in one that has taken its place."""
    with transaction.atomic():
        lock_account(account)
        for id in {follow_up, open_one(account, at=at) or follow_up}:
            end(id, Ended.STOPPED, at=at)


def end(follow_up: UUID, why: Ended, *, at: datetime) -> None:
    """Nobody is asked any more. The first reason stands, but "stop" stands above all."""
    with transaction.atomic():
        row = FollowUp.objects.get(pk=follow_up)
        # Whoever chooses at this moment how to be asked sees the end, or is ended.
        lock_account(row.account_id)
        row.refresh_from_db()
        said = {"why": why.value, "at": at}
        ended, is_new = FollowUpEnd.objects.get_or_create(follow_up=row, defaults=said)
        if not is_new and why is Ended.STOPPED and ended.why != why.value:
            FollowUpEnd.objects.filter(pk=ended.pk).update(**said)
        _let_go(row, at=at)
        forget_place(row)
        row.save(update_fields=["destination"])


def asked_of(account: UUID) -> list[UUID]:
    """All that this person was ever asked."""
    rows = CheckIn.objects.filter(follow_up__account=account)
    return list(rows.values_list("pk", flat=True))


def forget_follow_ups(account: UUID) -> None:
    """Erases questions, answers, messages, and where they went, in the caller's transaction."""
    rows = FollowUp.objects.filter(account=account)
    # Messages before where they go: so does a worker that hands one over.
    notifications.forget(messages_of(rows))
    for row in rows:
        forget_place(row)
    rows.delete()


def open_one(account: UUID, *, at: datetime) -> UUID | None:
    """The follow-up in which this person is still asked something."""
    rows = FollowUp.objects.filter(account=account, end=None, check_ins__ends_at__gt=at)
    return rows.values_list("pk", flat=True).distinct().first()


def check_in_of(id: UUID, *, at: datetime) -> CheckInFacts | None:
    found = _facts(CheckIn.objects.filter(pk=id), at=at)
    return next(found, None)


def due_for(account: UUID, *, at: datetime) -> CheckInFacts | None:
    """The question that this person is asked now; None where there is none."""
    rows = CheckIn.objects.filter(
        follow_up__account=account,
        follow_up__end=None,
        due_at__lte=at,
        ends_at__gt=at,
        answer=None,
    )
    return next(_facts(rows.order_by("-due_at")[:1], at=at), None)


def next_for(follow_up: UUID, *, at: datetime) -> CheckInFacts | None:
    """The next question to come."""
    rows = CheckIn.objects.filter(follow_up=follow_up, due_at__gt=at, answer=None)
    return next(_facts(rows.order_by("due_at")[:1], at=at), None)


def answer_of(check_in: UUID) -> AnswerFacts | None:
    row = CheckInAnswer.objects.filter(check_in=check_in).first()
    return None if row is None else _answer(row)


def answers_of(account: UUID, since: datetime, until: datetime) -> tuple[AnswerFacts, ...]:
    """What was answered from one moment to another, the latest first."""
    rows = CheckInAnswer.objects.filter(
        check_in__follow_up__account=account, at__gte=since, at__lt=until
    )
    return tuple(map(_answer, rows.order_by("-at", "-pk")))


def everything_of(account: UUID) -> list[dict[str, Any]]:
    """All that is kept of being asked again, as plain values."""
    return [
        {
            "began_at": row.began_at,
            "pain": row.pain,
            "zone": row.zone,
            "asked_by": row.way,
            "email": row.email,
            # A subscription says nothing to anybody but the phone that it came from.
            "number": place_in(row).place if row.way == Way.TEXT.value else "",
            "ended": row.end.why if hasattr(row, "end") else None,
            "asked": [
                {
                    "step": each.step,
                    "due_at": each.due_at,
                    "answer": _plain(each.answer) if hasattr(each, "answer") else None,
                }
                for each in row.check_ins.select_related("answer").order_by("due_at")
            ],
        }
        for row in FollowUp.objects.filter(account=account)
        .select_related("end")
        .order_by("began_at")
    ]


def _plain(row: CheckInAnswer) -> dict[str, Any]:
    return {
        "at": row.at,
        "compared": row.compared,
        "pain": row.pain,
        "is_usual": row.is_usual,
        "alarmed": row.alarmed,
        "rules": row.rules,
    }


def _let_go(row: FollowUp, *, at: datetime) -> None:
    for id in row.check_ins.values_list("pk", flat=True):
        notifications.drop(about(id), before_version=1, at=at)


def _flares_before(entries: Iterable[Entry], began: datetime, *, since: datetime) -> int:
    """How many were over before this one began: all since then is one flare."""
    return sum(
        flare.starts_at >= since and flare.ends_at is not None and flare.ends_at < began
        for flare in flares_of(entry for entry in entries if entry.at < began)
    )


def _was_stopped(account: UUID, *, since: datetime) -> bool:
    rows = FollowUpEnd.objects.filter(follow_up__account=account, why=Ended.STOPPED.value)
    return rows.filter(at__gte=since).exists()


def _facts(rows: QuerySet[CheckIn], *, at: datetime | None = None) -> Iterator[CheckInFacts]:
    for row in rows.select_related("follow_up", "follow_up__end", "answer"):
        follow_up = row.follow_up
        over = hasattr(follow_up, "end") or (at is not None and row.ends_at <= at)
        yield CheckInFacts(
            id=row.pk,
            follow_up=follow_up.pk,
            account=follow_up.account_id,
            language=follow_up.language,
            zone=follow_up.zone,
            step=Step(row.step),
            began_at=follow_up.began_at,
            due_at=row.due_at,
            repeat_at=row.repeat_at,
            ends_at=row.ends_at,
            pain_then=follow_up.pain,
            email=follow_up.email,
            site=follow_up.site,
            is_over=over,
            way=Way(follow_up.way),
            destination=follow_up.destination,
        )


def _answer(row: CheckInAnswer) -> AnswerFacts:
    return AnswerFacts(
        compared=Compared(row.compared) if row.compared else None,
        pain=row.pain,
        is_usual=row.is_usual,
        alarmed=row.alarmed,
        rules=tuple(row.rules),
        at=row.at,
    )
