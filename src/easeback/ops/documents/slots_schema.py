"""What `easeback slots` reads, as JSON Schema."""

import json

from easeback.knowledge import Knowledge
from easeback.ops.slots_request import schema


def slots_schema(_: Knowledge) -> str:
    return json.dumps(schema(), indent=1) + "\n"
