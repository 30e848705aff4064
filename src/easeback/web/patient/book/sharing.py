"""A person's answers and plan as plain values, to be shown to their therapist."""

from easeback.apps.booking.facts import Snapshot
from easeback.knowledge import Knowledge
from easeback.web.patient.book.asking import Asked


def snapshot(known: Knowledge, who: Asked) -> Snapshot | None:
    """None for somebody who has told nothing."""
    if who.posted is None or who.assessment is None:
        return None
    answers = {
        question: sorted(answer) if isinstance(answer, frozenset) else answer
        for question, answer in who.posted.progress.answers.items()
        if answer != known.bank.none_of(question)
    }
    plan: dict[str, object] = {}
    if who.plan is not None:
        plan = {
            "position": who.plan.position,
            "first": who.plan.first,
            "then": list(who.plan.then),
            "easing": list(who.plan.easing),
            "heat": list(who.plan.treatments),
            "barred": [barred.id for barred in who.plan.barred],
        }
    return Snapshot(
        answers=answers,
        urgency=who.assessment.urgency.label,
        rules=who.assessment.rules,
        plan=plan,
        knowledge_version=known.version,
    )
