"""What a person may do once inside. Nobody comes in through here: there are no passwords."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

WITHOUT_PASSWORD = "easeback.apps.accounts.backends.WithoutPassword"  # noqa: S105  It is a path.


class WithoutPassword(ModelBackend):
    """Sessions and permissions as Django has them, and no way in by name and password."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:  # type: ignore[override]
        """Refuses everybody, also somebody whose row still holds a password."""
