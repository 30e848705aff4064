"""The exercises that a program may use: those of the knowledge, and the practice's own.

Relief, routines and diaries know the knowledge's alone, which need no database.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from easeback.apps.care import wire
from easeback.apps.care.facts import OwnFacts
from easeback.apps.care.models import OwnExercise
from easeback.domain.exercise import Exercise
from easeback.domain.program import OWN, Program, demands_of, exercise_of, is_own
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge


@dataclass(frozen=True, slots=True)
class Library:
    """`own`: by id, the versions that were asked for and the newest of their exercises.

    An own exercise demands what its version states and what its newest version states: what was
    found out later closes gates for the programs that go on with an earlier one, too.
    """

    exercises: Mapping[str, Exercise]
    own: Mapping[str, OwnFacts]
    newest: Mapping[UUID, OwnFacts]

    def by_name(self) -> tuple[OwnFacts, ...]:
        """The newest version of each own exercise, withdrawn or not."""
        names = {each.id: each.own.words[Language.ENGLISH].name for each in self.newest.values()}
        return tuple(sorted(self.newest.values(), key=lambda each: names[each.id].lower()))

    def offered(self) -> tuple[OwnFacts, ...]:
        """What may come into a program anew, by name."""
        return tuple(each for each in self.by_name() if not each.withdrawn)

    def newer(self, id: str) -> OwnFacts | None:
        """The version that may take its place; None where there is none, or it is withdrawn."""
        found = self.own.get(id)
        newest = self.newest[found.exercise] if found else None
        return None if newest is None or newest.withdrawn or newest.id == id else newest

    def is_withdrawn(self, id: str) -> bool:
        found = self.own.get(id)
        return found is not None and self.newest[found.exercise].withdrawn


def used_in(program: Program | None) -> frozenset[str]:
    """The exercises of a program, and those that may follow."""
    items = program.items if program else ()
    follows = (item.progress.next.exercise for item in items if item.progress.next)
    return frozenset({*(item.exercise for item in items), *follows})


def library_for(used: Collection[str]) -> Library:
    """With those of the practice's own that are used. One query; none where nothing own is used."""
    versions = _versions(used)
    if not versions:
        return _library(())
    exercises = OwnExercise.objects.filter(pk__in=versions).values("exercise")
    rows = OwnExercise.objects.filter(exercise__in=exercises)
    return _library(_facts(row) for row in _with_newest(rows, versions))


def whole_library(used: Collection[str] = ()) -> Library:
    """With every exercise of the practice's own, and the versions that are used. One query."""
    return _library(map(_facts, _with_newest(OwnExercise.objects.all(), _versions(used))))


def version_of(version: UUID) -> OwnFacts | None:
    row = OwnExercise.objects.filter(pk=version).first()
    return _facts(row) if row is not None else None


def versions_of(exercise: UUID) -> tuple[OwnFacts, ...]:
    """All versions of an own exercise, the newest first."""
    return tuple(map(_facts, OwnExercise.objects.filter(exercise=exercise).order_by("-number")))


def _versions(used: Iterable[str]) -> list[UUID]:
    return [UUID(id.removeprefix(OWN)) for id in used if is_own(id) and _is_version(id)]


def _is_version(id: str) -> bool:
    try:
        return UUID(id.removeprefix(OWN)).hex == id.removeprefix(OWN)
    except ValueError:
        return False


def _with_newest(rows: QuerySet[OwnExercise], versions: Collection[UUID]) -> QuerySet[OwnExercise]:
    later = OwnExercise.objects.filter(exercise=OuterRef("exercise"), number__gt=OuterRef("number"))
    return rows.filter(Q(pk__in=versions) | ~Exists(later)).order_by("exercise", "number")


def _library(rows: Iterable[OwnFacts]) -> Library:
    found = tuple(rows)
    if not found:
        return Library(knowledge().exercises, {}, {})
    newest = {each.exercise: each for each in found}
    own = {
        each.id: exercise_of(each.id, each.own, demands_of(newest[each.exercise].own))
        for each in found
    }
    exercises = {**knowledge().exercises, **own}
    return Library(exercises, {each.id: each for each in found}, newest)


def _facts(row: OwnExercise) -> OwnFacts:
    own = wire.own_in(row.content)
    return OwnFacts(row.pk, row.exercise, row.number, own, row.withdrawn, row.name, row.at)
