"""Columns as plain numbers and keys, for whoever reads very many rows and looks at few of them."""

from typing import Any

from django.db.models import BigIntegerField, Expression, ExpressionWrapper, F, Func, TextField


class Seconds(Func):
    """A moment as UTC seconds since 1970."""

    output_field = BigIntegerField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        # Twice the percent signs that SQLite is to see, and once more: parameters are filled in.
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **more)


def key(name: str) -> Expression:
    """An id as the database has it: equal to another one that is read so, and good for nothing
    else."""
    return ExpressionWrapper(F(name), output_field=TextField())
