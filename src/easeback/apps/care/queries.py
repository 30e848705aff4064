"""Reads of the record: frozen values out."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from easeback.apps.care.facts import (
    About,
    AddendumFacts,
    DocumentFacts,
    FlarePlan,
    Kind,
    MeasureFacts,
    TitleFacts,
    TransferFacts,
)
from easeback.apps.care.models import Document, Measure, Transfer


def line_of(course: UUID) -> tuple[UUID, ...]:
    """This course and those that were handed over into it, the latest first."""
    return line_around(course)[0]


def line_around(course: UUID) -> tuple[tuple[UUID, ...], TransferFacts | None]:
    """The same, and where the course itself goes on. One query for each course of the line."""
    around = list(Transfer.objects.filter(Q(goes_on=course) | Q(course=course)))
    found = [course]
    before = [row.course for row in around if row.goes_on == course]
    while before:
        found.append(before[0])
        before = list(Transfer.objects.filter(goes_on=found[-1]).values_list("course", flat=True))
    goes_on = next((row for row in around if row.course == course), None)
    return tuple(found), None if goes_on is None else _transfer(goes_on)


def goes_on_in(course: UUID) -> TransferFacts | None:
    """Where a course goes on that was handed to another therapist."""
    row = Transfer.objects.filter(course=course).first()
    return None if row is None else _transfer(row)


def documents_of(courses: Collection[UUID]) -> tuple[DocumentFacts, ...]:
    """All documents of these courses, the latest first. Two queries."""
    rows = Document.objects.filter(course__in=list(courses)).prefetch_related("addenda")
    return tuple(map(_document, rows.order_by("-at", "-pk")))


def contents_of(
    courses: Collection[UUID], kinds: Collection[Kind]
) -> tuple[tuple[Kind, datetime, Mapping[str, Any]], ...]:
    """What the documents of these kinds say and since when, the latest first. One query."""
    rows = Document.objects.filter(course__in=list(courses), kind__in=list(kinds))
    told = rows.order_by("-at", "-pk").values_list("kind", "at", "content")
    return tuple((Kind(kind), at, json.loads(content or "{}")) for kind, at, content in told)


def titles_of(courses: Collection[UUID]) -> tuple[TitleFacts, ...]:
    """Which documents these courses have, the latest first; nothing of them is unsealed. One
    query."""
    rows = Document.objects.filter(course__in=list(courses)).order_by("-at", "-pk")
    return tuple(
        TitleFacts(id, About(course, about, Kind(kind)), at)
        for id, course, about, kind, at in rows.values_list("pk", "course", "about", "kind", "at")
    )


def document(id: UUID) -> DocumentFacts | None:
    row = Document.objects.prefetch_related("addenda").filter(pk=id).first()
    return None if row is None else _document(row)


def latest(documents: Sequence[DocumentFacts], kind: Kind) -> DocumentFacts | None:
    """The latest of a kind among documents that are in order, the latest first."""
    return next((each for each in documents if each.about.kind is kind), None)


def latest_intake(course: UUID) -> DocumentFacts | None:
    """What the patient of a course has sent last, also before it was handed over."""
    rows = Document.objects.filter(course__in=line_of(course), kind=Kind.INTAKE)
    row = rows.prefetch_related("addenda").order_by("-at", "-number").first()
    return None if row is None else _document(row)


def has_intake(course: UUID) -> bool:
    return Document.objects.filter(course__in=line_of(course), kind=Kind.INTAKE).exists()


def flare_plan_of(course: UUID) -> FlarePlan | None:
    """What to do in the next flare-up, as it was written at the discharge; None before it."""
    rows = Document.objects.filter(course__in=line_of(course), kind=Kind.DISCHARGE)
    row = rows.annotate(added=Count("addenda")).order_by("-at").first()
    text = "" if row is None else str(json.loads(row.content).get("flare-plan", ""))
    return FlarePlan(text, is_changed=row.added > 0) if row is not None and text else None


def measures_of(courses: Collection[UUID]) -> tuple[MeasureFacts, ...]:
    """What the documents of these courses score, in order of time. One query."""
    rows = Measure.objects.filter(course__in=list(courses)).order_by("at", "pk")
    return tuple(MeasureFacts(row.instrument, row.value, row.at) for row in rows)


def _transfer(row: Transfer) -> TransferFacts:
    return TransferFacts(row.course, row.goes_on, row.reason, row.at)


def _document(row: Document) -> DocumentFacts:
    addenda = sorted(row.addenda.all(), key=lambda each: (each.at, each.pk))
    return DocumentFacts(
        id=row.pk,
        about=About(row.course, row.about, Kind(row.kind)),
        content=json.loads(row.content or "{}"),
        knowledge_version=row.knowledge_version,
        signed_by=row.signed_by_id,
        signed_as=row.signed_as,
        at=row.at,
        addenda=tuple(AddendumFacts(each.text, each.signed_as, each.at) for each in addenda),
    )
