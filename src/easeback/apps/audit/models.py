"""The table of what was done and read. Each row holds on to the one before it."""

from django.db import models

from easeback.apps.audit.appended import Appended


class AuditRow(Appended):
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
