"""The rule table that a clinical lead reads before approving a knowledge version."""

from easeback.domain.vocabulary import Urgency
from easeback.knowledge import Knowledge
from easeback.knowledge.entries import FactEntry, RuleEntry
from easeback.ops.documents.prose import basis, heading, said, table


def rule_table(known: Knowledge) -> str:
    """Every rule: when it holds, how urgent, what to do, and what it rests on."""
    parts = [
        heading(
            known,
            "Triage rules",
            "The highest urgency wins. A question that is not answered, or not sure, never clears: "
            "where an emergency stays possible, the result is at least same-day (DEF-0). "
            "Rules marked *cleared by CLR-1* drop to same-day for a person whose same problem a "
            "doctor has checked in person and that has not changed since.",
        )
    ]
    for urgency in reversed(Urgency):
        rules = [r for r in known.rules.values() if r.urgency == urgency.label]
        parts.append(f"## {urgency.code} {urgency.label.replace('_', ' ')} ({len(rules)} rules)\n")
        parts.append(table(("Rule", "Suspect", "When", "Action", "Basis"), _rows(known, rules)))
    facts = known.shelf.of("facts", FactEntry)
    parts.append("## Named facts\n")
    parts.append(table(("Fact", "When"), ((f.means, said(known, f.when)) for f in facts.values())))
    return "\n".join(parts)


def _rows(known: Knowledge, rules: list[RuleEntry]) -> list[tuple[str, ...]]:
    return [
        (rule.ref, rule.suspect, _when(known, rule), _action(rule), basis(known, rule))
        for rule in rules
    ]


def _when(known: Knowledge, rule: RuleEntry) -> str:
    if rule.clears:
        return "A rule that CLR-1 clears holds **and** `checked-unchanged` is yes"
    if rule.doubt:
        return "An emergency rule stays possible because an answer is missing or not sure"
    if rule.calm:
        return "No other rule holds"
    when = said(known, rule.when)
    return f"{when} (*cleared by CLR-1*)" if rule.clearable else when


def _action(rule: RuleEntry) -> str:
    action = rule.action
    if rule.within_hours is not None:
        action += f", within {rule.within_hours} h"
    if rule.beside:
        action += ", beside the result"
    if rule.warmth:
        action += ", heat through its gates"
    return action
