"""The table of what was done and read. Each row holds on to the one before it."""

from typing import Any

from django.db import models


class WrittenOnce(models.QuerySet[Any]):
    """Rows that nobody changes or takes away."""

    def update(self, **changes: Any) -> int:
        raise TypeError("These rows are appended, never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("These rows are appended, never deleted.")


class AuditRow(models.Model):
    """Somebody did, or read, something. All in it are opaque ids: erasing somebody breaks nothing.

    `number` counts from 1 without a gap. `mark` is made with a key that the database does not hold,
    from what the row says and from the mark of the row before.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=100, db_index=True)
    mark = models.CharField(max_length=64)

    objects = WrittenOnce.as_manager()
