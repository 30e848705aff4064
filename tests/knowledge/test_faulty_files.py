"""The loader refuses faulty knowledge, naming the file, the entry and the field."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from easeback.knowledge import KnowledgeFault, knowledge
from easeback.knowledge.library import DATA, read_knowledge

QUESTIONS = "triage/questions/1-now.yaml"
RULES = "triage/rules/1-minutes.yaml"
TEMPLATES = "program/templates.yaml"
Change = Callable[[str], str]


def _replaced(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


RECORD = "record/outlines.yaml"
FIELDS = "record/visit.yaml"
PREFILL = "record/prefill.yaml"
FAULTS: list[tuple[str, str, Change, str]] = [
    ("a document that asks for what there is not", RECORD, _replaced("[interventions]", "[magic]"),
     "magic"),
    ("a document that asks twice", RECORD, _replaced("[interventions]", "[pain-before]"), "twice"),
    ("a section without fields", RECORD, _replaced("      done: [interventions]\n", ""),
     "sections"),
    ("a need that no option has", RECORD, _replaced("adverse: [mild,", "adverse: [odd,"),
     "adverse-what"),
    ("a choice without options", FIELDS,
     _replaced("    options: {better: Better, same: The same, worse: Worse}\n", ""), "options"),
    ("rows without columns", FIELDS,
     _replaced("    columns: [intervention, intervention-minutes, cpt]\n", ""), "not asked"),
    ("a code that is not known", FIELDS, _replaced('{"97110": "97110",', '{"97999": "97999",'),
     "97"),
    ("an answer that nobody can give", PREFILL, _replaced("[under-a-day]", "[under-an-hour]"),
     "under-an-hour"),
    ("an answer that is not kept", PREFILL, _replaced("cause: [fall]", "cause: [none]"), "'none'"),
    ("a question that is not in the bank", PREFILL, _replaced("{legs: [both", "{arms: [both"),
     "arms"),
    ("an option that its field has not", PREFILL, _replaced("fall: {cause", "tumble: {cause"),
     "onset-how: choices"),
    ("words for what is never filled in", PREFILL,
     _replaced("      sitting: {aggravates: [sitting]}\n", ""), "aggravating: choices"),
    ("a number from what is no number", PREFILL, _replaced("number: pain-now", "number: legs"),
     "pain-now: number"),
    ("a field that the intake has not", PREFILL, _replaced("id: night", "id: plan"), "plan"),
    ("the same key twice", QUESTIONS, _replaced("    ref: S1.1\n", "    ref: S1.1\n    ref: S9\n"),
     "'ref' twice"),
    ("an unknown key", QUESTIONS, _replaced("    ref: S1.1\n", "    ref: S1.1\n    color: red\n"),
     "color"),
    ("a missing field", QUESTIONS, _replaced("    ref: S1.1\n", ""), "ref"),
    ("the same id twice", QUESTIONS, _replaced("id: breathless", "id: chest-pain"), "chest-pain"),
    ("the same code twice", QUESTIONS, _replaced("ref: S1.2", "ref: S1.1"), "S1.1"),
    ("an id that is not kebab-case", QUESTIONS, _replaced("id: breathless", "id: Breath_less"),
     "kebab-case"),
    ("no date of review", QUESTIONS, _replaced("reviewed_on: 2026-11-23\n", ""), "reviewed_on"),
    ("a bad date of review", RULES, _replaced("2027-11-23", "soon"), "next_review"),
    ("a question that nobody asks", RULES, _replaced("{sudden-worst: ", "{sudden-best: "),
     "sudden-best"),
    ("an option that does not exist", RULES,
     _replaced('{sudden-worst: "yes"}', "{sudden-worst: maybe}"), "maybe"),
    ("an unknown source", RULES, _replaced("[s16b, v1, v15]", "[s16b, v1, v999]"), "v999"),
    ("no basis at all", RULES, _replaced("    evidence: [s16b, v1, v15]\n", ""), "em-1"),
    ("an unknown action", RULES, _replaced("action: call-911", "action: call-mother"),
     "call-mother"),
    ("an urgency that its action is not for", RULES,
     _replaced("emergency\n    action: call-911", "same_day\n    action: call-911"), "em-1"),
    ("a rule that a further yes would make milder", RULES,
     _replaced('when: {sudden-worst: "yes"}', 'when: {not: {sudden-worst: "yes"}}'), "milder"),
    ("a fact that does not exist", RULES, _replaced("{fact: opioid-patch,", "{fact: opioid-pad,"),
     "opioid-pad"),
    ("a number that is not a comparison", RULES, _replaced('age: ">= 60"', "age: 60"), "age"),
    ("an age that is no edge of a band", RULES, _replaced('age: ">= 60"', 'age: ">= 61"'), "61"),
    ("empty text", RULES, _replaced("suspect: Sepsis", "suspect: ''"), "suspect"),
    ("a list that is too long", "triage/pages.yaml",
     _replaced("    items:\n", '    items:\n      - {sets: {red-eye: "yes"}, text: Eye}\n'), "now"),
    ("a page that asks what is not in the bank", "triage/pages.yaml",
     _replaced("ask: [saddle-self-check]", "ask: [saddle-check]"), "saddle-check"),
    ("a demand that is not known", "relief/gates.yaml", _replaced("[heat]", "[warmth]"), "warmth"),
    ("an exercise that is not in the library", "relief/choices.yaml",
     _replaced("short-walk", "long-walk"), "long-walk"),
    ("an exercise whose figure nobody drew", "exercises/flare.yaml",
     _replaced("figure: knee-rocks", "figure: knee-rolls"),
     "knee-rocks: figure: no figure is called 'knee-rolls'"),
    ("a phase whose pose nobody drew", "exercises/flare.yaml",
     _replaced("{pose: middle,", "{pose: center,"),
     "knee-rocks: phases: knee-rocks has no pose 'center'; it has: middle, left, right"),
    ("advice for everybody that hangs on an answer", "relief/advice.yaml",
     _replaced("section: pills\n", 'section: pills\n    when: {frail: "yes"}\n'), "pills"),
    ("a template with an exercise that is not in the library", TEMPLATES,
     _replaced("exercise: prone-rest", "exercise: prone-nap"), "prone-nap: no exercise"),
    ("a template whose bounds do not hold the dose", TEMPLATES,
     _replaced("bounds: [3, 8], green_days: 2, next", "bounds: [6, 8], green_days: 2, next"),
     "items.2.dose.reps: dose-outside-bounds, allowed are 6 to 8"),
    ("a template that begins with more than the library", TEMPLATES,
     _replaced("dose: {minutes: 2, a_day: 3}", "dose: {minutes: 2, a_day: 5}"),
     "prone-rest: a_day: begins with 5, above 4"),
    ("a template with an exercise that opens later", TEMPLATES,
     _replaced("stage: guided", "stage: flare"), "bird-dog: opens later than flare"),
    ("a template that goes on by itself", TEMPLATES,
     _replaced("next: {exercise: cat-cow}", "next: {exercise: cat-cow, dose: {reps: 5}}"),
     "cow-half: only a therapist"),
    ("a day that is none", TEMPLATES, _replaced("[monday,", "[moonday,"), "moonday"),
    ("bounds with one end", TEMPLATES, _replaced("bounds: [1, 5]", "bounds: [5]"),
     "prone-rest: bounds"),
    ("a template without a basis", TEMPLATES,
     _replaced("    evidence: [s28]\n    house: true\n", ""), "desk-day: evidence"),
    ("a file that is not a mapping", "triage/facts.yaml", lambda _: "- a\n- b\n", "mapping"),
    ("a file that is not YAML", "triage/facts.yaml", lambda _: "facts: [", "facts.yaml"),
]  # fmt: skip


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize(("name", "file", "change", "said"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_refused_by_name(
    name: str, file: str, change: Change, said: str, copied: Path
) -> None:
    path = copied / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(KnowledgeFault) as refused:
        read_knowledge(copied)
    assert said in str(refused.value), name


def test_an_unchanged_copy_is_read_and_has_the_same_version(copied: Path) -> None:
    assert read_knowledge(copied).version == knowledge().version


def test_any_change_of_any_file_changes_the_version(copied: Path) -> None:
    path = copied / "triage/facts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# read again\n", encoding="utf-8")
    assert read_knowledge(copied).version != knowledge().version


def test_a_spanish_word_too_few_is_refused(copied: Path) -> None:
    path = copied / "triage/actions.es.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "actions.call-911.title" not in line]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(KnowledgeFault, match=r"actions\.call-911\.title"):
        _ = read_knowledge(copied).spanish
