"""What pages and paper must say of themselves until a clinician of a real practice approves."""

from easeback.apps.practice.facts import PracticeFacts
from easeback.web.wording import Voice


def standing(voice: Voice, practice: PracticeFacts, *, approved: bool) -> str:
    """That the practice is invented, that nobody has approved the knowledge, or "".

    `voice` has the words of the program.
    """
    said = [
        name for name, so in (("invented", practice.is_demo), ("unapproved", not approved)) if so
    ]
    return voice.say("standing." + "_".join(said)) if said else ""
