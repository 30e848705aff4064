"""What the rest of the house may know of the practice, as frozen values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """How to reach the practice and the help lines around it.

    `name` and `phone` are empty while nobody has set the practice up: pages then say
    "your physical therapist" and show no call button. The help lines are never empty.
    `directions`: how to find the clinic's door, in a sentence or two. `reply_days`: within how many
    working days a message to a therapist is answered.
    """

    name: str = ""
    phone: str = ""
    emergency_number: str = "911"
    crisis_line: str = "988"
    poison_line: str = "1-800-222-1222"
    address: str = ""
    directions_en: str = ""
    directions_es: str = ""
    zone: str = "America/New_York"
    languages: tuple[str, ...] = ("en",)
    reply_days: int = 2
    is_demo: bool = False

    def directions(self, language: str) -> str:
        """How to find the door; in English where nobody wrote it in the other language."""
        return (self.directions_es if language == "es" else "") or self.directions_en


@dataclass(frozen=True, slots=True)
class TherapistFace:
    """A therapist as the public sees them; `words` by language, `skills` are ids of skills.yaml.

    `id`: None for somebody who is in no table yet.
    """

    name: str
    words: dict[str, str]
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    portrait: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A clinical lead approved this version of the knowledge, and has not withdrawn it."""

    knowledge_version: str
    lead_name: str
    approved_at: datetime


UNKNOWN_PRACTICE = PracticeFacts()
