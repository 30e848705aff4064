"""Applications of others that are set up our way."""

from allauth.account.apps import AccountConfig


class StaffAccounts(AccountConfig):  # type: ignore[misc]  # allauth has no types
    """allauth's accounts, without its demand that its middleware runs on every path.

    Ours (`middleware.StaffEntrance`) runs on the staff's paths only: public pages have no sessions.
    """

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401, PLC0415  It registers them.
