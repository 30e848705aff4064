"""What becomes due by itself, and doing it: mail to send, and whatever else waits for its time.

Every piece keeps what it has to do in tables of its own, takes it in such a way that two workers
never do one thing twice, and is fit to be called at any moment and again. So nothing depends on a
round that was cut off: the next one finds what is left.
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


def due_work() -> tuple[Due, ...]:
    """All due work, in its order. What frees or ends something stands before the mail about it."""
    # Imported late: tables can be spoken of only once Django is set up.
    from easeback.apps.notifications.actions import send_waiting
    from easeback.ops.ticking import forget_ticks

    return (
        Due("send mail", lambda at: send_waiting(at=at)),
        Due("forget old ticks", lambda at: forget_ticks(at=at)),
    )


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
