"""Text messages, by the practice's own gateway."""

import re

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""As the world writes it (E.164): a plus, then digits, and nothing that could mean more."""


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None
