"""How soon somebody must be seen, and who that somebody is."""

from enum import IntEnum, StrEnum


class Urgency(IntEnum):
    """How soon a clinician must see the person; a higher number is more urgent.

    The four levels are U4 to U1 of the practice's rule set (evidence 2.2).
    """

    SELF_CARE = 0
    WITHIN_DAYS = 1
    SAME_DAY = 2
    EMERGENCY = 3

    @property
    def label(self) -> str:
        """The level's name in files and on the wire: `self_care` ... `emergency`."""
        return self.name.lower()

    @property
    def code(self) -> str:
        """The level's clinical code, `U1` (emergency) to `U4` (self-care)."""
        return f"U{4 - self.value}"

    @classmethod
    def from_label(cls, label: str) -> "Urgency":
        return cls[label.upper()]


class Subject(StrEnum):
    """Whom an action is about: an overdosed person does not answer questions."""

    ME = "me"
    SOMEONE_WITH_ME = "someone_with_me"
