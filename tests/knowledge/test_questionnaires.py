"""A questionnaire is registered without a word, and asked once a practice has brought the words."""

from pathlib import Path
from typing import Any

import pytest

from easeback.domain.vocabulary import Language
from easeback.knowledge import KnowledgeFault, knowledge
from easeback.knowledge.library import DATA, read_knowledge
from easeback.knowledge.questionnaires import KIND, questionnaire
from easeback.knowledge.record_entries import QuestionnaireEntry
from tests.knowledge.brought import ENGLISH, SPANISH, bring

FIELDS = ("peg-1", "peg-2", "peg-3")


def test_every_registered_one_has_a_score_and_no_words() -> None:
    shelf = knowledge().shelf
    registered = shelf.of(KIND, QuestionnaireEntry)
    assert set(registered) == {"odi", "rmdq", "peg"}
    for id in registered:
        assert questionnaire(shelf, id).fewest <= questionnaire(shelf, id).items
    assert knowledge().questionnaires == {}
    assert not any(id in field.id for id in registered for field in knowledge().outlines["intake"])


def test_brought_it_is_asked_in_both_languages(tmp_path: Path) -> None:
    found = read_knowledge(DATA, bring(tmp_path))
    assert list(found.questionnaires) == ["peg"]
    for kind, before in (("intake", "mind"), ("evaluation", "assessment"), ("discharge", "on")):
        sections = [section.id for section in found.outlines[kind].sections]
        assert sections.index("peg") == sections.index(before) - 1
        assert tuple(field.id for field in found.outlines[kind] if "peg" in field.id) == FIELDS
    assert found.outlines["intake"]["peg-2"].options == tuple(map(str, range(11)))
    english, spanish = (found.words(language) for language in Language)
    assert english["fields.peg-2.text"] == "How was part 2?"
    assert english["fields.peg-1.hint"] == "Think of last week."
    assert spanish["fields.peg-3.hint"] == "Impreso sin permiso de nadie."
    assert spanish["fields.peg-3.options.10"] == "Nivel 10"
    assert spanish["outlines.intake.sections.peg"] == "Tres preguntas cortas"


def test_what_was_brought_is_part_of_the_version(tmp_path: Path) -> None:
    folder = bring(tmp_path)
    version = read_knowledge(DATA, folder).version
    assert version != knowledge().version
    bring(tmp_path, licence="Another.")
    assert read_knowledge(DATA, folder).version != version


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"questionnaire": "eq-5d"}, "'eq-5d' is not one of odi, rmdq, peg"),
    ({"licence": " "}, "the licence is not said"),
    ({"en": {**ENGLISH, "items": ENGLISH["items"][:2]}}, "en: 2 items, not 3"),
    ({"es": {**SPANISH, "options": ["Nada"]}}, "es: item 1 has 1 options, not 11"),
    ({"en": {**ENGLISH, "items": [{"text": ""}] * 3}}, "en: item 1 has an empty text"),
    ({"color": "red"}, "color"),
    ({"es": None}, "es"),
]


@pytest.mark.parametrize(("changed", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_fault_is_refused_by_name(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(KnowledgeFault) as refused:
        read_knowledge(DATA, bring(tmp_path, **changed))
    assert "peg.yaml" in str(refused.value)
    assert said in str(refused.value)


def test_the_same_one_twice_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    bring(bring(tmp_path), "second.yaml")
    with pytest.raises(KnowledgeFault, match="in another file"):
        read_knowledge(DATA, tmp_path)
    (tmp_path / "second.yaml").rename(tmp_path / "second.yml")
    with pytest.raises(KnowledgeFault, match=r"second\.yml: only files that end in \.yaml"):
        read_knowledge(DATA, tmp_path)
    with pytest.raises(KnowledgeFault, match="no such folder"):
        read_knowledge(DATA, tmp_path / "nowhere")
