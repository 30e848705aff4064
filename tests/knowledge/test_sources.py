"""Every source is used, every use is honest about what the source is."""

from easeback.knowledge import knowledge
from easeback.knowledge.entries import AdviceEntry, ClaimEntry, Sourced

KNOWN = knowledge()
CITED = {
    evidence
    for entries in KNOWN.shelf.entries.values()
    for entry in entries.values()
    if isinstance(entry, Sourced)
    for evidence in entry.evidence
}


def test_every_source_is_used_by_some_statement() -> None:
    assert sorted(set(KNOWN.sources) - CITED) == []


def test_no_benefit_rests_on_what_was_not_verified() -> None:
    for advice in KNOWN.shelf.of("advice", AdviceEntry).values():
        if advice.section in {"next-hours", "therapist"} and advice.unverified:
            assert advice.evidence or advice.house, advice.id


def test_what_the_evidence_contradicts_is_left_out_or_reworded() -> None:
    claims = KNOWN.shelf.of("claims", ClaimEntry)
    assert {claim.verdict for claim in claims.values()} <= {"kept", "reworded", "left-out"}
    assert len(claims) == 17
    said = " ".join(
        KNOWN.english[key] for key in KNOWN.english.keys if not key.startswith("claims.")
    ).lower()
    for phrase in (
        "toxin",
        "flush",
        "lubricat",
        "fast-track",
        "pain-free living",
        "additional damage",
    ):
        assert phrase not in said
