"""A database for several connections at once: what is committed is seen by all, and cleared away afterwards."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction

from contracts.demo.people import load_people
from directory.reference import load_reference

# Filled by migrate, not by tests.
HISTORY = (
    "prizes.migrations.0002_history",
    "committees.migrations.0002_integration_plan",
    "committees.migrations.0003_history",
)
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture
def race_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real commits on real connections. Other threads close their own connections, other processes open theirs."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connection.close()
            clear()
            load_history()
            load_reference()
            load_people()
            connection.close()


def load_history() -> None:
    """What migrations brought as data."""
    for name in HISTORY:
        import_module(name).load(apps, None)


@transaction.atomic
def clear() -> None:
    """Empty every table, those included that refuse it to the application. Ids go on counting, so that nothing kept in memory fits a new row."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - KEPT
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        )
        guarded = [name for (name,) in cursor.fetchall()]
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, sorted(names)))} CASCADE")
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
