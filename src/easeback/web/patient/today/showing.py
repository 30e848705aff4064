"""The day's program as its page shows it: what is asked, why, and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from easeback.apps.care.facts import Mark
from easeback.apps.care.standing import Standing, items_of
from easeback.domain.program import Item, ItemToday, Told, Why, is_own, worst
from easeback.domain.response import Light
from easeback.domain.routine import Portion
from easeback.web.program.asked import AskedItem, asked_item, changed_line, portion_of
from easeback.web.program.own_parts import OwnPart, own_part
from easeback.web.program.repertoire import Repertoire
from easeback.web.wording import Voice

MORE = frozenset({Why.RAISED, Why.NEXT_BEGUN})
LESS = frozenset({Why.STEPPED_BACK, Why.RESUMED, Why.LAPSED})


@dataclass(frozen=True, slots=True)
class Doing:
    """An exercise of today. `why`: why its dose changed. `told`: how it went today, once told.
    `plays`: it is in what is done together; `how`, in words, where the voice does not know it."""

    asked: AskedItem
    why: str
    told: str
    plays: bool
    how: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An exercise that is not for today, and why: another day, a flare, a stop, or a gate."""

    title: str
    why: str
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class Day:
    """`in_flare`: the patient has marked one that is not over. `rests`: nothing is asked for it."""

    on: date
    doing: tuple[Doing, ...]
    waiting: tuple[Waiting, ...]
    in_flare: bool
    rests: bool

    @property
    def is_stopped(self) -> bool:
        return any(each.is_stopped for each in self.waiting)


@dataclass(frozen=True)
class Teller:
    """`own` are the words of this page, `program` those of exercises, `shelf` the exercises."""

    own: Voice
    shelf: Repertoire
    stands: Standing

    @property
    def program(self) -> Voice:
        return self.shelf.voice

    def day(self, marks: tuple[Mark, ...]) -> Day:
        in_flare = bool(marks) and marks[-1].began
        # On the day of the publication a flare changes no dose; who says that one began rests.
        just_begun = in_flare and marks[-1].on == self.stands.on
        doing, waiting = [], []
        for each in self.stands.items:
            if self.stands.asks(each) and not just_begun:
                doing.append(self._doing(each))
            else:
                waiting.append(self._waiting(each, rests=just_begun))
        paused = any(each.why is Why.PAUSED for each in self.stands.items)
        return Day(self.stands.on, tuple(doing), tuple(waiting), in_flare, just_begun or paused)

    def portions(self, day: Day) -> tuple[Portion, ...]:
        """What is played together, in the order of the program."""
        library = self.stands.library.exercises
        now = {each.item: each for each in self.stands.items}
        items = items_of(self.stands)
        return tuple(
            portion_of(library[each.asked.exercise], dose, items[each.asked.id])
            for each in day.doing
            if each.plays and (dose := now[each.asked.id].dose) is not None
        )

    def own_parts(self, day: Day) -> tuple[OwnPart, ...]:
        """Those of the practice's own that are played with the others."""
        asked = dict.fromkeys(each.asked.exercise for each in day.doing)
        parts = (own_part(self.shelf, id) for id in asked if is_own(id))
        return tuple(part for part in parts if part is not None)

    def _doing(self, each: ItemToday) -> Doing:
        item = self._item(each)
        asked = asked_item(self.shelf, item, exercise=each.exercise, dose=each.dose)
        plays = not is_own(asked.exercise) or own_part(self.shelf, asked.exercise) is not None
        how = ""
        if is_own(asked.exercise):
            how = self.own.say("today.on_screen" if plays else "today.alone")
        return Doing(asked, self._why(each), self._told(each.item), plays, how)

    def _waiting(self, each: ItemToday, *, rests: bool) -> Waiting:
        is_known = each.item not in self.stands.unknown
        return Waiting(
            title=self.shelf.title(each.exercise) if is_known else self.own.say("waiting.unknown"),
            why=self.own.say(f"waiting.{self._reason(each, rests=rests)}"),
            is_stopped=each.why is Why.STOPPED,
        )

    def _reason(self, each: ItemToday, *, rests: bool) -> str:
        if each.why is Why.STOPPED:
            return "stopped"
        if self.stands.waits(each):
            return "held"
        return "paused" if rests or each.why is Why.PAUSED else "another_day"

    def _why(self, each: ItemToday) -> str:
        """Only what is new to somebody: a dose that is as it always was needs no word, nor one more
        that was done on a day before."""
        if each.why in MORE and self._was_done(each):
            return ""
        before = self.stands.before.get(each.item)
        line = changed_line(self.program, before, each.dose) if before and each.dose else ""
        if each.why is Why.RAISED and line:
            return self.own.say("why.more", line=line)
        if each.why in LESS:
            return self.own.say(f"why.{each.why}" + ("" if line else "-bare"), line=line)
        return self.own.say("why.next-begun") if each.why is Why.NEXT_BEGUN else ""

    def _was_done(self, each: ItemToday) -> bool:
        """Whether it was done before today as it is asked now."""
        told = (told for told in self.stands.history.told if told.item == each.item)
        return any(one.done and each.since <= one.on < self.stands.on for one in told)

    def _told(self, item: str) -> str:
        lights = [light for told in self._today(item) if (light := told.counted_light) is not None]
        return self.own.say(f"went.{worst(lights)}") if lights else ""

    def _today(self, item: str) -> Iterator[Told]:
        told = self.stands.history.told
        yield from (each for each in told if each.item == item and each.on == self.stands.on)

    def _item(self, each: ItemToday) -> Item:
        return items_of(self.stands)[each.item]


def has_red(told: tuple[Told, ...]) -> bool:
    """Whether something that is told now ends an exercise."""
    return any(each.counted_light is Light.RED for each in told)
