"""Documents of the record: sent by a patient, signed by a therapist, and from then on as they are.

Each write is done once, by the id that its page made, and is in the chain of what was done.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from easeback.apps.audit import actions as audit
from easeback.apps.booking.handing import goes_on
from easeback.apps.care import drafts
from easeback.apps.care.facts import PATIENT, About, Kind, Signer
from easeback.apps.care.models import Addendum, AdverseEvent, Document, Measure
from easeback.apps.notifications import actions as notifications
from easeback.apps.notifications.facts import Message
from easeback.domain.outcome import has_adverse_event, scores
from easeback.knowledge import knowledge

LONGEST_ADDENDUM = 4_000
Content = Mapping[str, Any]
Letters = Callable[[], Sequence[Message]]


class AlreadySigned(Exception):
    """A document of this kind about this is signed already: it is corrected by an addendum."""


class KeyReused(Exception):
    """The id was used before, for something else."""


class HandedOn(Exception):
    """The course goes on with a colleague, whose concern it is by now."""


class BadAddendum(ValueError):
    """An addendum says something, and not more than LONGEST_ADDENDUM characters."""


def sign(
    about: About,
    content: Content,
    *,
    by: Signer,
    key: UUID,
    at: datetime,
    letters: Letters = tuple,
) -> None:
    """Locks the document; what was being written of it is no draft any more.

    `content` as `domain.record.read` made it, with nothing missing. `letters` go out with it.
    A discharge ends the treatment, so it is for whoever goes on with it: HandedOn. Raises
    AlreadySigned, KeyReused, too.
    """
    _write(about, content, by=by, key=key, at=at, draft_by=by.who, letters=letters)


def send_intake(
    course: UUID, content: Content, *, key: UUID, at: datetime, draft_by: str = PATIENT
) -> None:
    """What a patient tells before a visit; sent again, it stands beside the earlier one.

    `draft_by`: whose draft it was. Raises AlreadySigned where another was sent at this moment, and
    KeyReused.
    """
    about = About(course, course, Kind.INTAKE)
    _write(about, content, by=None, key=key, at=at, draft_by=draft_by)


def still_theirs(course: UUID) -> None:
    """In the caller's transaction: nobody hands the course over until it ends. Raises HandedOn."""
    if goes_on(course):
        raise HandedOn(course)


def add_addendum(document: UUID, text: str, *, by: Signer, key: UUID, at: datetime) -> None:
    """Adds to a signed document. Raises BadAddendum, KeyReused."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_ADDENDUM:
        raise BadAddendum
    try:
        with transaction.atomic():
            row = Addendum.objects.create(
                id=key,
                document_id=document,
                text=text,
                signed_by_id=by.account,
                signed_as=by.name,
                at=at,
            )
            course = row.document.course
            audit.write_down("addendum.signed", by=by.who, about=f"course:{course}", at=at)
    except IntegrityError:
        same = Addendum.objects.filter(pk=key, document=document, signed_by=by.account).first()
        if same is None or same.text != text:
            raise KeyReused(key) from None


def _write(
    about: About,
    content: Content,
    *,
    by: Signer | None,
    key: UUID,
    at: datetime,
    draft_by: str,
    letters: Letters = tuple,
) -> None:
    text = json.dumps(content, sort_keys=True)
    # Whoever had nothing but the link of a visit is another than who has proven it.
    who = by.who if by else draft_by
    done = Document.objects.filter(pk=key).first()
    if done is not None:
        if (done.about, done.kind, done.content) != (about.id, about.kind, text):
            raise KeyReused(key)
        return
    # A therapist signs once; what a patient sends again stands beside the earlier one.
    number = 1 if by else Document.objects.filter(about=about.id, kind=about.kind).count() + 1
    try:
        with transaction.atomic():
            if about.kind is Kind.DISCHARGE:
                still_theirs(about.course)
            row = Document.objects.create(
                id=key,
                course=about.course,
                about=about.id,
                kind=about.kind,
                number=number,
                content=text,
                knowledge_version=knowledge().version,
                signed_by_id=by.account if by else None,
                signed_as=by.name if by else "",
                at=at,
            )
            _measure(row, content)
            drafts.drop(about, by=draft_by)
            for message in letters():
                notifications.enqueue(message, due_at=at, at=at)
            audit.write_down(f"{about.kind}.signed", by=who, about=f"course:{about.course}", at=at)
    except IntegrityError:
        if Document.objects.filter(pk=key).exists():
            return
        raise AlreadySigned from None


def _measure(row: Document, content: Content) -> None:
    found: dict[str, float | None] = {each.instrument: each.value for each in scores(content)}
    found |= {id: each.score(content) for id, each in knowledge().questionnaires.items()}
    for instrument, value in found.items():
        if value is not None:
            Measure.objects.create(
                document=row, course=row.course, instrument=instrument, value=value, at=row.at
            )
    if has_adverse_event(content):
        AdverseEvent.objects.create(document=row, course=row.course, at=row.at)
