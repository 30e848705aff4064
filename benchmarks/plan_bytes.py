"""Bytes of everybody's plan page, as sent: the page, compressed as the server does, and its sheets.

Each person of the population walks the journey and gets a plan as it is, and once more as though
everything hurt: the longest plan that their answers can lead to.
"""

import os
from collections.abc import Iterator
from statistics import median, quantiles

import brotli
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.staticfiles import finders  # noqa: E402  Django must be set up first.
from django.test import RequestFactory  # noqa: E402
from django.utils import translation  # noqa: E402

from benchmarks.pages import LIMIT  # noqa: E402
from benchmarks.people import Population  # noqa: E402
from easeback.apps.practice.facts import PracticeFacts  # noqa: E402
from easeback.config.compression import QUALITY  # noqa: E402
from easeback.domain.condition import Answer  # noqa: E402, TC001
from easeback.domain.relief import AGGRAVATES  # noqa: E402
from easeback.domain.triage import Progress  # noqa: E402
from easeback.domain.vocabulary import LANGUAGES, Language, Urgency  # noqa: E402
from easeback.knowledge import knowledge  # noqa: E402
from easeback.web.patient.relief.frame import setting_for  # noqa: E402
from easeback.web.patient.relief.posted import Posted  # noqa: E402
from easeback.web.patient.relief.views import result  # noqa: E402

PEOPLE = 1500
PRACTICE = PracticeFacts(
    name="Harbor Street Physical Therapy", phone="(555) 555-0142", is_demo=True
)
SHEETS = ("ui/page.css", "ui/advice.css")
STATIC_QUALITY = 11
"""What whitenoise takes for files that are compressed once."""


def main() -> None:
    sheets = sum(_sheet(name) for name in SHEETS)
    sizes: dict[tuple[str, Language], list[int]] = {}
    for manner, progress in progresses():
        for language in LANGUAGES:
            sizes.setdefault((manner, language), []).append(sheets + weighed(progress, language))
    print(f"{'':<22}{'plans':>7}{'median':>8}{'p99':>8}{'max':>8}{'over':>7}   limit {LIMIT}")
    for (manner, language), all_sizes in sizes.items():
        over = sum(size > LIMIT for size in all_sizes)
        p99 = quantiles(all_sizes, n=100)[98]
        print(
            f"{manner:<18}{language:>4}{len(all_sizes):>7}{median(all_sizes):>8.0f}{p99:>8.0f}"
            f"{max(all_sizes):>8}{over:>7}"
        )
    print(f"of which sheets: {sheets}")


def progresses() -> Iterator[tuple[str, Progress]]:
    """How far people have come who get a plan; emergencies have a card instead."""
    known = knowledge()
    everything = frozenset(known.bank[AGGRAVATES].options) - {known.bank.none_of(AGGRAVATES)}
    for person in Population(known.bank).draw(PEOPLE):
        for manner, hurts in (("as they are", {}), ("everything hurts", {AGGRAVATES: everything})):
            answers: dict[str, Answer] = {**person.answers, **hurts}
            walk = known.journey.walk(answers)
            said = walk.progress.answers
            if known.triage.assess(said).urgency is not Urgency.EMERGENCY:
                yield manner, walk.progress


def weighed(progress: Progress, language: Language) -> int:
    with translation.override(language):
        request = RequestFactory().post("/relief")
        here = setting_for(request.path, language, PRACTICE, None)
        page = result(request, here, Posted(progress, len(progress.answers), "go", "stay"))
    return len(brotli.compress(page.content, quality=QUALITY))


def _sheet(name: str) -> int:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    with open(found, "rb") as sheet:  # noqa: PTH123  The finder gives a string.
        return len(brotli.compress(sheet.read(), quality=STATIC_QUALITY))


if __name__ == "__main__":
    main()
