"""Diaries for tests: from days and pains to entries."""

from datetime import UTC, datetime, timedelta

from easeback.domain.diary import Entry

START = datetime(2026, 11, 1, 8, tzinfo=UTC)


def entry(
    day: float,
    pain: float | None,
    *,
    flare: bool | None = None,
    remedy: str | None = None,
    after: float | None = None,
    minutes: float | None = None,
    guided: bool = False,
) -> Entry:
    """So many days after the first of November at eight; `after` is read an hour later."""
    if after is not None and minutes is None:
        minutes = 60
    return Entry(START + timedelta(days=day), pain, flare, remedy, after, minutes, guided)


def daily(*pains: float, since: int = 0) -> list[Entry]:
    """One entry a day."""
    return [entry(since + day, pain) for day, pain in enumerate(pains)]
