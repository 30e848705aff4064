"""Exercises of the practice's own: written, changed and withdrawn. Each write is a version, done
once, by the id that its page made."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from easeback.apps.audit import actions as audit
from easeback.apps.care import filing, wire
from easeback.apps.care.facts import Signer
from easeback.apps.care.models import OwnExercise as Version
from easeback.apps.care.signing import KeyReused
from easeback.domain.program import Fault, Filed, OwnExercise, Wrong, own_faults

UNUSED_FOR = timedelta(days=7)
"""How long a file that no exercise took may be waited for by an open page. A house choice."""


class OwnRefused(ValueError):
    """What cannot be in an own exercise."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class WrittenMeanwhile(Exception):
    """Somebody else has changed it since the page was shown."""


class NoSuchExercise(LookupError):
    """The practice has none of this id."""


def write(
    exercise: UUID, own: OwnExercise, *, seen: int, by: Signer, key: UUID, at: datetime
) -> None:
    """Its first version, or the next; one that was withdrawn is in use again.

    `seen`: the number of the version that the page showed, 0 for none. Raises OwnRefused,
    WrittenMeanwhile, KeyReused.
    """
    if faults := faults_of(own):
        raise OwnRefused(faults)
    _append(exercise, wire.own_content(own), seen=seen, by=by, key=key, at=at)


def faults_of(own: OwnExercise) -> tuple[Fault, ...]:
    """Everything that cannot be, its file included."""
    if isinstance(own.picture, Filed) and not filing.is_kept(own.picture.name):
        return (*own_faults(own), Fault("picture", Wrong.MISSING))
    return own_faults(own)


def withdraw(exercise: UUID, *, by: Signer, key: UUID, at: datetime) -> None:
    """It comes into no program anew; those that use it go on. Nothing where it is withdrawn.

    Raises NoSuchExercise, WrittenMeanwhile, KeyReused.
    """
    last = Version.objects.filter(exercise=exercise).order_by("-number").first()
    if last is None:
        raise NoSuchExercise(exercise)
    if last.withdrawn:
        return
    _append(exercise, last.content, seen=last.number, by=by, key=key, at=at, withdrawn=True)


def _append(
    exercise: UUID,
    content: str,
    *,
    seen: int,
    by: Signer,
    key: UUID,
    at: datetime,
    withdrawn: bool = False,
) -> None:
    if _is_done(exercise, content, key):
        return
    try:
        with transaction.atomic():
            last = Version.objects.filter(exercise=exercise).order_by("-number").first()
            if (last.number if last else 0) != seen:
                raise WrittenMeanwhile
            Version.objects.create(
                id=key,
                exercise=exercise,
                number=seen + 1,
                content=content,
                withdrawn=withdrawn,
                by_id=by.account,
                name=by.name,
                at=at,
            )
            what = "exercise.withdrawn" if withdrawn else "exercise.written"
            audit.write_down(what, by=by.who, about=f"exercise:{exercise}", at=at)
    except IntegrityError:
        if not _is_done(exercise, content, key):
            raise WrittenMeanwhile from None


def _is_done(exercise: UUID, content: str, key: UUID) -> bool:
    """Whether this very write was done before. Raises KeyReused."""
    done = Version.objects.filter(pk=key).first()
    if done is not None and (done.exercise, done.content) != (exercise, content):
        raise KeyReused(key)
    return done is not None


def filed(name: str) -> Filed | None:
    """A picture or video that was kept, with its size; None where there is none of that name."""
    if not filing.is_kept(name):
        return None
    return Filed(name, *filing.size_of(name))


def forget_unused_files(*, at: datetime) -> int:
    """Deletes what was uploaded a week ago and is in no version of any exercise; how many.

    A practice without a single version is left alone: it may be that the wrong database was given.
    """
    old = filing.kept_before(at - UNUSED_FOR)
    contents = "".join(Version.objects.values_list("content", flat=True)) if old else ""
    unused = [name for name in old if name not in contents] if contents else []
    filing.throw_away(unused)
    return len(unused)
