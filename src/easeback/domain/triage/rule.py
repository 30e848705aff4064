"""A triage rule: when it holds, the person must be seen this soon."""

from dataclasses import dataclass

from easeback.domain.condition import Condition, Is
from easeback.domain.vocabulary import Sources, Subject, Urgency

CHECKED = Is("checked-unchanged", "yes")
"""A doctor has checked this same problem in person, and nothing has changed since (CLR-1)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table; its words live with the knowledge.

    `action` names what the person does (which emergency door, or whom to call). `beside` rules
    add a call to a person and leave the urgency of the back as it is. `within_hours` is the
    deadline of a same-day rule.
    """

    id: str
    ref: str
    urgency: Urgency
    action: str
    when: Condition
    sources: Sources
    subject: Subject = Subject.ME
    beside: bool = False
    within_hours: int | None = None
