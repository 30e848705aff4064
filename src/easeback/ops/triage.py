"""Answers in, urgency and reasons out: one JSON object a line, so that others can judge it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from easeback.domain.condition import Answer, Answers, BadAnswer, UnknownQuestion
from easeback.knowledge import Knowledge, knowledge
from easeback.ops.explaining import explain
from easeback.ops.lines import LONGEST, BadLine, numbered_lines
from easeback.ops.printing import print_json

UNKNOWN = ("no", "not_asked")
FIELDS = {"id", "answers", "unknown"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        'Each line: {"id": ..., "answers": {question id or code: value}, '
        '"unknown": "no" | "not_asked"}.'
    )
    parser.add_argument("--explain", type=Path, metavar="CASE.yaml", help="cases in plain words")


def run(arguments: argparse.Namespace) -> int:
    known = knowledge()
    if arguments.explain is not None:
        return explain(known, arguments.explain)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    failed = False
    for number, line in numbered_lines(sys.stdin):
        if line is not None and not line.strip():
            continue
        try:
            result = judge(known, line)
        except BadLine as bad:
            failed = True
            result = {"line": number, "error": bad.error, "expected": bad.expected}
        print_json(result)
    return 1 if failed else 0


def judge(known: Knowledge, line: str | None) -> dict[str, Any]:
    """The result for one line. Raises BadLine."""
    given = _parsed(line)
    answers = _answers(known, given["answers"])
    assumed = given.get("unknown", "not_asked")
    whole: Answers = known.bank.completed(answers) if assumed == "no" else answers
    assessment = known.triage.assess(whole)
    walk = known.screening.walk(whole)
    result = {
        "id": given.get("id"),
        "urgency": assessment.urgency.label,
        "action": assessment.action,
        "subject": assessment.subject.value,
        "rules": list(assessment.rules),
        "reasons": [
            {
                "rule": fired.rule.id,
                "ref": fired.rule.ref,
                "answers": {r.question: plain(r.answer) for r in fired.reasons},
            }
            for fired in assessment.fired
        ],
        "near": [
            {"rule": near.rule, "question": near.question, "wants": near.wants}
            for near in known.triage.near(assessment)
        ],
        "questions_asked": list(walk.questions),
        "evidence": list(assessment.evidence),
    }
    if assessment.incomplete:
        result["incomplete"] = True
    return result


def plain(answer: Answer | None) -> Any:
    """An answer as JSON has it."""
    return sorted(answer) if isinstance(answer, frozenset) else answer


def _parsed(line: str | None) -> dict[str, Any]:
    if line is None:
        raise BadLine("the line is too long", f"at most {LONGEST} characters")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine("not JSON", "one JSON object on a line") from error
    if not isinstance(given, dict):
        raise BadLine("not a JSON object", 'an object like {"id": 1, "answers": {}}')
    surplus = sorted(given.keys() - FIELDS)
    if surplus:
        raise BadLine(f"unknown field {surplus[0][:80]!r}", "only id, answers and unknown")
    if not isinstance(given.get("answers"), dict):
        raise BadLine("answers is missing or not an object", "an object of question id and value")
    if given.get("unknown", "not_asked") not in UNKNOWN:
        raise BadLine("unknown has a bad value", '"no" or "not_asked"')
    return given


def _answers(known: Knowledge, given: dict[str, object]) -> dict[str, Answer]:
    try:
        return known.bank.read(given)
    except UnknownQuestion as bad:
        raise BadLine(
            f"unknown question {bad.name[:80]!r}", "an id or code of `easeback questions --json`"
        ) from bad
    except BadAnswer as bad:
        raise BadLine(f"bad value for {bad.question}", bad.expected) from bad
