"""What every way out of the outbox promises."""

from typing import Protocol

from easeback.apps.notifications.facts import Mail


class NotDelivered(Exception):
    """The channel could not hand the message over. `reason` holds no address and no words of it.

    `for_good`: it is not tried again. `is_gone`: nothing ever arrives there any more.
    """

    def __init__(self, reason: str, *, for_good: bool = False, is_gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good or is_gone
        self.is_gone = is_gone


class Channel(Protocol):
    """Hands a message over. Raises NotDelivered; returning means that somebody else now has it."""

    @property
    def name(self) -> str: ...
    def __call__(self, mail: Mail) -> None: ...
