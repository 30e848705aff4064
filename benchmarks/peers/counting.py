"""Counts queries, in any Django project."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def queries() -> Iterator[list[None]]:
    """One item for each query that is made meanwhile."""
    made: list[None] = []

    def count(execute: Any, *given: Any) -> Any:
        made.append(None)
        return execute(*given)

    with connection.execute_wrapper(count):
        yield made
