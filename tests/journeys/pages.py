"""Every kind of page, one after another, as a person comes upon it."""

from collections.abc import Callable, Iterator

from easeback.apps.practice.facts import UNKNOWN_PRACTICE
from easeback.web.patient.book import words as book
from easeback.web.patient.book.tokens import token_of
from easeback.web.patient.waiting.tokens import token_of_place
from easeback.web.patient.waiting.words import voice_of
from tests.journeys.person import Person
from tests.journeys.waiting import (
    comes_free,
    nobody_is_free,
    promised,
    ten_in_the_morning,
    waits,
    weekday,
    works_for_a_moment,
)

STANDING = (
    "/",
    "/emergency",
    "/wake",
    "/steps",
    "/guide",
    "/sources",
    "/sources/heat",
    "/sources/s17",
    "/about",
    "/hide",
    "/kept",
    "/kept/routine",
    "/offline",
    "/call",
    "/nowhere",
)


def every_page(person: Person) -> Iterator[str]:
    """Names the page that the person looks at now; folds stand open. None of them keeps anything;
    `waiting` has those that do."""
    for part in PARTS:
        for name in part(person):
            person.unfolds_everything()
            yield name


def standing(person: Person) -> Iterator[str]:
    """The pages that have an address."""
    for path in STANDING:
        person.opens(path)
        yield path


def together(person: Person) -> Iterator[str]:
    """What is done with the person."""
    for button, name in (("together", "a routine"), ("timer", "the heat timer")):
        person.begins()
        person.goes_on_to_the_result()
        person.unfolds_everything()
        person.touches(person.voice.say(f"plan.{button}"))
        yield name


def waiting(person: Person) -> Iterator[str]:
    """Waiting for an earlier visit, up to the offers; they go out by day only."""
    say = voice_of(person.language, UNKNOWN_PRACTICE).say
    with ten_in_the_morning():
        nobody_is_free()
        person.opens("/wait")
        yield "the form of waiting"
        person.touches(say("ask.join"))
        yield "the form of waiting, asked again"
        place = f"/waiting/{token_of_place(waits(person.language))}"
        person.opens(place)
        yield "a place on the list"
        comes_free(weekday(1))
        works_for_a_moment()
        person.opens(place)
        yield "a place on the list, with a time that is kept"
        person.touches(say("wait.see"))
        offer = person.page.url
        yield "an offer"
        person.touches(say("offer.decline"))
        person.page.goto(offer)
        yield "an offer that is gone"
        person.touches(say("offer.place"))
        person.touches(say("wait.leave"))
        yield "a place that was given up"
        visit = promised(weekday(3))
        person.opens(f"/visit/{token_of(visit)}")
        person.touches(book.voice_of(person.language, UNKNOWN_PRACTICE).say("visit.sooner"))
        yield "the form of waiting for something before a visit"
        place = f"/waiting/{token_of_place(waits(person.language, visit))}"
        comes_free(weekday(2))
        works_for_a_moment()
        person.opens(place)
        person.touches(say("wait.see"))
        yield "an offer in the place of a visit"
        person.touches(say("offer.take"))
        person.opens(place)
        yield "a place whose offer was taken"


def lists(person: Person) -> Iterator[str]:
    """The forms that a list takes, and the pages that ask again."""
    say = person.voice.say
    person.begins()
    yield "a list to touch"
    person.touches(say("ask.unsure"))
    yield "a list one at a time"
    person.continues()
    yield "a list one at a time, asked again"
    person.touches(say("ask.list"))
    person.goes_on_to("nerves")
    yield "a list with three ways to end it"
    person.goes_on_to("pattern")
    yield "a list to tick"
    person.continues()
    yield "a list to tick, asked again"
    person.goes_on_to("how")
    yield "several questions"
    person.continues()
    yield "several questions, asked again"
    person.goes_on_to("about")
    yield "a list to tick, with the age"
    person.ticks(person.voice["pages.about.items.diabetes"])
    person.fits_none()
    yield "a list to tick with the age, both asked again"
    person.unticks(person.voice["pages.about.items.diabetes"])
    person.goes_on_to_the_result()
    yield "the plan"
    person.touches(say("page.back"))
    yield "a list after Back"


def damage(person: Person) -> Iterator[str]:
    """A form that arrives as no page sends it."""
    person.begins()
    person.sends_what_no_page_sends()
    yield "a page that could not be read"


def details(person: Person) -> Iterator[str]:
    """The pages that an item of a list leads to."""
    person.begins()
    person.fits_none()
    person.touches(person.voice["pages.nerves.items.strength"])
    yield "one long question"
    person.touches(person.voice.say("page.back"))
    person.touches(person.voice["pages.nerves.items.peeing"])
    yield "one question with many answers"
    person.ticks(person.voice["questions.peeing.options.none"])
    person.continues()
    person.touches(person.voice["pages.nerves.closers.both-legs"])
    yield "questions about one thing"


def results(person: Person) -> Iterator[str]:
    """The cards of every urgency, and what may stand beside them."""
    voice = person.voice
    person.begins()
    person.touches(voice["pages.now.items.overdose"])
    yield "an emergency: too much medicine"
    person.begins()
    person.goes_on_to("belly")
    person.touches(voice["pages.belly.items.self-harm"])
    person.touches(voice["questions.self-harm.options.plan"])
    yield "an emergency: two ways to get help"
    person.touches(voice.say("page.back"))
    person.touches(voice["questions.self-harm.options.rather-talk"])
    person.goes_on_to("about")
    person.is_aged("5-17")
    person.fits_none()
    person.ticks(voice["questions.child-signs.options.none"])
    person.continues()
    person.goes_on_to_the_result()
    yield "in the next days, with somebody to talk to"
    person.begins()
    person.fits_none()
    person.touches(voice["pages.nerves.items.strength"])
    person.touches(voice["questions.strength.options.too-sore"])
    person.goes_on_to_the_result()
    yield "today"


Part = Callable[[Person], Iterator[str]]
PARTS: tuple[Part, ...] = (standing, lists, damage, details, results, together)
"""What `every_page` goes through; each part begins by itself."""
