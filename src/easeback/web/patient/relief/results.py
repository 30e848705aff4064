"""An assessment as the card that says how soon, whom to call, and what to say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from easeback.apps.practice.facts import PracticeFacts
from easeback.domain.condition import NOT_SURE, Answer, Question
from easeback.domain.condition.answers import is_unsure
from easeback.domain.triage import Assessment, Fired
from easeback.domain.vocabulary import Subject, Urgency
from easeback.knowledge import Knowledge
from easeback.web.patient.relief.reasons import Why, why
from easeback.web.wording import Voice

MOST_DOUBTS = 5
HOURS_IN_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Call:
    """A button that calls or texts."""

    href: str
    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Card:
    """What to do about it, most pressing first.

    `say` is to be read out; `facts` are the answers behind it. `clearable`: a doctor may have
    checked this before, and the person can say so. `refusable`: it is about going somewhere.
    """

    urgency: str
    kicker: str
    calls: tuple[Call, ...]
    title: str
    lead: str
    steps: tuple[str, ...]
    deadline: str = ""
    say: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    whys: tuple[Why, ...] = ()
    also: tuple["Card", ...] = ()
    beside: tuple["Card", ...] = ()
    clearable: bool = False
    refusable: bool = False


def card(
    voice: Voice,
    practice: PracticeFacts,
    assessment: Assessment,
) -> Card:
    """The card of a whole assessment, with what stands beside it."""
    level = assessment.urgency
    leading = [f for f in assessment.fired if f.rule.urgency is level and not f.rule.beside]
    others = dict.fromkeys(f.rule.action for f in leading if f.rule.action != assessment.action)
    beside = dict.fromkeys(f.rule.action for f in assessment.fired if f.rule.beside)
    emergency = level is Urgency.EMERGENCY
    return replace(
        _action(voice, practice, assessment.action),
        deadline=_deadline(voice, leading, assessment.action),
        say=tuple(_spoken(voice, leading)),
        facts=tuple(_facts(voice, leading)) if level > Urgency.SELF_CARE else (),
        doubts=tuple(_doubts(voice, leading)) if level > Urgency.SELF_CARE else (),
        whys=tuple(_whys(voice, leading)),
        also=tuple(_action(voice, practice, id) for id in others if emergency),
        beside=tuple(_action(voice, practice, id) for id in beside),
        refusable=emergency and _door(voice, assessment) == "emergency",
        clearable=emergency and all(voice.knowledge.rules[f.rule.id].clearable for f in leading),
    )


def _door(voice: Voice, assessment: Assessment) -> str:
    """Whom the person calls for themselves; for somebody else, nobody is to be persuaded."""
    mine = assessment.subject is Subject.ME
    return voice.knowledge.actions[assessment.action].door if mine else ""


def calls(voice: Voice, practice: PracticeFacts, door: str) -> tuple[Call, ...]:
    """The buttons of a door; none for a practice that nobody has set up."""
    numbers = {
        "emergency": practice.emergency_number,
        "crisis": practice.crisis_line,
        "poison": practice.poison_line,
        "practice": practice.phone,
        "safety": voice.say("door.safety"),
    }
    number = numbers[door]
    if not number:
        return ()
    dialled = re.sub(r"[^\d+]", "", number)
    verb = voice.say("page.call_us" if door == "practice" else "page.call")
    made = [Call(f"tel:{dialled}", verb, number)]
    if door == "crisis":
        made.append(Call(f"sms:{dialled}", voice.say("page.text"), number))
    return tuple(made)


@lru_cache(maxsize=128)
def _action(voice: Voice, practice: PracticeFacts, action: str) -> Card:
    """What the person does, without anything about this person."""
    entry = voice.knowledge.actions[action]
    return Card(
        urgency=entry.urgency,
        kicker=voice.say(f"result.{entry.urgency}"),
        calls=calls(voice, practice, entry.door),
        title=voice[f"actions.{action}.title"],
        lead=voice[f"actions.{action}.lead"],
        steps=voice.lines(f"actions.{action}.steps"),
    )


def _deadline(voice: Voice, leading: Iterable[Fired], action: str) -> str:
    """By when, from the most pressing of the rules that ask for this action."""
    hours = [f.rule.within_hours for f in leading if f.rule.action == action]
    least = min((h for h in hours if h is not None), default=None)
    if least is None:
        return ""
    if least == 1:
        return voice.say("result.within_hour")
    if least < HOURS_IN_A_DAY:
        return voice.say("result.within_hours", hours=least)
    return voice.say("result.today")


def _spoken(voice: Voice, leading: Iterable[Fired]) -> Iterable[str]:
    return (text for f in leading if (text := voice.get(f"rules.{f.rule.id}.say")) is not None)


def _whys(voice: Voice, fired: Iterable[Fired]) -> Iterable[Why]:
    for each in fired:
        yield why(voice, voice[f"rules.{each.rule.id}.why"], each.rule.sources)


def _facts(voice: Voice, leading: Iterable[Fired]) -> Iterable[str]:
    """The answers behind the card, each once, in the words that were touched."""
    items = item_words(voice.knowledge)
    for question, answer in _reasons(leading).items():
        if not is_unsure(answer):
            yield from _told(voice, items, question, answer)


def _reasons(leading: Iterable[Fired]) -> dict[str, Answer]:
    reasons = (reason for fired in leading for reason in fired.reasons)
    return {r.question: r.answer for r in reasons if r.answer is not None}


def band_label(question: Question, number: int) -> str:
    """The band of a number as people read it: 18-44, or 75+."""
    low, high = question.band_of(number)
    return f"{low}+" if high is None else f"{low}-{high}"


def _told(
    voice: Voice, items: dict[tuple[str, str], str], question: str, answer: Answer
) -> Iterable[str]:
    if isinstance(answer, int):
        key = {"age": "result.age", "pain-now": "result.pain"}[question]
        asked = voice.knowledge.bank[question]
        yield voice.say(key, number=band_label(asked, answer) if asked.bands else answer)
        return
    for option in options_of(answer):
        if (question, option) in items:
            yield voice[items[question, option]]
        elif option in {"yes", "no", NOT_SURE}:
            text = voice[f"questions.{question}.text"]
            yield f"{text} {voice[f'questions.{question}.options.{option}']}"
        else:
            yield voice[f"questions.{question}.options.{option}"]


def item_words(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    """(question, option) -> the key of the short words of the list item that gives it."""
    return {
        (question, option): f"pages.{page.id}.items.{item.id}"
        for page in knowledge.pages
        for item in page.items
        if len(item.answers) == 1
        for question, answer in item.answers
        for option in options_of(answer)
    }


def options_of(answer: Answer) -> list[str]:
    return sorted(answer) if isinstance(answer, frozenset) else [str(answer)]


def _doubts(voice: Voice, leading: Iterable[Fired]) -> Iterable[str]:
    """What the person was not sure about, as far as that is why this is urgent."""
    unsure = [q for q, answer in _reasons(leading).items() if is_unsure(answer)]
    return (voice[f"questions.{q}.text"] for q in unsure[:MOST_DOUBTS])
