"""The documents that are made from the code and the knowledge, so that they are always true."""

from collections.abc import Callable, Mapping

from easeback.knowledge import Knowledge
from easeback.ops.documents.contact_sheets import contact_sheets
from easeback.ops.documents.gates import gate_table
from easeback.ops.documents.inputs import input_table
from easeback.ops.documents.programs import program_table
from easeback.ops.documents.rules import rule_table
from easeback.ops.documents.slots_schema import slots_schema
from easeback.ops.documents.triage_map import triage_map

DOCUMENTS: Mapping[str, Callable[[Knowledge], str]] = {
    "inputs.md": input_table,
    "rules.md": rule_table,
    "gates.md": gate_table,
    "programs.md": program_table,
    "triage-map.md": triage_map,
    "slots.schema.json": slots_schema,
    **contact_sheets(),
}
"""File name under `docs/generated` -> what writes it."""
