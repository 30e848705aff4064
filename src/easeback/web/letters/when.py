"""When a visit is, in words: by the clock of the place where it is, and by the person's own."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from easeback.apps.booking.facts import VisitFacts
from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.booking import Mode
from easeback.web.wording import Voice, the_hour, zone_at


class When(NamedTuple):
    """`zone` names the clock of the others, and the time by the person's own if that is another.

    `hour` is the time within a sentence.
    """

    day: str
    time: str
    hour: str
    zone: str


def clock_of(practice: PracticeFacts, visit: VisitFacts, own: str) -> ZoneInfo:
    """Somebody has to be at the clinic or at home by the clock there, and by video by their own."""
    return ZoneInfo(own if visit.mode is Mode.TELEHEALTH else practice.zone)


def when(voice: Voice, practice: PracticeFacts, visit: VisitFacts, own: str) -> When:
    """`voice` has the forms in `when.day` and `when.time`; `own` is the person's zone."""
    local = visit.starts_at.astimezone(clock_of(practice, visit, own))
    theirs = visit.starts_at.astimezone(ZoneInfo(own))
    with translation.override(voice.language):
        day, time = (date_format(local, voice.say(f"when.{part}")) for part in ("day", "time"))
        zone = zone_at(voice.language, local)
        if local.utcoffset() != theirs.utcoffset():
            zone = f"{zone}; {_time_and_zone(voice, theirs)}"
        return When(day, time, the_hour(voice, local), zone)


def until(voice: Voice, practice: PracticeFacts, visit: VisitFacts, at: datetime, own: str) -> str:
    """A moment by the person's own clock, which is named where the visit goes by another one."""
    local = at.astimezone(ZoneInfo(own))
    with translation.override(voice.language):
        hour = the_hour(voice, local)
        if local.utcoffset() == at.astimezone(clock_of(practice, visit, own)).utcoffset():
            return hour
        return f"{hour} ({zone_at(voice.language, local)})"


def _time_and_zone(voice: Voice, local: datetime) -> str:
    return f"{date_format(local, voice.say('when.time'))} {zone_at(voice.language, local)}"
