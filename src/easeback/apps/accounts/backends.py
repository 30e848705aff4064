"""How a sign-in link becomes a signed-in person, in the shape that Django asks for."""

from datetime import datetime

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from easeback.apps.accounts.actions import LinkRefused, redeem_sign_in_link
from easeback.apps.accounts.models import User


class SignInLinkBackend(ModelBackend):
    """Signs in whoever holds an unused link, if they may still sign in."""

    def authenticate(  # type: ignore[override]  # Django passes whatever credentials it was given.
        self, request: HttpRequest | None, *, link_token: str, at: datetime
    ) -> User | None:
        try:
            user = self.get_user(redeem_sign_in_link(link_token, at=at))
        except LinkRefused:
            return None
        return user if isinstance(user, User) else None
