"""The engine's rows, read and written with SQL that is put together once per model.

Measured in `benchmarks/`: composing the same few statements anew for every action was more than half of what an action cost. Every
value still goes through its field, so that tokens, flow references and JSON are stored as the ORM stores them.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


class Table(Generic[M]):
    """One model's table."""

    def __init__(self, model: type[M]) -> None:
        self.model = model

    @cached_property
    def name(self) -> str:
        """The quoted name."""
        return connection.ops.quote_name(self.model._meta.db_table)

    @cached_property
    def fields(self) -> list[Any]:
        """Every stored field."""
        return list(self.model._meta.concrete_fields)

    @cached_property
    def attributes(self) -> list[str]:
        """Their names on an object."""
        return [field.attname for field in self.fields]

    @cached_property
    def relations(self) -> list[Any]:
        """Those that point at other rows."""
        return [field for field in self.fields if field.is_relation]

    @cached_property
    def readers(self) -> list[tuple[int, list[Any]]]:
        """The fields whose stored form is not their value, with what turns it into one."""
        found = [(place, field.get_db_converters(connection)) for place, field in enumerate(self.fields)]
        return [(place, converters) for place, converters in found if converters]

    @cached_property
    def _inserted(self) -> tuple[list[Any], str, str, str]:
        fields = [field for field in self.fields if not field.primary_key]
        columns = ", ".join(self.column(field) for field in fields)
        row = "(" + ", ".join(["%s"] * len(fields)) + ")"
        return (
            fields,
            f"INSERT INTO {self.name} ({columns}) VALUES ",  # noqa: S608 -- names of the model, quoted
            row,
            f" RETURNING {self.column(self.model._meta.pk)}",
        )

    def column(self, field: Any) -> str:
        """The quoted name of a column."""
        return connection.ops.quote_name(field.column)

    def columns(self, alias: str) -> str:
        """All columns, for a SELECT."""
        return ", ".join(f"{alias}.{self.column(field)}" for field in self.fields)

    def read(self, values: Sequence[Any]) -> M:
        """An object from one row of all columns."""
        row = list(values)
        for place, converters in self.readers:
            for convert in converters:
                row[place] = convert(row[place], None, connection)
        return self.model.from_db(connection.alias, self.attributes, row)

    def insert(self, objects: Iterable[M]) -> None:
        """Store new objects in one statement; they get their ids."""
        rows = list(objects)
        if not rows:
            return
        fields, head, row, returning = self._inserted
        for one in rows:
            self._point(one)
        values = [field.get_db_prep_save(field.pre_save(one, add=True), connection) for one in rows for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(head + ", ".join([row] * len(rows)) + returning, values)
            for one, (pk,) in zip(rows, cursor.fetchall(), strict=True):
                one.pk = pk
                one._state.adding, one._state.db = False, connection.alias  # noqa: SLF001 -- as bulk_create does

    def _point(self, one: M) -> None:
        """Take over the id of a related object that was stored after it was set."""
        for field in self.relations:
            if getattr(one, field.attname) is None:
                related = field.get_cached_value(one, default=None)
                if related is not None:
                    setattr(one, field.attname, related.pk)

    def update(self, one: M, names: Iterable[str]) -> None:
        """Store these fields of an object."""
        fields, sql = self._updated(tuple(sorted(names)))
        values = [field.get_db_prep_save(field.pre_save(one, add=False), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, one.pk])

    @lru_cache(maxsize=64)  # noqa: B019 -- the tables live as long as the process
    def _updated(self, names: tuple[str, ...]) -> tuple[list[Any], str]:
        fields: list[Any] = [self.model._meta.get_field(name) for name in names]
        assignments = ", ".join(f"{self.column(field)} = %s" for field in fields)
        key = self.column(self.model._meta.pk)
        return fields, f"UPDATE {self.name} SET {assignments} WHERE {key} = %s"  # noqa: S608 -- names of the model, quoted
