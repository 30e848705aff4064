"""The safety check once more, with what the person has just felt filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from easeback.domain.response import Action, Report, respond
from easeback.domain.triage import Progress
from easeback.web.patient.relief.posted import Posted
from easeback.web.patient.relief.showing import hidden_fields
from easeback.web.wording import Voice

_CHECKS = (Action.RECHECK, Action.OTHER_WAY)


@dataclass(frozen=True, slots=True)
class Check:
    """A report that leads to the safety check; `hidden` are the journey's fields for it."""

    id: str
    text: str
    hidden: SafeString


def checks(voice: Voice, posted: Posted) -> Iterator[Check]:
    """One for each such report. Earlier answers stand on the pages as they were given."""
    for report in voice.knowledge.reports:
        if respond(report, amber_open=False) in _CHECKS:
            hidden = hidden_fields(again(voice, posted, report))
            yield Check(report.id, voice[f"reports.{report.id}.text"], hidden)


def again(voice: Voice, posted: Posted, report: Report | None) -> Posted:
    """The journey from its beginning, with the answers of a report already given."""
    given = voice.knowledge.bank.read({} if report is None else dict(report.sets))
    earlier = {**posted.drafts, **posted.progress.answers}
    drafts = {question: answer for question, answer in earlier.items() if question not in given}
    return Posted(Progress(given), 2 if given else 1, "go", "stay", drafts=drafts)
