"""Everything that the pages of one person's intake are made from."""

from dataclasses import dataclass

from easeback.apps.care import queries
from easeback.apps.care.facts import DocumentFacts
from easeback.domain.record import Outline
from easeback.knowledge import knowledge
from easeback.knowledge.library import INTAKE
from easeback.web.forms.words import FormVoice, form_voice
from easeback.web.patient.intake.access import Writer
from easeback.web.patient.intake.prefilling import told_before
from easeback.web.patient.intake.writing import Writing, kept_by
from easeback.web.patient.relief.frame import Setting


@dataclass(frozen=True, slots=True)
class Desk:
    """`sent`: what this person has sent before, and may look at."""

    voice: FormVoice
    writing: Writing
    sent: DocumentFacts | None

    @property
    def known(self) -> frozenset[str]:
        """The fields that say what the person has told elsewhere."""
        if self.sent is not None:
            return frozenset()
        told, begins = self.writing.told.content, self.writing.begins
        return frozenset(id for id, value in begins.items() if told.get(id) == value)


def desk_of(here: Setting, writer: Writer) -> Desk:
    """What was told elsewhere is for whoever has shown that it is theirs, and for nobody else."""
    voice = form_voice(here.voice.language, here.practice)
    sent = sent_by(writer)
    if sent is not None:
        begins = dict(sent.content)
    elif writer.holding.is_proven:
        contact = writer.visit.contact
        zone = contact.zone if contact is not None else here.practice.zone
        begins = told_before(voice, writer.visit.course, zone=zone, at=writer.at)
    else:
        begins = {}
    return Desk(voice, Writing(outline(), kept_by(writer.about, writer.by), begins), sent)


def sent_by(writer: Writer) -> DocumentFacts | None:
    """What was sent last of this course, or by this browser if that is all that it may see."""
    if writer.holding.is_proven:
        return queries.latest_intake(writer.visit.course)
    return queries.document(writer.holding.sent) if writer.holding.sent else None


def outline() -> Outline:
    return knowledge().outlines[INTAKE]
