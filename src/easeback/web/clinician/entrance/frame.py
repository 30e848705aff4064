"""The words of the entrance, and what every page of it needs."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from easeback.domain.vocabulary import Language
from easeback.web.clinician.entrance.door import by_name, next_page
from easeback.web.wording import page_words

FOLDER = Path(__file__).parent / "words"


def words() -> Any:
    """What the pages say, in the language of the address."""
    return page_words(FOLDER)[Language(get_language() or Language.ENGLISH)]


def shown(
    request: HttpRequest, page: str, values: dict[str, Any] | None = None, *, problem: str = ""
) -> HttpResponse:
    """A page of the entrance; with a problem said, it is an answer that refuses.

    `problem` is the key of its words. Too many attempts are HTTP 429, all else is 403.
    """
    said = words()
    frame = {
        "words": said,
        "problem": said["problems"][problem] if problem else "",
        "by_name": by_name(request),
        "next": next_page(request),
    }
    status = {"": 200, "often": 429}.get(problem, 403)
    return render(request, f"entrance/{page}.html", {**frame, **(values or {})}, status=status)
