"""The library and each exercise in it, for whoever is signed in as staff."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from easeback.apps.booking import timetables
from easeback.apps.booking.permissions import is_own
from easeback.apps.care.library import whole_library
from easeback.apps.practice import queries
from easeback.domain.exercise import Exercise, Stage
from easeback.domain.routine import portion
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.web.clinician.library.places import place
from easeback.web.program.figures import pictures_of
from easeback.web.program.player import modules, playing
from easeback.web.program.playlist import Bounds
from easeback.web.program.repertoire import own_pictures, words_for
from easeback.web.program.words import voice_of as player_voice
from easeback.web.wording import Voice, voice_of

FOLDER = Path(__file__).parent / "words"


@never_cache
@staff_member_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    voice, _ = _voices()
    shelves = [
        {
            "title": voice.say(f"library.from_{stage}"),
            "exercises": [
                _card(voice, each)
                for each in voice.knowledge.exercises.values()
                if each.stage is stage
            ],
        }
        for stage in Stage
    ]
    own = [
        {
            "title": words_for(each, voice.language)[1].name,
            "path": reverse("library:own", args=[each.exercise]),
            "pictures": own_pictures(each, "", place)[-1:],
            "withdrawn": each.withdrawn,
        }
        for each in whole_library().by_name()
    ]
    values = {
        "words": voice.ui,
        "shelves": shelves,
        "own": own,
        "may_write": any(is_own(request.user, each) for each in timetables.colleagues()),
    }
    return render(request, "library/library.html", values)


@never_cache
@staff_member_required
@require_safe
def exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    found = knowledge().exercises.get(exercise)
    if found is None:
        raise Http404(exercise)
    voice, player = _voices()
    places = {page: reverse(f"relief:{page}") for page in ("relief", "emergency")}
    values = {
        "words": voice.ui,
        "it": _told(voice, found),
        "play": player.ui["player"],
        "modules": modules(),
        "player": playing(player, (portion(found),), Bounds(), places=places),
    }
    return render(request, "library/exercise.html", values)


def _voices() -> tuple[Voice, Voice]:
    """That of these pages, and that of the player on them."""
    practice, _ = queries.practice_and_approval(knowledge().version)
    language = Language(translation.get_language() or Language.ENGLISH)
    return voice_of(FOLDER, language, practice), player_voice(language, practice)


def _card(voice: Voice, exercise: Exercise) -> dict[str, Any]:
    return {
        "title": voice[f"exercises.{exercise.id}.title"],
        "ref": exercise.ref,
        "path": reverse("library:exercise", args=[exercise.id]),
        "pictures": pictures_of(exercise, voice)[-1:],
    }


def _told(voice: Voice, exercise: Exercise) -> dict[str, Any]:
    key = f"exercises.{exercise.id}"
    return {
        "title": voice[f"{key}.title"],
        "ref": exercise.ref,
        "stage": voice.say(f"library.from_{exercise.stage}"),
        "purpose": voice[f"{key}.purpose"],
        "start": voice[f"{key}.start"],
        "moves": voice.lines(f"{key}.moves"),
        "pictures": pictures_of(exercise, voice),
        "facts": list(_facts(voice, exercise)),
        "gates": [
            (gate.ref, voice[f"gates.{gate.id}.text"])
            for gate in voice.knowledge.gates
            if gate.forbids & exercise.needs
        ],
        "sources": ", ".join(exercise.sources.evidence),
        "house": exercise.sources.house,
    }


def _facts(voice: Voice, exercise: Exercise) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is said of it, under its heading; nothing for what it has not."""
    key = f"exercises.{exercise.id}"
    for name in ("dose", "building", "breath", "feel", "easier", "harder"):
        text = voice.get(f"{key}.{name}")
        if text is not None:
            yield voice.say(f"library.{name}"), (text,)
    for name in ("mistakes", "stop"):
        yield voice.say(f"library.{name}"), voice.lines(f"{key}.{name}")
