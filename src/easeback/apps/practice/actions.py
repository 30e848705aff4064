"""Writes about the practice."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from easeback.apps.practice.facts import PracticeFacts, TherapistFace
from easeback.apps.practice.models import ClinicalApproval, Practice, Therapist


class VersionChanged(Exception):
    """The knowledge is no longer the version that the clinical lead has read."""


def open_practice(facts: PracticeFacts, faces: Sequence[TherapistFace]) -> bool:
    """Sets the practice up with its therapists; False, and nothing written, if there is one."""
    with transaction.atomic():
        settings = {**asdict(facts), "languages": list(facts.languages)}
        _, opened = Practice.objects.get_or_create(pk=Practice.ONLY, defaults=settings)
        if opened:
            Therapist.objects.bulk_create(
                Therapist(
                    name=face.name,
                    words_en=face.words["en"],
                    words_es=face.words["es"],
                    languages=list(face.languages),
                    skills=list(face.skills),
                    portrait=face.portrait,
                    place=place,
                )
                for place, face in enumerate(faces)
            )
    return opened


def approve_knowledge(*, read: str, current: str, lead_name: str, by: int, at: datetime) -> None:
    """Writes down that the clinical lead approves the version `read`.

    Raises VersionChanged when the installation meanwhile runs another one: an approval given to one
    text must never cover another.
    """
    if read != current:
        raise VersionChanged
    _say(ClinicalApproval.Decision.APPROVED, read, lead_name, by, at)


def withdraw_approval(*, version: str, lead_name: str, by: int, at: datetime) -> None:
    """Writes down that the clinical lead no longer approves this version."""
    _say(ClinicalApproval.Decision.WITHDRAWN, version, lead_name, by, at)


def _say(
    decision: ClinicalApproval.Decision, version: str, lead_name: str, by: int, at: datetime
) -> None:
    word = ClinicalApproval(
        practice_id=Practice.ONLY,
        knowledge_version=version,
        decision=decision,
        lead_name=lead_name,
        decided_at=at,
        decided_by_id=by,
    )
    word.full_clean()
    word.save()
