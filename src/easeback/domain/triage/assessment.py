"""The result of triage: how urgent, what to do, and why."""

from dataclasses import dataclass

from easeback.domain.condition import Answer, Facts
from easeback.domain.triage.rule import Rule
from easeback.domain.vocabulary import Subject, Urgency


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that made a rule fire; `answer` is None where the answer is still missing."""

    question: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Fired:
    rule: Rule
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A rule above the result that was exactly one condition short."""

    rule: str
    question: str
    wants: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """How urgent, by which rules, most urgent first.

    `action` is the one of the most urgent rule. `doubtful` are questions whose missing answer
    could make this an emergency. `incomplete`: a question that was not asked could still raise
    the urgency. `facts`: what it was decided on, for whatever else is decided on the same answers.
    """

    urgency: Urgency
    action: str
    subject: Subject
    fired: tuple[Fired, ...]
    facts: Facts
    doubtful: tuple[str, ...] = ()
    incomplete: bool = False

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(fired.rule.id for fired in self.fired)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The evidence ids behind the fired rules, each once, in order."""
        ids = (id for fired in self.fired for id in fired.rule.sources.evidence)
        return tuple(dict.fromkeys(ids))
