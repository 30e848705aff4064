"""What a document holds before anybody has typed: what was told before, so that it is told once.

What is measured or judged at a visit is never filled in: it is asked anew each time.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from easeback.apps.booking.sharing import shared_among
from easeback.apps.care import queries
from easeback.apps.care.facts import DocumentFacts, Kind
from easeback.domain.record import Outline, Posted, posted_of
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge

MEASURED = frozenset({"pain-now", "pain-worst", "able-now", "intervention-minutes"})
"""What is asked anew each time, wherever it stands."""
GOES_ON: Mapping[Kind, Sequence[str]] = {
    Kind.VISIT_NOTE: ("interventions", "plan"),
    Kind.DISCHARGE: ("flare-plan", "activities"),
}
"""What the next document of a kind begins with from the one before it, or from the evaluation."""


def begun(
    outline: Outline, alarms: Sequence[str], documents: Sequence[DocumentFacts]
) -> dict[str, list[str]]:
    """The form as it is first shown. `documents`: those of the course, the latest first."""
    kind = Kind(outline.id)
    content: dict[str, Any] = {}
    if kind is Kind.EVALUATION:
        told = queries.latest(documents, Kind.INTAKE)
        content = dict(told.content) if told else {}
    else:
        for source in (Kind.EVALUATION, kind):
            before = queries.latest(documents, source)
            told_before = before.content if before else {}
            content |= {id: told_before[id] for id in GOES_ON[kind] if id in told_before}
    known = {id: told for id, told in _unmeasured(content).items() if id in outline}
    return with_alarms(posted_of(outline, known), alarms if kind is Kind.EVALUATION else ())


def with_alarms(posted: Posted, alarms: Sequence[str]) -> dict[str, list[str]]:
    """The same, with a row for each alarm that has none: also for one that came up since."""
    found = {name: list(values) for name, values in posted.items()}
    rows = [values for name, values in found.items() if name.endswith(".red-flag")]
    spoken = {each for values in rows for each in values}
    place = len(spoken)
    for alarm in alarms:
        if alarm not in spoken:
            found[f"red-flags.{place}.red-flag"] = [alarm]
            place += 1
    return found


def _unmeasured(content: Mapping[str, Any]) -> dict[str, Any]:
    kept = {id: told for id, told in content.items() if id not in MEASURED}
    return {
        id: [_unmeasured(row) for row in told] if id in {"activities", "interventions"} else told
        for id, told in kept.items()
    }


def alarms_in(visits: Collection[UUID]) -> tuple[str, ...]:
    """The rules of the safety check that fired in the answers shared with any of these visits, the
    most urgent first: a therapist confirms each, or says why it is not so."""
    rules = knowledge().rules
    shared = sorted(shared_among(visits).items(), key=lambda each: each[0])
    fired = dict.fromkeys(id for _, each in shared for id in each.snapshot.rules)
    urgency = {id: Urgency.from_label(rules[id].urgency) for id in fired if id in rules}
    alarms = [id for id, level in urgency.items() if level is not Urgency.SELF_CARE]
    return tuple(sorted(alarms, key=lambda id: -urgency[id]))


def unreviewed(alarms: Collection[str], content: Mapping[str, Any]) -> tuple[str, ...]:
    """The alarms that the document does not speak of."""
    spoken = {row.get("red-flag") for row in content.get("red-flags", ())}
    return tuple(alarm for alarm in alarms if alarm not in spoken)
