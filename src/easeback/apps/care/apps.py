"""Django's entry to this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CareConfig(AppConfig):
    name = "easeback.apps.care"

    def ready(self) -> None:
        """Whoever installs it finds the roles of a practice in the admin."""
        from easeback.apps.care import roles  # noqa: PLC0415  Tables are not loaded earlier.

        post_migrate.connect(roles.after_migrating, sender=self, dispatch_uid="care-roles")
