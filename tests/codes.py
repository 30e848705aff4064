"""What an app with codes would show, worked out by the standard (RFC 6238) and not by allauth."""

import base64
import hmac
from datetime import UTC, datetime


def code_of(secret: str, at: datetime | None = None) -> str:
    """The six digits that an app with this secret shows at this moment (now, if none is said)."""
    steps = int((at or datetime.now(UTC)).timestamp()) // 30
    digest = hmac.digest(base64.b32decode(secret), steps.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
