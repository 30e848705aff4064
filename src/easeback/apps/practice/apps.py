"""Django's entry to this app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class PracticeConfig(AppConfig):
    name = "easeback.apps.practice"

    def ready(self) -> None:
        """Whoever writes the settings sees them on the next page."""
        for model in ("Practice", "ClinicalApproval"):
            post_save.connect(forget, sender=self.get_model(model), dispatch_uid=f"forget-{model}")


def forget(**_: Any) -> None:
    from easeback.apps.practice import queries  # noqa: PLC0415  Its tables are not loaded earlier.

    queries.forget()
