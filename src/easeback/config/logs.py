"""What a log may not hold: an address that opens something for whoever reads the log."""

import logging


class WithoutTokens(logging.Filter):
    """Puts the route in the place of an address that has something of its own in it, a token say.

    Django names the address of every answer from 400 on, that of a page which broke among them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        place = getattr(request, "resolver_match", None)
        if place is not None and place.kwargs and isinstance(record.args, tuple):
            own = {request.path, request.path.encode("unicode_escape").decode("ascii")}  # type: ignore[union-attr]
            record.args = tuple(
                f"/{place.route}" if isinstance(it, str) and it in own else it for it in record.args
            )
        return True
