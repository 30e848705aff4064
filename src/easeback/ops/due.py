"""Does what becomes due by itself: mail to send, and whatever else waits for its time.

Which pieces there are says `config.due`, and what each must promise.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A piece of due work. `work` does what is due at the moment it is given."""

    name: str
    work: Callable[[datetime], object]


def all_due() -> tuple[Due, ...]:
    """The pieces that this installation knows of. To be asked once Django is set up."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    pieces: tuple[Due, ...] = import_string(settings.DUE_WORK)()
    return pieces


def run_due(pieces: Sequence[Due], *, at: datetime) -> tuple[str, ...]:
    """Does each piece; the names of those that failed. One failure holds up no other piece."""
    from django.db import close_old_connections

    failed = []
    for piece in pieces:
        try:
            piece.work(at)
        except Exception as error:  # noqa: BLE001  The other pieces must have their turn.
            failed.append(piece.name)
            log.error("Due work %r: %s", piece.name, where(error))  # noqa: TRY400  See where().
            close_old_connections()
    return tuple(failed)


def where(error: BaseException) -> str:
    """What failed and where, without the error's words: a database's may quote a whole row."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__module__}.{type(error).__qualname__}\n{lines}"
