"""The start card: a program on paper, in its reader's language, with a code that leads to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.facts import PublishedFacts
from easeback.apps.care.history import program_of
from easeback.apps.care.library import library_for, used_in
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.queries import practice_and_approval
from easeback.domain.program import Item
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.paper import Block, Sheet, pdf
from easeback.web.clinician.programs.frame import FOLDER, for_staff
from easeback.web.clinician.programs.printed import figures_of
from easeback.web.clinician.record.frame import read_page
from easeback.web.letters import program_page
from easeback.web.letters.letters import SIGNS
from easeback.web.program.asked import asked_item
from easeback.web.program.repertoire import Repertoire
from easeback.web.program.standing import standing
from easeback.web.program.words import voice_of as program_voice
from easeback.web.wording import Voice, voice_of


@read_page
@require_safe
def card(request: HttpRequest, course: CourseFacts) -> HttpResponse:
    """The program as it was published last. Raises Http404 where none was."""
    found = program_of(course.id)
    if found is None:
        raise Http404(course.id)
    spoken = Language(course.contact.language if course.contact else Language.ENGLISH)
    practice, approval = practice_and_approval(knowledge().version)
    address = program_page(request, course.id, spoken)
    drawn = sheet(found, spoken, practice, address, approved=approval is not None)
    answer = HttpResponse(pdf(drawn, at=timezone.now()), "application/pdf")
    answer["Content-Disposition"] = 'inline; filename="program.pdf"'
    return answer


def sheet(
    found: PublishedFacts,
    spoken: Language,
    practice: PracticeFacts,
    address: str,
    *,
    approved: bool,
) -> Sheet:
    """It names nobody: a card is lost easily. What was told since is on the page, not here."""
    own, program = voice_of(FOLDER, spoken, practice), program_voice(spoken, practice)
    with translation.override(spoken):
        on = date_format(found.program.published_on, "DATE_FORMAT")
    shelf = for_staff(program, library_for(used_in(found.program)))
    return Sheet(
        language=spoken,
        title=own.say("card.title"),
        lead=own.say("card.lead"),
        urgency=own.say("card.much"),
        urgent=(own.say("card.much_lead"),),
        practice=practice.name or own.say("card.practice"),
        call=practice.phone,
        blocks=tuple(
            _block(own, shelf, item)
            for item in found.program.items
            if item.exercise in shelf.library.exercises
        ),
        notes=(),
        signs_title=own.say("card.signs"),
        signs=tuple(own[f"advice.{id}.text"] for id in SIGNS),
        address=address,
        address_words=own.say("card.code"),
        standing=standing(program, practice, approved=approved),
        on=on,
    )


def _block(own: Voice, shelf: Repertoire, item: Item) -> Block:
    asked = asked_item(shelf, item)
    facts = [
        (own.say("card.dose"), f"{asked.dose}, {asked.days}"),
        (own.say("card.cues"), " ".join(asked.cues)),
        (own.say("card.stop"), " ".join((*asked.own_stops, *asked.stops))),
        (own.say("card.film"), own.say("card.has_film") if asked.video else ""),
        (own.say("card.only_in"), shelf.voice.say("home.only_in") if asked.spoken else ""),
    ]
    return Block(
        title=asked.title,
        figures=figures_of(shelf, item.exercise, mirrored=asked.mirrored),
        start=asked.start,
        steps=asked.moves,
        facts=tuple((heading, text) for heading, text in facts if text),
    )
