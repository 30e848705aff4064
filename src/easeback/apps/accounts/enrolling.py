"""Sets up what a person will show at the entrance: passkeys, an app, recovery codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from easeback.apps.accounts.entering import NotProven, hear, hear_passkey
from easeback.apps.accounts.presence import note_new_factor, sign_out_elsewhere, whose
from easeback.apps.accounts.queries import KINDS

NAME_LENGTH = 40


@dataclass(frozen=True)
class AppOffer:
    """What an app is told: the secret to type, or the address in the code to scan."""

    secret: str
    url: str


def passkey_creation(request: HttpRequest) -> Mapping[str, Any]:
    """The challenge for a new passkey, which must know its owner and be found without a name."""
    options: Mapping[str, Any] = webauthn.begin_registration(request.user, passwordless=True)
    return options


def add_passkey(request: HttpRequest) -> None:
    """Keeps the passkey that was posted, under the name that was posted. Raises NotProven."""
    said = {
        "credential": request.POST.get("credential", ""),
        "name": request.POST.get("name", "")[:NAME_LENGTH],
        "passwordless": "on",
    }
    form = AddWebAuthnForm(user=request.user, data=said)
    hear_passkey(request, form)
    add_authenticator(request, form.cleaned_data["name"], form.cleaned_data["credential"])
    note_new_factor(request, whose(request), "webauthn")


def offer_app(request: HttpRequest, *, again: bool) -> AppOffer:
    """A secret for an app, kept in the session; the same one where the page is shown again."""
    secret = get_totp_secret(regenerate=not again)
    return AppOffer(secret, get_adapter().build_totp_url(request.user, secret))


def add_app(request: HttpRequest) -> None:
    """Keeps the app whose code was posted, in place of an earlier one.

    Raises NotProven, TooManyAttempts.
    """
    form = ActivateTOTPForm(user=request.user, data=request.POST)
    hear(form)
    try:
        with transaction.atomic():
            earlier = Authenticator.objects.filter(user=whose(request), type=KINDS.TOTP)
            replaced, _ = earlier.delete()
            app, _ = activate_totp(request, form)
    except IntegrityError as second:  # A person has one app; this form was sent twice.
        raise NotProven from second
    # The code has been used now, so nobody who saw it can use it again.
    app.wrap().validate_code(form.cleaned_data["code"])
    note_new_factor(request, whose(request), "totp")
    if replaced:
        sign_out_elsewhere(request)


def renew_codes(request: HttpRequest) -> None:
    """Makes new recovery codes; the old ones are void, and so is every other session."""
    generate_recovery_codes(request)
    sign_out_elsewhere(request)
