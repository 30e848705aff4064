"""Opens the tables to the commands that need them."""

import os

import django
from django.core.management import call_command


def open_tables() -> None:
    """Sets Django up and brings the database to the newest form."""
    set_up_django()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "easeback.config.settings")
    django.setup()
