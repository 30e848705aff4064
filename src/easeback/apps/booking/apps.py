"""Django's entry to this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BookingConfig(AppConfig):
    name = "easeback.apps.booking"

    def ready(self) -> None:
        """No migration leaves the claims without their guard."""
        from easeback.apps.booking import guard  # noqa: PLC0415  Tables are not loaded earlier.

        post_migrate.connect(guard.after_migrating, sender=self, dispatch_uid="guard-claims")
