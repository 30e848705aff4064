"""Each write once: the same key gets the same answer, however often and from wherever it comes."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from easeback.apps.booking.models import Write
from easeback.apps.booking.turns import turn

log = logging.getLogger(__name__)

TRIES = 8
Answer = dict[str, Any]


class KeyReused(Exception):
    """The key was used before, for something else."""


class TooBusy(Exception):
    """So many others wrote at the same moment that this write did not come through."""


def once(
    key: str,
    request: Mapping[str, object],
    write: Callable[[], Answer],
    *,
    at: datetime,
    page: str = "",
) -> Answer:
    """The answer of `write`, whose effect and answer are committed together, or not at all.

    A key that was answered before is answered the same, and nothing is written. Raises KeyReused
    where that was another request, and whatever `write` raises. A write that lost a race is tried
    again from the start, so `write` must look at the tables anew. `page`: see `done_on`.
    """
    text = json.dumps(request, sort_keys=True, default=str)
    request_hash = hashlib.sha256(text.encode()).hexdigest()
    for left in reversed(range(TRIES)):
        try:
            return _done_or_done_now(key, request_hash, write, page, at=at)
        except (IntegrityError, OperationalError) as lost:
            if not left:
                # Not its words: a database's may quote a whole row.
                log.warning("A write lost %d times: %s", TRIES, type(lost).__name__)
                raise TooBusy from lost
    raise AssertionError("the last try returns or raises")


def _done_or_done_now(
    key: str, request_hash: str, write: Callable[[], Answer], page: str, *, at: datetime
) -> Answer:
    with turn(), transaction.atomic(durable=True):
        done = Write.objects.filter(pk=key).first()
        if done is not None:
            if done.request_hash != request_hash:
                raise KeyReused(key)
            return dict(done.answer)
        answer = write()
        Write.objects.create(key=key, request_hash=request_hash, answer=answer, page=page, at=at)
        return answer


def done_on(page: str) -> list[Answer]:
    """The answers of the writes that were done with this `page`."""
    return list(Write.objects.filter(page=page).values_list("answer", flat=True)) if page else []
