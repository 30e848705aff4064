"""The gates: what is not offered to whom."""

from easeback.knowledge import Knowledge
from easeback.knowledge.entries import GateEntry
from easeback.ops.documents.prose import basis, heading, said, table


def gate_table(known: Knowledge) -> str:
    """Every gate for heat, cold and movement, with its condition and its words."""
    parts = [
        heading(
            known,
            "Gates for heat, cold and movement",
            "A gate closes when its condition holds, or may hold because it was not asked. What it "
            "forbids is not offered; a gate that forbids nothing is a caution.",
        )
    ]
    gates = known.shelf.of("gates", GateEntry)
    for about in dict.fromkeys(gate.about for gate in gates.values()):
        rows = [
            (
                gate.ref,
                said(known, gate.when),
                ", ".join(gate.forbids) or "nothing (caution)",
                " ".join(filter(None, (gate.text, gate.instead))),
                basis(known, gate),
            )
            for gate in gates.values()
            if gate.about == about
        ]
        parts.append(f"## {about.capitalize()}\n")
        parts.append(table(("Gate", "When", "Forbids", "Said to the person", "Basis"), rows))
    return "\n".join(parts)
