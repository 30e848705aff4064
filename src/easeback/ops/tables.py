"""Opens the tables to the commands that need them."""

import os

import django
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor


def open_tables() -> None:
    """Sets Django up and brings the database to the newest form."""
    set_up_django()
    if is_newest():
        # Said nonetheless: whatever must stand after a migration, such as the guard of the claims,
        # is put up again where it is missing, also where the migration itself was cut off.
        emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    else:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def is_newest() -> bool:
    """Whether the database has been through every migration: most starts have nothing to do."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "easeback.config.settings")
    django.setup()
