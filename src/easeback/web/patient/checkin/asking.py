"""What the form of a question holds, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from easeback.domain.followup import Compared
from easeback.domain.triage import Form, Item, Progress
from easeback.knowledge import Knowledge
from easeback.web.forms.whole import whole_in
from easeback.web.patient.relief.posted import Unreadable

NOW = ("chest-pain", "breathless", "faint", "sudden-worst")
NEW = ("saddle-numbness", "both-numb", "peeing", "bowel", "strength", "fever")
"""The short safety set (evidence 2.5), as items of the journey's own lists."""
OTHER = "other"
MOST_PAIN = 10


@dataclass(frozen=True, slots=True)
class Said:
    """`compared` and `pain` are None where they are still to be said. `fits`: items that fit now.

    `is_other`: something else is new or different.
    """

    compared: Compared | None
    pain: int | None
    is_usual: bool
    fits: tuple[str, ...]
    is_other: bool

    @property
    def alarmed(self) -> bool:
        return bool(self.fits) or self.is_other

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that need another look."""
        given = {"compared": self.compared, "pain": self.pain}
        return tuple(name for name, value in given.items() if value is None)


def items(known: Knowledge) -> Mapping[str, tuple[str, Item]]:
    """The items of the safety list with the page that each is on."""
    return {
        item.id: (page.id, item)
        for page in known.pages
        for item in page.items
        if page.form is not Form.EACH and item.id in (*NOW, *NEW)
    }


def said(given: QueryDict) -> Said:
    """Raises Unreadable."""
    if given.keys() - {"compared", "pain", "usual", "fits", "other", "done"}:
        raise Unreadable("a field that no page has")
    fits = given.getlist("fits")
    if len(fits) != len(set(fits)) or set(fits) - {*NOW, *NEW}:
        raise Unreadable("an item that is not ours")
    compared, pain = given.get("compared", ""), given.get("pain", "")
    if compared and compared not in set(Compared):
        raise Unreadable("a choice that no page offers")
    level = whole_in(pain, digits=2)
    if pain and (level is None or level > MOST_PAIN):
        raise Unreadable("a pain that no page offers")
    return Said(
        compared=Compared(compared) if compared else None,
        pain=level,
        is_usual=given.get("usual") == "yes",
        fits=tuple(fits),
        is_other=given.get("other") == "yes",
    )


def reached(known: Knowledge, fits: tuple[str, ...]) -> Progress:
    """The journey as far as these items lead: what each says, and the details that it opens."""
    progress = Progress()
    for _, item in (items(known)[id] for id in fits):
        progress = progress.with_answers(dict(item.answers), opens=item.opens)
    return progress
