"""What a document holds before anybody has typed: what was told before, so that it is told once.

What is measured or judged at a visit is never filled in: it is asked anew each time.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from easeback.apps.booking.facts import VisitFacts
from easeback.apps.booking.sharing import shared_with
from easeback.apps.care import queries
from easeback.apps.care.facts import DocumentFacts, Kind
from easeback.domain.record import Outline, posted_of
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge

GOES_ON: Mapping[Kind, Sequence[str]] = {
    Kind.VISIT_NOTE: ("interventions", "plan"),
    Kind.DISCHARGE: ("flare-plan", "activities"),
}
"""What the next document of a kind begins with from the one before it, or from the evaluation."""


def begun(
    outline: Outline, visit: VisitFacts, documents: Sequence[DocumentFacts]
) -> dict[str, list[str]]:
    """The form as it is first shown. `documents`: those of the course, the latest first."""
    kind = Kind(outline.id)
    content: dict[str, Any] = {}
    if kind is Kind.EVALUATION:
        told = queries.latest(documents, Kind.INTAKE)
        content = dict(told.content) if told else {}
        flags = alarms_of(visit)
        if flags:
            content["red-flags"] = [{"red-flag": flag} for flag in flags]
    else:
        for source in (Kind.EVALUATION, kind):
            before = queries.latest(documents, source)
            told_before = before.content if before else {}
            content |= {id: told_before[id] for id in GOES_ON[kind] if id in told_before}
    return posted_of(outline, {id: told for id, told in content.items() if id in outline})


def alarms_of(visit: VisitFacts) -> tuple[str, ...]:
    """The rules of the safety check that fired in the answers shared with this visit, the most
    urgent first: a therapist confirms each, or says why it is not so."""
    shared = shared_with(visit.id)
    rules = knowledge().rules
    fired = [id for id in (shared.snapshot.rules if shared else ()) if id in rules]
    urgency = {id: Urgency.from_label(rules[id].urgency) for id in fired}
    alarms = [id for id in fired if urgency[id] is not Urgency.SELF_CARE]
    return tuple(sorted(alarms, key=lambda id: -urgency[id]))


def unreviewed(alarms: Collection[str], content: Mapping[str, Any]) -> tuple[str, ...]:
    """The alarms that the document does not speak of."""
    spoken = {row.get("red-flag") for row in content.get("red-flags", ())}
    return tuple(alarm for alarm in alarms if alarm not in spoken)
