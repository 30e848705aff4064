"""Brings all sealed text under the newest key, so that older keys can be forgotten."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction

from easeback.apps.accounts.sealing import SealedTextField, seal_anew

BATCH = 200


def seal_all_anew() -> int:
    """How many texts were sealed anew. While it runs, others may read and write: a text that is
    changed meanwhile is left to whoever changed it. Raises CannotUnseal."""
    return sum(_seal_anew(model, field) for model, field in _sealed_fields())


def _sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001  Django's own name for it.
            if isinstance(field, SealedTextField) and field.column is not None:
                yield model, field.column


def _seal_anew(model: type[models.Model], column: str) -> int:
    name = connection.ops.quote_name
    names = (model._meta.db_table, "id", column)  # noqa: SLF001
    table, key, text = map(name, names)
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} WHERE {text} <> ''")  # noqa: S608  Our own names.
        ids = [id for (id,) in cursor.fetchall()]
        for begun in range(0, len(ids), BATCH):
            with transaction.atomic():
                for id in ids[begun : begun + BATCH]:
                    cursor.execute(f"SELECT {text} FROM {table} WHERE {key} = %s", [id])  # noqa: S608
                    found = cursor.fetchone()
                    if found is None or not found[0]:
                        continue
                    cursor.execute(
                        f"UPDATE {table} SET {text} = %s WHERE {key} = %s AND {text} = %s",  # noqa: S608
                        [seal_anew(found[0]), id, found[0]],
                    )
                    count += cursor.rowcount
    return count
