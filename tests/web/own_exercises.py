"""What the tests of the practice's own exercises send."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.db import close_old_connections

from easeback.web.clinician.library.own_posted import posted_of_own
from tests.domain.program.owning import own
from tests.web.staff_calendar import new_key

LIBRARY = "/staff/exercises/"
NEW = f"{LIBRARY}own/write/"


def own_form(
    given: Any = None, *, wish: str = "write", seen: Any = 0, **more: Any
) -> dict[str, Any]:
    """The whole form of an exercise as a browser sends it."""
    controls = posted_of_own(given or own())
    return {"key": new_key(), "wish": wish, "seen": str(seen), **controls, **more}


def upload(content: bytes, name: str = "mine.jpg") -> dict[str, Any]:
    return {"picture.kind": "file", "file": SimpleUploadedFile(name, content)}


def body_of(answer: Any) -> bytes:
    """All that it sends, however it does; the file behind it is closed, and, as the test client has
    it, no connection to the database."""
    found = b"".join(answer.streaming_content) if answer.streaming else answer.content
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
    return bytes(found)
