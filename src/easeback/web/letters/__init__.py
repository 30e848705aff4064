"""Letters about visits, in the person's words, for whichever site has something to tell."""

from easeback.web.letters.letters import about_booking, about_cancelling, about_moving, appointment

__all__ = ["about_booking", "about_cancelling", "about_moving", "appointment"]
