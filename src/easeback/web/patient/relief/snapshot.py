"""A person's answers and plan as plain values, to be kept, or shown to their therapist."""

from easeback.apps.booking.facts import Snapshot
from easeback.domain.condition import Answers
from easeback.domain.relief import Plan
from easeback.domain.triage import Assessment
from easeback.knowledge import Knowledge


def snapshot(
    known: Knowledge, answers: Answers, assessment: Assessment, plan: Plan | None
) -> Snapshot:
    """What was answered out of the ordinary, how urgent it is, and what the plan names."""
    given = {
        question: sorted(answer) if isinstance(answer, frozenset) else answer
        for question, answer in answers.items()
        if answer != known.bank.none_of(question)
    }
    return Snapshot(
        answers=given,
        urgency=assessment.urgency.label,
        rules=assessment.rules,
        plan={} if plan is None else _plan(plan),
        knowledge_version=known.version,
    )


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "position": plan.position,
        "first": plan.first,
        "then": list(plan.then),
        "easing": list(plan.easing),
        "heat": list(plan.treatments),
        "barred": [barred.id for barred in plan.barred],
    }
