"""What a form of ours has sent, and what its buttons ask for besides."""

from collections.abc import Mapping

from django.http import QueryDict

from easeback.domain.record import Fault, Outline, Posted
from easeback.web.forms.controls import MORE, USUAL
from easeback.web.forms.words import FormVoice

OURS = frozenset({"csrfmiddlewaretoken", "key", "version", "wish", MORE, USUAL})


def posted_in(given: QueryDict) -> dict[str, list[str]]:
    """The controls of the document, without those of the page around it."""
    return {name: values for name, values in given.lists() if name not in OURS}


def text_in(posted: Posted, name: str) -> str:
    values = posted.get(name, ())
    return values[0].strip() if values else ""


def with_usual(outline: Outline, posted: Posted, id: str) -> Posted:
    """The same, with every empty crossing of this grid as usual; another id changes nothing."""
    if id not in outline or outline[id].usual is None:
        return posted
    field = outline[id]
    names = [f"{id}.{crossing}" for crossing in field.crossings]
    empty = [name for name in names if not any(posted.get(name, ()))]
    return {**posted, **{name: [str(field.usual)] for name in empty}}


def problems_of(
    voice: FormVoice, outline: Outline, faults: tuple[Fault, ...], missing: tuple[str, ...] = ()
) -> Mapping[str, str]:
    """A sentence for each control that needs another look, in the order of the document."""
    said = voice.own.ui["problems"]
    found = {control: str(said["missing"]) for control in missing}
    for fault in faults:
        # In a grid, or on a body, no page of ours offers what was sent: it is said of the whole.
        found[fault.control] = str(said[fault.why])
    order = [field.id for field in outline]
    return dict(sorted(found.items(), key=lambda each: order.index(each[0].split(".")[0])))
