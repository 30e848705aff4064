"""Exercises of the small practice's own, written by one of its therapists."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from easeback.apps.care import own_exercises
from easeback.apps.care.library import library_for, versions_of
from easeback.domain.program import Item, OwnExercise, Program
from easeback.knowledge import knowledge
from easeback.web.clinician.programs.posted import new_item
from tests.apps.booking.world import MONDAY, NOW
from tests.apps.care.recording import new_key, signer
from tests.domain.program.owning import own


def written(
    given: OwnExercise | None = None, *, name: str = "ann", exercise: UUID | None = None
) -> UUID:
    """The exercise, after one more version."""
    key = new_key()
    id = exercise or key
    seen = versions_of(id)[0].number if exercise else 0
    own_exercises.write(id, given or own(), seen=seen, by=signer(name), key=key, at=NOW)
    return id


def newest_id(exercise: UUID) -> str:
    return versions_of(exercise)[0].id


def program_with(*exercises: str, **changes: Any) -> Program:
    """A program of these, as the editor begins them, after a walk of the library."""
    library = library_for(exercises).exercises
    items: list[Item] = []
    for id in ("short-walk", *exercises):
        items.append(new_item(library[id], frozenset(item.id for item in items)))
    whole = knowledge().templates["rebuilding"].publish(MONDAY)
    return replace(whole, items=tuple(items), **changes)
