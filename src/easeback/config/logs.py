"""What a log may not hold: an address that opens something for whoever reads the log."""

import logging
import re

from django.urls import ResolverMatch

TOKEN = re.compile(r"[^/]{20,}")
"""What may be a token, where an address is none of ours: one typed or copied nearly right."""


class WithoutTokens(logging.Filter):
    """Puts the route in the place of an address that has something of its own in it, a token say.

    Django names the address of every answer from 400 on, that of a page which broke among them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if isinstance(path, str) and isinstance(record.args, tuple):
            own = {path, path.encode("unicode_escape").decode("ascii")}
            said = _said(path, getattr(request, "resolver_match", None))
            record.args = tuple(
                said if said and isinstance(it, str) and it in own else it for it in record.args
            )
        return True


def _said(path: str, place: ResolverMatch | None) -> str:
    """What stands for the address; empty: it holds nothing of its own."""
    if place is None:
        return TOKEN.sub("...", path) if TOKEN.search(path) else ""
    return f"/{place.route}" if place.kwargs else ""
