"""A case in plain words: what was asked and answered, which rules fired, on what sources."""

import sys
from pathlib import Path
from typing import Any

from easeback.domain.condition import Answer, BadAnswer, UnknownQuestion
from easeback.domain.triage import Fired
from easeback.knowledge import Knowledge, KnowledgeFault, Words
from easeback.knowledge.reading import read_yaml


def explain(known: Knowledge, path: Path) -> int:
    """Prints every case of a file; the status is 1 where the file cannot be read."""
    try:
        content = read_yaml(path, path.name)
        cases = content.get("cases", [content])
        told = [_case(known, case) for case in cases]
    except (OSError, KnowledgeFault, UnknownQuestion, BadAnswer) as error:
        print(f"easeback triage: {error}", file=sys.stderr)
        return 1
    print("\n\n".join(told))
    return 0


def _case(known: Knowledge, case: dict[str, Any]) -> str:
    words = known.english
    answers = known.bank.read(case.get("answers", {}))
    whole = known.bank.completed(answers) if case.get("unknown", "no") == "no" else answers
    assessment = known.triage.assess(whole)
    walk = known.screening.walk(whole)
    lines = [str(case.get("title", case.get("id", "A case"))), "", "Asked and answered:"]
    for question in walk.questions:
        if question in answers:
            lines += [f"  {words[f'questions.{question}.text']}"]
            lines += [f"    - {_said(words, question, answers[question])}"]
    silent = len([question for question in walk.questions if question not in answers])
    lines += [f"  ({silent} more questions: none of these)", ""]
    lines += [f"Result: {assessment.urgency.code}, {words[f'actions.{assessment.action}.title']}"]
    for fired in assessment.fired:
        lines += ["", *_rule(known, fired)]
    for near in known.triage.near(assessment):
        rule = known.rules[near.rule]
        lines += ["", f"Nearly {rule.ref} ({rule.suspect}): {near.question} would be {near.wants}"]
    return "\n".join(lines)


def _rule(known: Knowledge, fired: Fired) -> list[str]:
    rule, sources = known.rules[fired.rule.id], fired.rule.sources
    lines = [f"Rule {rule.ref} ({rule.suspect})", f"  {rule.why}"]
    for reason in fired.reasons:
        said = _said(known.english, reason.question, reason.answer)
        lines.append(f"  because {reason.question}: {said}")
    for id in sources.evidence:
        source = known.sources[id]
        who = source.authors or source.address or "address only"
        lines.append(f"  source {source.ref} ({source.status}): {who}, {source.year or 'no year'}")
    if sources.house:
        lines.append("  our practice's choice; no study settles it")
    if sources.unverified:
        lines.append("  not verified; kept because it makes the advice more careful")
    return lines


def _said(words: Words, question: str, answer: Answer | None) -> str:
    match answer:
        case None:
            return "no answer"
        case int():
            return str(answer)
        case str():
            return words[f"questions.{question}.options.{answer}"]
        case _:
            options = (words[f"questions.{question}.options.{o}"] for o in sorted(answer))
            return "; ".join(options)
