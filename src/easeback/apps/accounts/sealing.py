"""Text that the database holds sealed: whoever has only the database cannot read it.

The keys lie in a file outside of the database, newest first. The newest seals, all of them open.
Whether the file has changed is looked at each time, so keys change without a restart.
"""

import logging
import os
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

log = logging.getLogger(__name__)


class CannotUnseal(Exception):
    """The text was sealed with a key that is not here any more, or was tampered with."""


class SealedTextField(models.TextField[str, str]):
    """Text to the program, sealed in the database. "" stays "", and nothing can be searched for.

    What cannot be opened is read as "" and logged: never shown as it lies there, and no reason to
    keep somebody from all the rest.
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        try:
            return unseal(value) if value else value
        except CannotUnseal:
            log.error("A sealed text cannot be opened: its key is missing.")  # noqa: TRY400
            return ""


def seal(text: str) -> str:
    return _now().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Raises CannotUnseal."""
    try:
        return _now().decrypt(sealed.encode()).decode()
    except InvalidToken as failure:
        raise CannotUnseal from failure


def seal_anew(sealed: str) -> str:
    """The same text under the newest key. Raises CannotUnseal."""
    try:
        return _now().rotate(sealed.encode()).decode("ascii")
    except InvalidToken as failure:
        raise CannotUnseal from failure


def add_key() -> int:
    """A new key before all others; the number of keys there are now."""
    keys = [Fernet.generate_key().decode(), *_read()]
    _write(keys)
    return len(keys)


def forget_old_keys() -> None:
    """All but the newest. What they sealed cannot be read ever after: seal it anew before."""
    _write(_read()[:1])


def _now() -> MultiFernet:
    """The keys as the file has them now."""
    found = settings.TEXT_KEYS.stat()
    return _keys(found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=1)
def _keys(*_version: int) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _read()])


def _read() -> list[str]:
    path = settings.TEXT_KEYS
    return path.read_text(encoding="ascii").split()


def _write(keys: list[str]) -> None:
    """The whole file at once, for its owner only."""
    path = settings.TEXT_KEYS
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
