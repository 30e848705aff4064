"""An intake while it is written, section by section: what it holds, what is saved, what is sent.

A section that nobody has touched shows what it begins with: what was sent before, or what the
person has told elsewhere. Once touched, it shows what was typed there, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from easeback.apps.care import drafts
from easeback.apps.care.drafts import ChangedElsewhere
from easeback.apps.care.facts import About
from easeback.domain.record import Outline, Posted, Read, Section, posted_of, read
from easeback.domain.record.field import Content

TOUCHED, PASSED, FROM = "touched", "passed", "from."
"""Beside the controls in a draft: sections that somebody typed in, and left by going on; and the
page from which each was saved last. No field is called so."""
TIMES = 3
Kept = dict[str, list[str]]


class ElsewhereToo(Exception):
    """Another page has saved something else in this section since this one was opened."""


@dataclass(frozen=True, slots=True)
class Writing:
    """`kept`: the draft as it is; `begins`: what untouched sections show."""

    outline: Outline
    kept: Kept
    begins: Content

    @property
    def is_begun(self) -> bool:
        return bool(self.kept)

    def shown(self, section: Section) -> Kept:
        """The controls of a section as its page shows them."""
        if section.id in self.kept.get(TOUCHED, ()):
            return of_section(section, self.kept)
        return of_section(section, posted_of(self.outline, self.begins))

    def version(self, section: Section) -> str:
        return version_of(of_section(section, self.kept))

    @property
    def told(self) -> Read:
        """All of it, as it would be sent now."""
        whole: Kept = {}
        for section in self.outline.sections:
            whole |= self.shown(section)
        return read(self.outline, whole)

    @property
    def next(self) -> Section | None:
        """Where somebody who comes back goes on; None: they have been everywhere."""
        passed = self.kept.get(PASSED, ())
        return next((each for each in self.outline.sections if each.id not in passed), None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What one page sends. `version`: what its section held when the page was opened; `page`: which
    page it is, so that it may save again and again."""

    posted: Kept
    version: str
    page: str
    passes: bool = False


def kept_by(about: About, by: str) -> Kept:
    draft = drafts.draft_of(about, by=by)
    return {} if draft is None else dict(draft.posted)


def save(about: About, section: Section, typed: Typed, *, by: str, at: datetime) -> str:
    """The section as it was typed, at fault or not; its new version. Other sections stay.

    Raises ElsewhereToo, and DraftTooLong.
    """
    posted = of_section(section, typed.posted)
    for _ in range(TIMES):
        draft = drafts.draft_of(about, by=by)
        kept = {} if draft is None else dict(draft.posted)
        now = of_section(section, kept)
        ours = kept.get(FROM + section.id) == [typed.page] or version_of(now) == typed.version
        if not ours and now != posted:
            break
        others = {name: values for name, values in kept.items() if name not in now}
        told = {
            **others,
            **posted,
            TOUCHED: _with(kept.get(TOUCHED, []), section.id),
            PASSED: _with(kept.get(PASSED, []), section.id if typed.passes else ""),
            FROM + section.id: [typed.page],
        }
        version = 0 if draft is None else draft.version
        try:
            drafts.save(about, told, by=by, version=version, at=at)
        except ChangedElsewhere:
            continue
        return version_of(posted)
    raise ElsewhereToo


def of_section(section: Section, posted: Posted) -> Kept:
    """The controls of one section that say anything."""
    ids = {field.id for field in section.fields}
    return {
        name: list(values)
        for name, values in sorted(posted.items())
        if name.split(".", maxsplit=1)[0] in ids and any(values)
    }


def version_of(posted: Mapping[str, list[str]]) -> str:
    return sha256(repr(sorted(posted.items())).encode()).hexdigest()[:16]


def _with(before: list[str], one: str) -> list[str]:
    return [*before, one] if one and one not in before else before
