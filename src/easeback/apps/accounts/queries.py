"""What is known of how people sign in, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from easeback.apps.accounts.models import User

KINDS = Authenticator.Type


@dataclass(frozen=True)
class Factor:
    """A passkey, or the app (which has no name)."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """All that one person can show at the entrance."""

    passkeys: tuple[Factor, ...]
    app: Factor | None
    codes_left: int
    codes_kept: bool

    @property
    def any(self) -> bool:
        """Whether there is a passkey or an app; recovery codes alone are only a way back."""
        return bool(self.passkeys or self.app)

    @property
    def count(self) -> int:
        return len(self.passkeys) + (self.app is not None)


def factors_of(user_id: int) -> Factors:
    """The person's factors, oldest first."""
    rows = list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "pk"))
    apps = [_factor(row, "") for row in rows if row.type == KINDS.TOTP]
    codes = next((row for row in rows if row.type == KINDS.RECOVERY_CODES), None)
    return Factors(
        passkeys=tuple(_factor(row, row.wrap().name) for row in rows if row.type == KINDS.WEBAUTHN),
        app=apps[0] if apps else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        codes_kept=bool(codes and codes.wrap().did_view),
    )


def still_comes(user_id: int) -> bool:
    """Whether this member of staff may still sign in."""
    return User.objects.filter(pk=user_id, is_active=True, is_staff=True).exists()


def unused_codes(user_id: int) -> tuple[str, ...]:
    """The recovery codes that are still good."""
    row = Authenticator.objects.filter(user_id=user_id, type=KINDS.RECOVERY_CODES).first()
    return tuple(row.wrap().get_unused_codes()) if row else ()


def _factor(row: Authenticator, name: str) -> Factor:
    return Factor(row.pk, name, row.created_at, row.last_used_at)
