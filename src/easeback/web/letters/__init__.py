"""Letters, in the person's words, for whichever site has something to tell."""

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
from easeback.web.letters.codes import code_letter
from easeback.web.letters.letters import (
    about_being_late,
    about_booking,
    about_cancelling,
    about_moving,
    appointment,
    care,
)
from easeback.web.letters.notices import notice
from easeback.web.letters.when import until, when

__all__ = [
    "about_being_late",
    "about_booking",
    "about_cancelling",
    "about_moving",
    "appointment",
    "care",
    "code_letter",
    "messages_of",
    "messages_page",
    "messages_token",
    "notice",
    "page_of",
    "program_of",
    "program_page",
    "program_token",
    "token_of",
    "until",
    "visit_of",
    "when",
]
