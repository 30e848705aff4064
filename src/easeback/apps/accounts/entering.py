"""Signs people in and hears their proofs, by allauth's flow; the pages are the entrance's."""

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from fido2.utils import websafe_decode
from fido2.webauthn import CollectedClientData

from easeback.apps.accounts.actions import redeem_sign_in_link
from easeback.apps.accounts.models import User
from easeback.apps.accounts.presence import note_link
from easeback.apps.accounts.stages import SecondProof

# What the parsers of allauth and fido2 raise at a credential that no browser made.
GARBLED = (ValueError, TypeError, LookupError, AttributeError, RuntimeError, struct.error)
TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class NotProven(Exception):
    """What was sent proves nothing: wrong, used before, too late, or not of this site."""


class TooManyAttempts(Exception):
    """Somebody tries too often; a while later it is open again."""


class NobodyWaits(Exception):
    """No link was opened in this browser, or that was too long ago."""


def passkey_request(request: HttpRequest) -> Mapping[str, Any]:
    """The challenge for a passkey: of whoever waits for the second step, of whoever is signed in,
    or of anybody. Raises TooManyAttempts."""
    if not consume(request, app="allauth.mfa", action="webauthn_login"):
        raise TooManyAttempts
    user = request.user if request.user.is_authenticated else _waiting(request)
    options: Mapping[str, Any] = webauthn.begin_authentication(user)
    return options


def enter_by_passkey(request: HttpRequest, to: str) -> HttpResponse:
    """Signs in whoever holds the passkey, and goes on to the address.

    Raises NotProven, also for somebody who is not of the staff (anymore), and TooManyAttempts.
    """
    if not consume(request, app="allauth.mfa", action="webauthn_login"):
        raise TooManyAttempts
    form = LoginWebAuthnForm(data=request.POST)
    hear_passkey(request, form)
    factor = form.cleaned_data["credential"]
    user = factor.user
    if not (user.is_active and user.is_staff):
        raise NotProven
    _leave(request)
    answer: HttpResponse = perform_passwordless_login(
        request, factor, Login(user=user, redirect_url=to)
    )
    return answer


def enter_by_link(request: HttpRequest, token: str, to: str, *, at: datetime) -> HttpResponse:
    """Uses the link up, and signs in, or leads to the second step. Raises LinkRefused."""
    if not ratelimit.consume(request, action="login"):
        raise TooManyAttempts
    link = redeem_sign_in_link(token, at=at)
    user = User.objects.get(pk=link.user_id)
    _leave(request)
    note_link(request, user, printed=link.printed)
    login = Login(user=user, redirect_url=to, state={"printed": link.printed})
    answer: HttpResponse = perform_login(request, login)
    return answer


def enter_by_second_step(request: HttpRequest) -> HttpResponse:
    """Hears the code or the passkey of whoever came by a link, and signs in.

    Raises NotProven, TooManyAttempts, NobodyWaits.
    """
    user = _waiting(request)
    if user is None:
        raise NobodyWaits
    _prove(request, user, AuthenticateForm, AuthenticateWebAuthnForm)
    answer: HttpResponse = LoginStageController.enter(request, SecondProof.key).exit()
    return answer


def waiting_for_second_step(request: HttpRequest) -> int | None:
    """The id of the person who came by a link and must show something still."""
    user = _waiting(request)
    return None if user is None else user.pk


def prove_again(request: HttpRequest) -> None:
    """Hears a code or a passkey of whoever is signed in. Raises NotProven, TooManyAttempts."""
    _prove(request, request.user, ReauthenticateForm, ReauthenticateWebAuthnForm)


def hear(form: BaseForm) -> None:
    """Raises NotProven or TooManyAttempts, unless the form proves what it is for."""
    try:
        proven = form.is_valid()
    except GARBLED as garbled:
        raise NotProven from garbled
    if not proven:
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        raise TooManyAttempts if codes & TOO_MANY else NotProven


def hear_passkey(request: HttpRequest, form: BaseForm) -> None:
    """As `hear`; and the browser must have been on this very site.

    fido2 would take any host below ours, too: a page there could pass proofs on.
    """
    hear(form)
    said = form.fields["credential"].clean(form.data["credential"])
    client = CollectedClientData(websafe_decode(said["response"]["clientDataJSON"]))
    if client.origin != f"{request.scheme}://{request.get_host()}":
        raise NotProven


def _prove(request: HttpRequest, user: Any, by_code: Any, by_passkey: Any) -> None:
    if request.POST.get("credential"):
        form = by_passkey(user=user, data=request.POST)
        hear_passkey(request, form)
    else:
        form = by_code(user=user, data=request.POST)
        hear(form)
    form.save()


def _waiting(request: HttpRequest) -> User | None:
    stage = LoginStageController.enter(request, SecondProof.key)
    user: User | None = stage.login.user if stage else None
    return user if user and user.is_active and user.is_staff else None


def _leave(request: HttpRequest) -> None:
    """Whoever was signed in here before is so no longer; their marks go with them."""
    if request.user.is_authenticated:
        logout(request)
