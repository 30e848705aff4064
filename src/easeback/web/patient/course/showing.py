"""A course as its pages show it: what is proposed and chosen for each visit, and what is wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from easeback.apps.booking.courses import Plan
from easeback.domain.booking import Proposal
from easeback.domain.vocabulary import moment
from easeback.web.patient.course.asking import Asked
from easeback.web.wording import Voice


@dataclass(frozen=True, slots=True)
class Option:
    """One start that can be chosen. `value` is what it sends; `note` says how it differs."""

    value: int
    day: str
    time: str
    iso: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One visit of the plan. `first` is proposed, `others` are there to change to.

    `told`: what stands before the choice where the usual time is not free. `problem`: what is wrong
    with what was chosen. `left_out`: whether it is not to be booked.
    """

    number: int
    title: str
    first: Option | None
    others: tuple[Option, ...]
    told: str
    problem: str
    left_out: bool

    @property
    def is_open(self) -> bool:
        """Whether its other times are to be seen at once."""
        other = self.left_out or any(o.chosen for o in self.others)
        return bool(self.told or self.problem or other)


@dataclass(frozen=True)
class _Writer:
    voice: Voice
    zone: ZoneInfo

    def day(self, start: int) -> str:
        return date_format(moment(start).astimezone(self.zone), self.voice.say("when.day"))

    def option(self, start: int, one: Proposal, chosen: int | None) -> Option:
        local = moment(start).astimezone(self.zone)
        note = self.voice.say("plan.same" if start == one.due else "plan.another")
        return Option(
            value=start,
            day=self.day(start),
            time=date_format(local, self.voice.say("when.time")),
            iso=moment(start).isoformat(),
            note=note,
            chosen=start == chosen,
        )


def rows(
    voice: Voice,
    zone: str,
    plan: Plan,
    who: Asked,
    *,
    gone: Collection[int] = (),
    close: Collection[int] = (),
) -> tuple[Row, ...]:
    """The visits of a plan. What was chosen before stays chosen, unless it is among the `gone`."""
    writer = _Writer(voice, ZoneInfo(zone))
    return tuple(
        _row(writer, number, one, who, gone=gone, close=close)
        for number, one in enumerate(plan.visits, start=1)
    )


def _row(
    writer: _Writer,
    number: int,
    one: Proposal,
    who: Asked,
    *,
    gone: Collection[int],
    close: Collection[int],
) -> Row:
    was = who.chosen.get(number, one.start)
    chosen = one.start if was in gone else was
    offered = [start for start in (one.start, *one.others) if start is not None]
    if chosen is not None and chosen not in offered:
        offered.append(chosen)
    options = tuple(writer.option(start, one, chosen) for start in offered)
    has_first = one.start is not None
    return Row(
        number=number,
        title=writer.voice.say("plan.visit", number=number),
        first=options[0] if has_first else None,
        others=options[1:] if has_first else options,
        told=_told(writer, one),
        problem=_problem(writer.voice, was, gone, close),
        left_out=chosen is None,
    )


def _told(writer: _Writer, one: Proposal) -> str:
    if one.is_same_time:
        return ""
    if one.start is None and not one.others:
        return writer.voice.say("plan.no_time", day=writer.day(one.due))
    return writer.voice.say("plan.not_free")


def _problem(voice: Voice, was: int | None, gone: Collection[int], close: Collection[int]) -> str:
    if was in gone:
        return voice.say("plan.gone_here")
    return voice.say("plan.close_here") if was in close else ""
