"""Django in this process, over an empty SQLite database in a folder that goes when it ends."""

import atexit
import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command


def django_ready() -> None:
    """To be called before anything of Easeback's apps is imported."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    os.environ["EASEBACK_DATA"] = folder.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "easeback.config.settings"
    os.environ.pop("EASEBACK_DATABASE", None)
    (Path(folder.name) / "static").mkdir()

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
