"""A patient's page: what the therapist of a course needs before the next visit, on one screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from easeback.apps.accounts.presence import whose
from easeback.apps.booking import timetables
from easeback.apps.booking.facts import CourseFacts, VisitFacts
from easeback.apps.care import drafts, messages, opening, queries
from easeback.apps.care.facts import Kind, MeasureFacts, ThreadState, TitleFacts
from easeback.apps.care.lines import CourseLine, read_line
from easeback.apps.care.permissions import may_transfer, may_write
from easeback.apps.practice.queries import practice
from easeback.apps.selfcare import queries as selfcare
from easeback.apps.selfcare import sharing
from easeback.domain.diary import effects_of
from easeback.domain.outcome import Instrument, is_better, is_change
from easeback.knowledge import knowledge
from easeback.web.clinician.calendar.frame import language, staff_page, tel
from easeback.web.clinician.record.adherence import told_of_program
from easeback.web.clinician.record.frame import (
    forms,
    may_be_written,
    moment,
    own_voice,
    read_page,
    shown,
)
from easeback.web.diary.telling import BEFORE, diary_voice

CHART_DAYS = 180


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit of the course, and what was written of it. `writes`: the kinds that still can be."""

    visit: VisitFacts
    starts_at: datetime
    documents: tuple[TitleFacts, ...]
    writes: tuple[str, ...]
    shares: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How an instrument went, from its first score to its latest."""

    name: str
    first: str
    latest: str
    went: str


@staff_page
@require_safe
def patients(request: HttpRequest) -> HttpResponse:
    """The courses of whoever is signed in as a therapist."""
    account = whose(request).pk
    own = next((each for each in timetables.colleagues() if each.account == account), None)
    courses = timetables.courses_of(own.id) if own else ()
    values = {
        "is_therapist": own is not None,
        "courses": [(each, moment(each.begun_at, each.therapist.zone)) for each in courses],
    }
    return shown(request, "patients", values)


@read_page
@require_safe
def patient(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    at, read = timezone.now(), read_line(course.id)
    line = read.courses
    documents = queries.titles_of(line)
    may, signed = may_write(request.user, course), {each.about for each in documents}
    appointments = list(appointments_of(course, read, documents, at=at, may_write=may))
    values = {
        **shared_diary(read, request, at=at),
        "course": course,
        "contact": course.contact,
        "tel": tel(course.contact.phone) if course.contact else "",
        "severity": course.severity.label if course.severity else "",
        "to_come": [each for each in appointments if each.visit.ends_at > at],
        "past": [each for each in appointments[::-1] if each.visit.ends_at <= at],
        "told": [_titled(each, course) for each in documents if each.about.kind is Kind.INTAKE],
        "drafts": [
            (each, _title(each.about.kind), moment(each.saved_at, course.therapist.zone))
            for each in drafts.drafts_in(course.id, by=f"staff:{whose(request).pk}")
            # A save that was on its way while it was signed is nothing to go on with.
            if each.about not in signed and each.about.kind is not Kind.PROGRAM
        ],
        "measured": list(measured(queries.measures_of(line))),
        "openings": [
            (each, moment(each.at, course.therapist.zone))
            for each in opening.openings_of(course.id)
        ],
        "earlier": line[1:],
        "goes_on": read.goes_on,
        "may_write": may,
        "may_transfer": may_transfer(request.user, course),
        "program": told_of_program(course, read, at=at),
        "messages": told_of_messages(line, course.therapist.zone),
    }
    return shown(request, "patient", values)


def appointments_of(
    course: CourseFacts,
    line: CourseLine,
    documents: Sequence[TitleFacts],
    *,
    at: datetime,
    may_write: bool,
) -> Iterator[Appointment]:
    """Those that are or were promised, or that something was signed about, by their start. What an
    earlier therapist saw is theirs to write of."""
    told = {each.about.id for each in documents}
    shown_here = (each for each in line.visits if each.status.is_promised or each.id in told)
    in_order = sorted(shown_here, key=lambda each: each.starts_at)
    begun = [v.id for v in in_order if v.course == course.id and may_be_written(v, at=at)]
    for visit in in_order:
        written = tuple(each for each in documents if each.about.id == visit.id)
        is_open = may_write and visit.id in begun
        # Whoever goes on with the patient discharges them.
        is_last = is_open and line.goes_on is None and visit.id == begun[-1]
        kinds = lacking(documents, written, is_last=is_last) if is_open else ()
        starts_at = moment(visit.starts_at, visit.zone)
        shares = visit.course == course.id and visit.id in line.answers
        yield Appointment(visit, starts_at, written, kinds, shares)


def lacking(
    documents: Sequence[TitleFacts], written: Sequence[TitleFacts], *, is_last: bool
) -> tuple[str, ...]:
    """What can still be written of a visit: first the evaluation, then a note of each visit, and at
    the last one the discharge."""
    kinds = {each.about.kind for each in documents}
    if Kind.EVALUATION not in kinds:
        return (Kind.EVALUATION,)
    seen = {each.about.kind for each in written} & {Kind.EVALUATION, Kind.VISIT_NOTE}
    notes = () if seen else (Kind.VISIT_NOTE,)
    return (*notes, Kind.DISCHARGE) if is_last and Kind.DISCHARGE not in kinds else notes


def shared_diary(line: CourseLine, request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """The trend and what helps, from the diary that its person shares with this course; that it was
    read, they see."""
    if not line.diaries:
        return {"diary": False}
    share = line.diaries[-1]
    sharing.note_reading(share, by=f"staff:{whose(request).pk}", at=at)
    voice = diary_voice(language(), practice())
    since = at - timedelta(days=CHART_DAYS + BEFORE)
    entries = line.entries(share, since=since)
    return {
        "diary": True,
        "chart": voice.chart(entries, CHART_DAYS, share.zone, at=at),
        "helps": voice.helps(effects_of(selfcare.lately(entries, at=at))),
    }


def told_of_messages(line: Sequence[UUID], zone: str) -> ThreadState:
    """How the thread stands, by the clock on the therapist's wall."""
    told = messages.state_of(line)
    return replace(
        told,
        waits_since=moment(told.waits_since, zone) if told.waits_since else None,
        last_at=moment(told.last_at, zone) if told.last_at else None,
    )


def measured(measures: Sequence[MeasureFacts]) -> Iterator[Measured]:
    """Each instrument that was scored, and whether its change matters."""
    said, voice = own_voice().ui["measures"], forms().own
    names = {instrument.value: said[instrument] for instrument in Instrument}
    names |= {
        id: voice[f"outlines.{Kind.INTAKE}.sections.{id}"] for id in knowledge().questionnaires
    }
    for instrument, name in names.items():
        values = [each.value for each in measures if each.instrument == instrument]
        if values:
            went = said["went"][_went(instrument, values)]
            yield Measured(name, f"{values[0]:.3g}", f"{values[-1]:.3g}", went)


def _went(instrument: str, values: Sequence[float]) -> str:
    """From the first score to the latest."""
    first, latest = values[0], values[-1]
    if len(values) == 1:
        return "once"
    brought = knowledge().questionnaires.get(instrument)
    if brought is not None:
        is_worse = latest > first
        return ("worse" if is_worse else "better") if brought.matters(first, latest) else "same"
    ours = Instrument(instrument)
    if not is_change(ours, first, latest):
        return "same"
    return "better" if is_better(ours, first, latest) else "worse"


def _titled(document: TitleFacts, course: CourseFacts) -> tuple[TitleFacts, str]:
    at = moment(document.at, course.therapist.zone)
    return document, f"{_title(document.about.kind)}, {date_format(at, 'DATETIME_FORMAT')}"


def _title(kind: Kind) -> str:
    return forms().own[f"outlines.{kind}.title"]
