"""Text messages, by the gateway of the practice's own, through Apprise, which knows most of them.

Apprise is an extra: whoever sends no texts need not have it.
"""

import re
from importlib.util import find_spec
from urllib.parse import quote

from django.conf import settings

from easeback.apps.notifications.delivery import NotDelivered
from easeback.apps.notifications.facts import Mail

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""As the world writes it (E.164): a plus, then digits, and nothing that could mean more."""
PLACE = "{number}"
"""What stands for the number in the gateway's address."""


class Gateway:
    """The practice's gateway. It tells whether it took a text, and not why it did not."""

    name = "text"

    def __call__(self, mail: Mail) -> None:
        # Late: Apprise may be missing, and takes a fifth of a second.
        from apprise import Apprise, AppriseAsset  # noqa: PLC0415

        if not is_number(mail.recipient):
            raise NotDelivered("no number", for_good=True)
        address = settings.TEXT_GATEWAY.replace(PLACE, quote(mail.recipient, safe=""))
        asset = AppriseAsset(app_id="Easeback", async_mode=False, secure_logging=True)
        # Of one address: `add` would take a comma in it for the end of it.
        gateway = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
        if gateway is None:
            raise NotDelivered("Apprise knows no such gateway")
        ways_out = Apprise(asset=asset)
        ways_out.add(gateway)
        if not ways_out.notify(body=mail.body):
            raise NotDelivered("the gateway refused it, or is silent")


def texts_go_out() -> bool:
    return bool(settings.TEXT_GATEWAY) and not missing()


def missing() -> str:
    """What keeps the texts that this practice wants to send from leaving; "" where nothing does."""
    if settings.TEXT_GATEWAY and find_spec("apprise") is None:
        return "No text is sent: EASEBACK_TEXT_GATEWAY is set, but Apprise is not installed."
    return ""


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None
