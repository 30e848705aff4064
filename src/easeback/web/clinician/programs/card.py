"""The start card: a program on paper, in its reader's language, with a code that leads to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from easeback.apps.booking.facts import CourseFacts
from easeback.apps.care.facts import PublishedFacts
from easeback.apps.care.history import program_of
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.queries import practice_and_approval
from easeback.domain.figure import CAST, LIGHT, LOOKS, draw
from easeback.domain.program import Item
from easeback.domain.vocabulary import Language
from easeback.knowledge import knowledge
from easeback.paper import Block, Figure, Sheet, pdf
from easeback.web.clinician.programs.frame import FOLDER
from easeback.web.clinician.record.frame import read_page
from easeback.web.letters import program_page
from easeback.web.letters.letters import SIGNS
from easeback.web.program.asked import asked_item
from easeback.web.program.figures import described, shown_poses
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
    return Sheet(
        language=spoken,
        title=own.say("card.title"),
        lead=own.say("card.lead"),
        urgency=own.say("card.much"),
        urgent=(own.say("card.much_lead"),),
        practice=practice.name or own.say("card.practice"),
        call=practice.phone,
        blocks=tuple(_block(own, program, item) for item in found.program.items),
        notes=(),
        signs_title=own.say("card.signs"),
        signs=tuple(own[f"advice.{id}.text"] for id in SIGNS),
        address=address,
        address_words=own.say("card.code"),
        standing=standing(program, practice, approved=approved),
        on=on,
    )


def _block(own: Voice, program: Voice, item: Item) -> Block:
    exercise, asked = program.knowledge.exercises[item.exercise], asked_item(program, item)
    facts = [
        (own.say("card.dose"), f"{asked.dose}, {asked.days}"),
        (own.say("card.cues"), " ".join(asked.cues)),
        (own.say("card.stop"), " ".join(asked.stops)),
    ]
    return Block(
        title=asked.title,
        figures=tuple(
            Figure(
                draw(
                    exercise.figure,
                    pose,
                    look=LOOKS[CAST[exercise.figure]],
                    palette=LIGHT,
                    title=asked.title,
                    description=described(exercise, pose, program),
                ),
                described(exercise, pose, program),
            )
            for pose in shown_poses(exercise)
        ),
        start=asked.start,
        steps=asked.moves,
        facts=tuple((heading, text) for heading, text in facts if text),
    )
