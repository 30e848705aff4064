"""What a person tells their therapist with a booking."""

from easeback.apps.booking.facts import Snapshot
from easeback.knowledge import Knowledge
from easeback.web.patient.book.asking import Asked
from easeback.web.patient.relief.snapshot import snapshot


def shared_by(known: Knowledge, who: Asked) -> Snapshot | None:
    """None for somebody who has told nothing."""
    if who.posted is None or who.assessment is None:
        return None
    return snapshot(known, who.posted.progress.answers, who.assessment, who.plan)
