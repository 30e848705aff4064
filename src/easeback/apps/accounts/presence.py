"""What a session has shown of who sits there, and how long that holds.

allauth keeps in the session which proofs were shown, and when. A link that was handed over is none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from easeback.apps.accounts.actions import sign_out_everywhere
from easeback.apps.accounts.models import User
from easeback.apps.accounts.queries import factors_of

WORKING_DAY = timedelta(hours=12)
IDLE = timedelta(hours=1)
FRESH = timedelta(minutes=10)
HOURS = "easeback.hours"


class Standing(StrEnum):
    """How far somebody has come in."""

    OUTSIDE = "outside"  # not signed in, or not of the staff
    UNPROVEN = "unproven"  # has a factor, and did not show it
    BARE = "bare"  # has no factor yet
    UNKEPT = "unkept"  # has not yet put the recovery codes away
    INSIDE = "inside"


def whose(request: HttpRequest) -> User:
    """The person who is signed in. Raises PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def standing(request: HttpRequest) -> Standing:
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Standing.OUTSIDE
    factors = factors_of(user.pk)
    if not factors.any:
        return Standing.BARE
    if not proofs(request):
        return Standing.UNPROVEN
    return Standing.INSIDE if factors.codes_kept else Standing.UNKEPT


def proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """What this session has shown: a factor, or a link that the machine itself printed."""
    records = get_authentication_records(request, request.user)
    return [each for each in records if each["method"] == "mfa" or each.get("printed")]


def shown_lately(request: HttpRequest, *, at: datetime) -> bool:
    """Whether the person has shown a proof a few minutes ago: enough for a change of security."""
    shown = [datetime.fromtimestamp(each["at"], UTC) for each in proofs(request)]
    return bool(shown) and at - max(shown) < FRESH


def note_link(request: HttpRequest, user: User, *, printed: bool) -> None:
    record_authentication(request, user, "link", printed=printed)


def note_new_factor(request: HttpRequest, user: User, kind: str) -> None:
    """Setting a factor up shows it, too."""
    record_authentication(request, user, "mfa", type=kind)


def sign_out_elsewhere(request: HttpRequest) -> None:
    """Ends every session of this person but this one: one may be of the phone that was lost."""
    user = whose(request)
    sign_out_everywhere(user.pk)
    user.refresh_from_db(fields=["password"])
    update_session_auth_hash(request, user)


def keep_hours(request: HttpRequest, *, at: datetime) -> None:
    """Signs out at the end of a working day, and after an hour in which nothing was asked."""
    if not request.user.is_authenticated:
        return
    came, seen = request.session.get(HOURS) or (at.timestamp(), 0)
    if at.timestamp() - came >= WORKING_DAY.total_seconds() or (
        seen and at.timestamp() - seen >= IDLE.total_seconds()
    ):
        logout(request)
    elif at.timestamp() - seen >= 60:  # Not at every request: each is a write.
        request.session[HOURS] = (came, at.timestamp())


@dataclass(frozen=True, slots=True)
class Left:
    """How many seconds a session still holds: if nothing is asked, and at the most."""

    idle: int
    day: int


def hours_left(request: HttpRequest, *, at: datetime) -> Left | None:
    """None of a session that is nobody's."""
    hours = request.session.get(HOURS)
    if hours is None or not request.user.is_authenticated:
        return None
    came, seen = hours
    idle = seen + IDLE.total_seconds() - at.timestamp()
    return Left(int(idle), int(came + WORKING_DAY.total_seconds() - at.timestamp()))


def forget_hours(request: HttpRequest) -> None:
    """A new sign-in begins a new day."""
    request.session.pop(HOURS, None)
