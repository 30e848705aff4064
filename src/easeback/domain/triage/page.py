"""The pages on which questions are put: short lists first, details only where they matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from easeback.domain.condition import Answer


class Form(StrEnum):
    TAP = "tap"
    """A list in which touching an item answers it at once: for what may be an emergency."""
    TICK = "tick"
    """A list in which any number of items is ticked."""
    EACH = "each"
    """One or a few questions, each with its own options."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: touching it gives answers, or opens its questions for details.

    The first answer is the one that the line asks for; "none of these" says no to that alone. What
    the line says besides is told only by touching it, and is else asked where it matters.
    """

    id: str
    answers: tuple[tuple[str, Answer], ...] = ()
    opens: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        return (*(question for question, _ in self.answers[:1]), *self.opens)


@dataclass(frozen=True, slots=True)
class Closer:
    """A button that ends a list: "none of these", with what else it says."""

    id: str
    answers: tuple[tuple[str, Answer], ...] = ()
    opens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of questions. `follow_up` pages appear only where an earlier answer calls for it.

    `fields` are questions asked in full on a list page (the age).
    """

    id: str
    screen: int
    form: Form
    items: tuple[Item, ...]
    closers: tuple[Closer, ...] = ()
    fields: tuple[str, ...] = ()
    follow_up: bool = False

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Every question the page can put, each once, in order."""
        listed = (question for item in self.items for question in item.questions)
        closed = (q for closer in self.closers for q, _ in closer.answers)
        return tuple(dict.fromkeys((*self.fields, *listed, *closed, *self._opened_by_closers)))

    @cached_property
    def opening(self) -> frozenset[str]:
        """Questions that the list can open for details."""
        opened = (q for item in self.items for q in item.opens)
        return frozenset((*opened, *self._opened_by_closers))

    @cached_property
    def settable(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers, beside "none", that the list gives by itself, by question."""
        found: dict[str, tuple[Answer, ...]] = {}
        # A line that says more than one thing gives no answer that a question could give alone.
        ticked = [item.answers[0] for item in self.items if len(item.answers) == 1]
        closed = [pair for closer in self.closers for pair in closer.answers]
        for question, answer in (*ticked, *closed):
            found[question] = (*found.get(question, ()), answer)
        return found

    @cached_property
    def told_besides(self) -> tuple[str, ...]:
        """Questions that a line answers besides the one it asks for."""
        return tuple(question for item in self.items for question, _ in item.answers[1:])

    @property
    def _opened_by_closers(self) -> tuple[str, ...]:
        return tuple(question for closer in self.closers for question in closer.opens)
