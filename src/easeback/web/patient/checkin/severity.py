"""How soon a visit should be, by what somebody answered when they were asked again."""

from datetime import datetime, timedelta

from easeback.apps.selfcare import following
from easeback.apps.selfcare.facts import AnswerFacts
from easeback.domain.booking import Severity
from easeback.knowledge import Knowledge
from easeback.web.patient.checkin.tokens import check_in_of

LATELY = timedelta(days=14)
"""For so long an answer says how soon a visit should be. A house choice."""


def called_for(known: Knowledge, answer: AnswerFacts) -> Severity:
    """The worst that the rules it met call for."""
    return max(
        (Severity[rule.severity.upper()] for rule in known.escalations if rule.id in answer.rules),
        default=Severity.ROUTINE,
    )


def severity_in(known: Knowledge, token: str, *, at: datetime) -> Severity:
    """What the answer calls for that this question got lately.

    A question that was never asked, not answered, or erased since calls for nothing: whoever comes
    from it books as anybody does.
    """
    found = check_in_of(token, at=at)
    answer = following.answer_of(found.id) if found else None
    if answer is None or answer.at < at - LATELY:
        return Severity.ROUTINE
    return called_for(known, answer)
