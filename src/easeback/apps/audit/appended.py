"""Tables whose rows are written once."""

from typing import Any

from django.db import models


class WrittenOnce(models.QuerySet[Any]):
    """Rows that nobody changes or takes away."""

    def update(self, **changes: Any) -> int:
        raise TypeError("These rows are appended, never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("These rows are appended, never deleted.")


class Appended(models.Model):
    """A row that is written once."""

    objects = WrittenOnce.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("This row is appended, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("This row is appended, never deleted.")
