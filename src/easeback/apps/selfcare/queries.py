"""Reads of what people keep for themselves."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from easeback.apps.selfcare.facts import GUIDED, EntryFacts, KeptPlanFacts, Line, Source, Well
from easeback.apps.selfcare.models import DiaryLine, KeptPlan
from easeback.domain.diary import Entry

LATELY = timedelta(days=180)
"""What helps somebody is judged by the last half year: backs change, and so do people."""
TOLD = ("at", "pain", "flare", "remedies", "source", "pain_after", "after_minutes")
"""What the domain sees of an entry."""
MOST_JUDGED = 400
"""And by so many of its entries, the latest: they tell as much as thousands."""


def entries_of(account: UUID, zone: str, *, since: datetime | None = None) -> tuple[Entry, ...]:
    """The whole diary as the domain sees it, in the order of time, by the clock of one place; or
    what was written of the time since a moment.

    An entry with several remedies is one line for each of them, and one that says how it was
    afterwards is followed by that pain. But not by what was asked at the end of something done
    together: right after a routine pain may be low for an hour. That tells of the routine; it
    neither begins nor ends a flare, nor says how a day was. One query.
    """
    rows, here = _standing(account).order_by("at", "entry"), ZoneInfo(zone)
    if since is not None:
        rows = rows.filter(at__gte=since)
    found: list[Entry] = []
    is_sorted = True
    for at, pain, flare, remedies, source, after, minutes in rows.values_list(*TOLD):
        moment, is_guided = at.astimezone(here), source in GUIDED
        found.extend(
            Entry(moment, pain, flare, remedy, after, minutes, is_guided)
            for remedy in remedies or (None,)
        )
        if after is not None and not is_guided:
            ended_at = (at + timedelta(minutes=minutes)).astimezone(here)
            found.append(Entry(ended_at, after))
            is_sorted = False
    return tuple(found if is_sorted else sorted(found, key=_moment))


def _moment(entry: Entry) -> float:
    return entry.at.timestamp()


def lately(entries: Iterable[Entry], *, at: datetime) -> tuple[Entry, ...]:
    """Of entries in the order of time, those by which it is judged what helps."""
    since = at - LATELY
    return tuple(entry for entry in entries if entry.at >= since)[-MOST_JUDGED:]


def page_of(account: UUID, *, limit: int, after: UUID | None = None) -> tuple[EntryFacts, ...]:
    """The latest entries, the newest first, with their own words; or those that come after one of
    them in that order. From the latest on, where that one is not theirs."""
    rows = _standing(account)
    last = rows.filter(entry=after).first() if after is not None else None
    if last is not None:
        rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, entry__lt=last.entry))
    return tuple(map(_facts, rows.order_by("-at", "-entry")[:limit]))


def between(account: UUID, since: datetime, until: datetime) -> tuple[EntryFacts, ...]:
    """The entries from one moment to another, the newest first, with their own words."""
    rows = _standing(account).filter(at__gte=since, at__lt=until)
    return tuple(map(_facts, rows.order_by("-at", "-entry")))


def entry_of(account: UUID, entry: UUID) -> EntryFacts | None:
    """The entry as it stands; None where it is not this person's, or was taken out."""
    rows = DiaryLine.objects.filter(account=account, entry=entry, is_taken_out=False)
    row = rows.order_by("-version").first()
    return None if row is None else _facts(row)


def history_of(account: UUID, entry: UUID) -> tuple[EntryFacts, ...]:
    """Every version of the entry, the newest first."""
    rows = DiaryLine.objects.filter(account=account, entry=entry, is_taken_out=False)
    return tuple(map(_facts, rows.order_by("-version")))


def everything_of(account: UUID) -> Iterator[EntryFacts]:
    """Every version of every entry, the oldest first."""
    rows = DiaryLine.objects.filter(account=account, is_taken_out=False)
    return map(_facts, rows.order_by("at", "entry", "version").iterator(chunk_size=500))


def latest_pains(
    accounts: Collection[UUID], *, since: datetime
) -> dict[UUID, tuple[datetime, int]]:
    """The last pain that each of these people told of the time since a moment, and when it was so.

    One query. Not the pain at the end of something done, which may be low for an hour.
    """
    rows = _standing_lines().filter(account__in=list(accounts), at__gte=since, pain__isnull=False)
    told = rows.order_by("at", "entry").values_list("account_id", "at", "pain")
    return {account: (at, pain) for account, at, pain in told if pain is not None}


def plans_of(account: UUID) -> tuple[KeptPlanFacts, ...]:
    """The plans that were kept, the newest first."""
    rows = KeptPlan.objects.filter(account=account)
    return tuple(map(_plan_facts, rows.order_by("-at", "-pk")))


def newest_plan(account: UUID, since: datetime) -> KeptPlanFacts | None:
    """The plan that was kept last, unless it is older than a moment."""
    row = KeptPlan.objects.filter(account=account).order_by("-at", "-pk").first()
    return None if row is None or row.at < since else _plan_facts(row)


def steps_done(account: UUID, since: datetime, until: datetime) -> tuple[EntryFacts, ...]:
    """The steps of a plan that were ticked from one moment to another, the newest first."""
    rows = _standing(account).filter(at__gte=since, at__lt=until, source=Source.PLAN_STEP.value)
    return tuple(map(_facts, rows.order_by("-at", "-entry")))


def _plan_facts(row: KeptPlan) -> KeptPlanFacts:
    return KeptPlanFacts(row.at, row.urgency, row.answers, row.plan, row.knowledge_version)


def _standing(account: UUID) -> QuerySet[DiaryLine]:
    return _standing_lines().filter(account=account)


def _standing_lines() -> QuerySet[DiaryLine]:
    """The last version of each entry, but of those that were taken out."""
    newer = DiaryLine.objects.filter(
        account=OuterRef("account"), entry=OuterRef("entry"), version__gt=OuterRef("version")
    )
    return DiaryLine.objects.filter(~Exists(newer), is_taken_out=False)


def _facts(row: DiaryLine) -> EntryFacts:
    said = json.loads(row.words) if row.words else {}
    line = Line(
        at=row.at,
        zone=row.zone,
        pain=row.pain,
        flare=row.flare,
        remedies=tuple(row.remedies),
        areas=row.areas,
        sleep=Well(row.sleep) if row.sleep else None,
        mood=Well(row.mood) if row.mood else None,
        doing=said.get("doing", ""),
        medicines=said.get("medicines", ""),
        note=said.get("note", ""),
        source=Source(row.source),
        pain_after=row.pain_after,
        after_minutes=row.after_minutes,
    )
    return EntryFacts(row.entry, row.version, line, row.written_at)
