"""Every hazard has a control, and a test that is really there to prove it."""

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from easeback.knowledge import knowledge
from easeback.knowledge.reading import read_yaml
from tests.clinical_cases import cases

ROOT = Path(__file__).parents[2]
SAFETY = ROOT / "docs" / "safety"
LOG = read_yaml(SAFETY / "hazards.yaml", "hazards.yaml")
HAZARDS: list[dict[str, Any]] = LOG["hazards"]
NEVER_ADVISED = (SAFETY / "never-advised.md").read_text(encoding="utf-8")
TEXTS = ("id", "hazard", "cause", "harm", "severity", "likelihood", "residual")
LISTS = ("controls", "tests")
SEVERITIES = {"critical", "serious", "moderate", "minor"}
LIKELIHOODS = {"likely", "possible", "rare"}
CASES = "test_a_case_comes_out_as_its_author_expects"
NODE = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)(?:\[([^\]]+)\])?")


def named(hazard: dict[str, Any]) -> str:
    return str(hazard.get("id", "a hazard without an id"))


@cache
def functions_in(path: Path) -> frozenset[str]:
    """The test functions of a module, by name; none where there is no such file."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in found if name.startswith("test_"))


def is_there(node: str) -> bool:
    """Whether a test id names a test; in brackets it may only name a clinical case."""
    found = NODE.fullmatch(node)
    if found is None:
        return False
    path, function, parameter = found.groups()
    if function not in functions_in(ROOT / path):
        return False
    if parameter is None:
        return True
    room = parameter.split("/", 1)[0]
    return function == CASES and parameter in {case.name for case in cases(room)}


def test_the_log_says_when_it_was_read_and_that_nobody_signed_it() -> None:
    assert set(LOG) == {"reviewed_on", "next_review", "signed", "hazards"}
    assert isinstance(LOG["reviewed_on"], date)
    assert isinstance(LOG["next_review"], date)
    assert LOG["signed"] == "pending"


def test_no_hazard_is_listed_twice() -> None:
    ids = [named(hazard) for hazard in HAZARDS]
    assert sorted(set(ids)) == sorted(ids)
    assert [id for id in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", id)] == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=named)
def test_a_hazard_is_described_whole(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {*TEXTS, *LISTS}
    assert [name for name in TEXTS if not str(hazard[name] or "").strip()] == []
    assert hazard["severity"] in SEVERITIES
    assert hazard["likelihood"] in LIKELIHOODS
    assert all(isinstance(line, str) and line.strip() for line in hazard["controls"])
    assert hazard["controls"]


@pytest.mark.parametrize("hazard", HAZARDS, ids=named)
def test_a_hazard_names_tests_that_are_there(hazard: dict[str, Any]) -> None:
    assert hazard["tests"]
    assert [node for node in hazard["tests"] if not is_there(node)] == []


def test_what_is_never_advised_names_tests_that_are_there() -> None:
    nodes = [found.group() for found in NODE.finditer(NEVER_ADVISED)]
    assert len(nodes) > 5
    assert [node for node in nodes if not is_there(node)] == []


def test_what_is_never_advised_names_rules_and_gates_that_are_there() -> None:
    known = {rule.ref for rule in knowledge().rules.values()}
    known |= {gate.ref for gate in knowledge().gates}
    cited = re.findall(r"\b(?:[A-Z]{3,4}|[A-Z]{1,2})-\d+[A-Z]?\b", NEVER_ADVISED)
    assert cited
    assert [code for code in cited if code not in known] == []


@pytest.mark.parametrize(
    "node",
    [
        "tests/architecture/test_hazards.py",
        "tests/architecture/test_nothing.py::test_no_hazard_is_listed_twice",
        "tests/architecture/test_hazards.py::test_nothing",
        "tests/architecture/test_hazards.py::test_no_hazard_is_listed_twice[one]",
        f"tests/domain/test_clinical_cases.py::{CASES}[triage/minutes/nobody]",
    ],
)
def test_a_test_that_is_not_there_would_be_noticed(node: str) -> None:
    assert not is_there(node)
