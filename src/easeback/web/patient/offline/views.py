"""The service worker and the app's manifest; neither asks the database."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from easeback.domain.followup import QUIET_FROM, QUIET_UNTIL
from easeback.domain.vocabulary import LANGUAGES, Language
from easeback.knowledge import knowledge
from easeback.web.patient.relief.words import page_words
from easeback.web.program.figures import file_path

DAYS_TRUSTED = 30
"""Pages that were fetched longer ago than this give way to a plain "call" page."""
SAFE_PAGES = ("home", "emergency", "wake", "steps", "pills", "offline", "call")
"""What opens without a connection once any page was visited."""
SHEETS = ("ui/page.css", "ui/form.css", "ui/advice.css", "ui/home.css")
DIARY = (
    "book/book.css",
    "keeping/keeping.css",
    "program/chart.css",
    "program/body_chart.css",
    "diary/diary.css",
    "book/zone.js",
    "diary/queue.js",
)
FIGURES = (
    ("rest-90-90", "rest", "light"),
    ("rest-90-90", "rest", "night"),
    ("side-lying", "rest", "light"),
    ("side-lying", "rest", "dark"),
    ("seated-breathing", "rest", "light"),
    ("seated-breathing", "rest", "dark"),
)
"""The drawings on those pages."""
SCRIPT = (Path(__file__).parent / "sw.js").read_text(encoding="utf-8")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@cache
def script() -> str:
    """The worker with what it has to know. Its version changes with any rule, word or file."""
    pages = {language: _paths(language) for language in LANGUAGES}
    settings = {
        "pages": pages,
        "files": [
            *(static(name) for name in (*SHEETS, *DIARY, "relief/page.js", "relief/icon-32.png")),
            *(file_path(*figure) for figure in FIGURES),
        ],
        "icon": static("relief/icon-192.png"),
        "quiet": {"from": QUIET_FROM.hour, "until": QUIET_UNTIL.hour},
        "milliseconds": DAYS_TRUSTED * 24 * 60 * 60 * 1000,
    }
    said = json.dumps([settings, page_words()], sort_keys=True)
    version = sha256((knowledge().version + said + SCRIPT).encode()).hexdigest()[:12]
    return f"const settings = {json.dumps({'version': version, **settings})};\n{SCRIPT}"


def _paths(language: Language) -> dict[str, str]:
    with translation.override(language):
        safe = {page: reverse(f"relief:{page}") for page in (*SAFE_PAGES, "kept")}
        unsent = reverse("diary:unsent")
        return {**safe, "kept_routine": reverse("routine:kept"), "unsent": unsent}


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    language = Language(translation.get_language() or Language.ENGLISH)
    words, home = page_words()[language]["app"], reverse("relief:home")
    icons = [
        {
            "src": static(f"relief/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    answer = JsonResponse(
        {
            "id": home,
            "name": words["name"],
            "short_name": words["name"],
            "description": words["about"],
            "lang": language,
            "start_url": home,
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f4ee",
            "theme_color": "#efe7d8",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = "public, no-cache"
    return answer
