"""The people in the tests.

clara   therapist and clinical lead: may approve knowledge
dan     therapist: works in the admin, may not approve
eve     signed in, and a stranger to the practice

Each comes in with `signed_in`, as if they had shown a passkey of theirs at the entrance.
"""

from datetime import UTC, datetime

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Permission
from django.test import Client

from easeback.apps.accounts.models import User


def clara() -> User:
    user = User.objects.create_user("clara", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_clinicalapproval"))
    return user


def dan() -> User:
    return User.objects.create_user("dan", is_staff=True)


def eve() -> User:
    return User.objects.create_user("eve")


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(user: User) -> User:
    """The same person, who has set up an app (with SECRET) and put the codes away."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user).mark_as_viewed()
    return user


def signed_in(client: Client, user: User, *, shown_at: datetime | None = None) -> User:
    """Brings somebody in who has an app, and showed it at this moment (now, if none is said)."""
    if not Authenticator.objects.filter(user=user).exists():
        with_app(user)
    client.force_login(user)
    session = client.session
    at = (shown_at or datetime.now(UTC)).timestamp()
    session[METHODS] = [{"method": "mfa", "type": "totp", "at": at}]
    session[WHOSE] = str(user.pk)
    session.save()
    return user
