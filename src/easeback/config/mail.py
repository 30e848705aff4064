"""Which mail server the practice's mail leaves by, as Django's mail back end wants it said."""

import os
from urllib.parse import SplitResult, unquote, urlsplit

from easeback.config.environment import public_address

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def mail_server() -> SplitResult | None:
    """EASEBACK_MAIL, or None when mail waits in the outbox. Raises ValueError, never quoting it."""
    address = os.environ.get("EASEBACK_MAIL", "")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path not in {"", "/"}:
        # The address holds a password: it is not shown.
        message = "EASEBACK_MAIL is not of the form smtp://user:password@host:587 or smtps://..."
        raise ValueError(message)
    return parts


def sender(domain: str) -> str:
    """EASEBACK_MAIL_FROM; unset, an address at the installation's own host."""
    return os.environ.get("EASEBACK_MAIL_FROM") or f"no-reply@{domain}"


_server, _address = mail_server(), public_address()
MAIL_SERVER = _server is not None
MAIL_DOMAIN = (_address and _address.hostname) or "easeback.invalid"
DEFAULT_FROM_EMAIL = sender(MAIL_DOMAIN)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if _server is not None:
    _within = _server.scheme == "smtps"
    EMAIL_HOST = _server.hostname or ""
    EMAIL_PORT = _server.port or (465 if _within else 587)
    EMAIL_HOST_USER = unquote(_server.username or "")
    EMAIL_HOST_PASSWORD = unquote(_server.password or "")
    EMAIL_USE_SSL = _within
    # Encrypted or not at all, but for a relay on this machine.
    EMAIL_USE_TLS = not _within and EMAIL_HOST not in LOOPBACK
