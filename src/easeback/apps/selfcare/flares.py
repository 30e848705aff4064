"""Flares in the diaries that are shared with courses, to count a practice by: in three queries,
however many diaries there are. Of a diary that no therapist may read nothing is counted."""

from collections.abc import Collection, Hashable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from easeback.apps.audit.plain import Seconds, key
from easeback.apps.booking.histories import with_a_visit
from easeback.apps.selfcare.facts import GUIDED
from easeback.apps.selfcare.models import DiaryLine, DiaryShare
from easeback.domain.diary import Entry, Flare, flares_of

USUAL = timedelta(days=70)
"""What was written so long before tells what was usual, and whether a flare had begun already."""

TOLD = ("moment", "pain", "flare", "source", "pain_after", "after_minutes")


class SharedFlare(NamedTuple):
    """`last_at`: the last moment at which it is known to have been there."""

    course: Hashable
    flare: Flare
    last_at: datetime


def shared_flares(
    courses: Collection[Hashable], starts: datetime, ends: datetime
) -> Iterator[SharedFlare]:
    """By what was written between these moments, and a while before. A diary that is shared with
    several of these courses (plain keys) counts for the one with which it was shared last."""
    told = (
        DiaryShare.objects.filter(ended_at=None)
        .annotate(whose=key("account_id"), plain=key("course"))
        .order_by("given_at", "pk")
        .values_list("whose", "plain", "account__zone")
    )
    given = [each for each in told if each[1] in courses]
    read = with_a_visit({course for _, course, _ in given})
    shares = {whose: (course, ZoneInfo(zone)) for whose, course, zone in given if course in read}
    shared = DiaryShare.objects.filter(ended_at=None).values("account")
    newer = DiaryLine.objects.filter(
        account=OuterRef("account"), entry=OuterRef("entry"), version__gt=OuterRef("version")
    )
    rows = (
        DiaryLine.objects.filter(account__in=shared, at__gte=starts - USUAL, at__lt=ends)
        .filter(~Exists(newer), is_taken_out=False)
        .annotate(whose=key("account_id"), moment=Seconds("at"))
        .order_by("account", "at")
        .values_list("whose", *TOLD)
    )
    for account, theirs in groupby(rows.iterator(chunk_size=5_000), key=itemgetter(0)):
        if account in shares:
            course, zone = shares[account]
            entries = [each for _, *line in theirs for each in _entries(*line, zone=zone)]
            for flare in flares_of(entries):
                last_at = flare.ends_at or max(entry.at for entry in entries)
                yield SharedFlare(course, flare, last_at)


def _entries(
    moment: int,
    pain: int | None,
    flare: bool | None,  # noqa: FBT001  As the row has it.
    source: str,
    after: int | None,
    minutes: int | None,
    *,
    zone: ZoneInfo,
) -> Iterator[Entry]:
    """As `queries.entries_of` has them, without the remedies: these begin and end no flare."""
    at = datetime.fromtimestamp(moment, zone)
    if pain is not None:
        yield Entry(at, pain, flare)
    if after is not None and minutes is not None and source not in GUIDED:
        yield Entry(datetime.fromtimestamp(moment + 60 * minutes, zone), after)
