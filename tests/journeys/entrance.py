"""A person of the staff at the entrance: a device that holds passkeys, and the ways through."""

from django.utils import timezone
from playwright.sync_api import CDPSession, Page

from easeback.apps.accounts.actions import appoint_owner, print_sign_in_link


class Device:
    """A laptop that keeps passkeys and asks for a finger, as Chromium plays one."""

    def __init__(self, page: Page) -> None:
        self.tools: CDPSession = page.context.new_cdp_session(page)
        self.tools.send("WebAuthn.enable")
        made = self.tools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self.id = made["authenticatorId"]

    @property
    def passkeys(self) -> list[dict[str, object]]:
        held = self.tools.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        found: list[dict[str, object]] = held["credentials"]
        return found

    def refuses_the_finger(self) -> None:
        self._verifies(known=False)

    def knows_the_finger(self) -> None:
        self._verifies(known=True)

    def _verifies(self, *, known: bool) -> None:
        said = {"authenticatorId": self.id, "isUserVerified": known}
        self.tools.send("WebAuthn.setUserVerified", said)

    def is_lost(self) -> None:
        self.tools.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


def owner_link(site: str) -> str:
    """What `run` prints."""
    token = print_sign_in_link(appoint_owner(), at=timezone.now())
    return f"{site}/staff/sign-in/{token}/"


def owner_comes_in(page: Page, site: str) -> Device:
    """The first time: the link, a passkey, the codes put away."""
    device = Device(page)
    page.goto(owner_link(site))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set up the passkey").click()
    page.get_by_role("button", name="I have printed them").click()
    page.wait_for_url(f"{site}/admin/")
    return device
