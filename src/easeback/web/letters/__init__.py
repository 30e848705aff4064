"""Letters about visits, in the person's words, for whichever site has something to tell."""

from easeback.web.letters.addresses import (
    messages_of,
    messages_page,
    messages_token,
    page_of,
    program_of,
    program_page,
    program_token,
    token_of,
    visit_of,
)
from easeback.web.letters.letters import (
    about_being_late,
    about_booking,
    about_cancelling,
    about_moving,
    appointment,
    care,
)
from easeback.web.letters.messages import about_message
from easeback.web.letters.programs import about_program
from easeback.web.letters.when import until, when

__all__ = [
    "about_being_late",
    "about_booking",
    "about_cancelling",
    "about_message",
    "about_moving",
    "about_program",
    "appointment",
    "care",
    "messages_of",
    "messages_page",
    "messages_token",
    "page_of",
    "program_of",
    "program_page",
    "program_token",
    "token_of",
    "until",
    "visit_of",
    "when",
]
