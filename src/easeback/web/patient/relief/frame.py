"""What stands around every page: help, the practice, the banner, the way to other pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from easeback.apps.practice import queries
from easeback.apps.practice.facts import Approval, PracticeFacts
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.patient.relief.results import Call, calls
from easeback.web.patient.relief.words import voice_of
from easeback.web.program.standing import standing
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice

PAGES = (
    "home",
    "relief",
    "emergency",
    "wake",
    "steps",
    "pills",
    "guide",
    "sources",
    "about",
    "hide",
    "kept",
    "offline",
    "call",
)
FRAMES_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """`other`: this page's address in the other language. Made once, and equal to itself alone."""

    name: str
    banner: str
    calls: tuple[Call, ...]
    emergency: Call
    paths: Mapping[str, str]
    other: str
    manifest: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that a page is made from besides what it is about."""

    voice: Voice
    practice: PracticeFacts
    approval: Approval | None
    frame: Frame


def setting(request: HttpRequest) -> Setting:
    """Asks the database once: for the practice and the approval of this knowledge."""
    language = Language(translation.get_language() or Language.ENGLISH)
    return setting_for(request.path, language, *queries.practice_and_approval(knowledge().version))


def setting_for(
    path: str, language: Language, practice: PracticeFacts, approval: Approval | None
) -> Setting:
    voice = voice_of(language, practice)
    frame = _frame(voice, practice, path, approved=approval is not None)
    return Setting(voice, practice, approval, frame)


@lru_cache(maxsize=FRAMES_KEPT)
def _frame(voice: Voice, practice: PracticeFacts, path: str, *, approved: bool) -> Frame:
    return Frame(
        name=practice.name or voice.say("page.fallback_name"),
        banner=standing(program_voice(voice.language, practice), practice, approved=approved),
        calls=calls(voice, practice, "practice"),
        emergency=calls(voice, practice, "emergency")[0],
        paths=paths(voice.language),
        other=other_language(path, voice.language),
        manifest=manifest(voice.language),
    )


@cache
def paths(language: Language) -> Mapping[str, str]:
    with translation.override(language):
        return {page: reverse(f"relief:{page}") for page in PAGES}


@cache
def manifest(language: Language) -> str:
    with translation.override(language):
        return reverse("offline:manifest")


def other_language(path: str, language: Language) -> str:
    if language is Language.ENGLISH:
        return f"/{Language.SPANISH}{path}"
    return path.removeprefix(f"/{language}") or "/"
