"""How allauth does things in this house: no sign-up, no mail, no notice, secrets encrypted."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from easeback.apps.accounts.backends import WITHOUT_PASSWORD
from easeback.apps.accounts.models import User
from easeback.apps.accounts.presence import forget_hours


class EntranceAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The steps of signing in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["easeback.apps.accounts.stages.SecondProof"]

    def login(self, request: HttpRequest, user: User) -> None:
        forget_hours(request)
        login(request, user, backend=WITHOUT_PASSWORD)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing: our pages have their own words."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by allauth itself: our pages ask first, by `presence.shown_lately`."""
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys, the app, and recovery codes."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that nobody has, where the installation's key was changed since."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host of the address, the only one that is ever answered."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Easeback"}

    def generate_authenticator_name(self, user: User, *kind: Authenticator.Type) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type__in=kind).count() + 1}"


def _cipher() -> Fernet:
    key = salted_hmac("easeback.accounts.factors", "", settings.SECRET_KEY, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(key.digest()))
