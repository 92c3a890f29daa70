"""The test database: filled once as a template, cloned for each worker, and cloned anew after whoever committed to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from contracts.demo.people import load_people
from directory.reference import load_reference

ROOT = Path(__file__).resolve().parent.parent
FILLED_BY = ("directory/reference.py", "contracts/demo/people.py", "tests/database.py")
SUFFIX = "_template"
# Before the workers of a run are told their own names.
TEMPLATE = settings.DATABASES["default"]["TEST"]["NAME"] + SUFFIX
TURN = 7_320_126
ID_SPAN = 1_000_000
_clones = count()


def clone() -> None:
    """Connect us to a new copy of the template, in place of what we had."""
    name = connection.settings_dict["TEST"]["NAME"]
    connection.close()
    with _turn() as server:
        if _made_of(server) != _source():
            _make(server)
        _copy(server, name)
    _use(name)
    _let_ids_go_on()


def drop() -> None:
    """Leave nothing behind but the template."""
    connection.close()
    with _turn() as server:
        _drop(server, connection.settings_dict["TEST"]["NAME"])


def lend(name: str, statement: str = "") -> None:
    """Give a run whose database is called `name` a template of its own, which differs from ours by a statement."""
    with _turn() as server:
        _copy(server, name + SUFFIX)
        if statement:
            address = connection.get_connection_params() | {"dbname": name + SUFFIX}
            with connection.get_new_connection(address) as changed:
                changed.execute(statement)
        _sign(server, name + SUFFIX)


def take_back(name: str) -> None:
    """Away with what that run has, its template included."""
    with _turn() as server:
        _drop(server, name)
        _drop(server, name + SUFFIX)


@contextmanager
def _turn() -> Iterator[CursorWrapper]:
    """A connection to the server for one process at a time: nobody may be connected to a template that is copied."""
    with connection._nodb_cursor() as server:
        server.execute("SET lock_timeout = 0")
        server.execute("SELECT pg_advisory_lock(%s)", [TURN])
        yield server


def _copy(server: CursorWrapper, name: str) -> None:
    _drop(server, name)
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY wal_log')


def _drop(server: CursorWrapper, name: str) -> None:
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sign(server: CursorWrapper, template: str) -> None:
    """Complete, and of what."""
    server.execute(f"COMMENT ON DATABASE \"{template}\" IS '{_source()}'")


def _source() -> str:
    """What the template is made of, in one word."""
    files = [*ROOT.glob("*/migrations/*.py"), *(ROOT / name for name in FILLED_BY)]
    return sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def _made_of(server: CursorWrapper) -> str | None:
    """The word that was left at the template when it was complete."""
    server.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE])
    row = server.fetchone()
    return row[0] if row else None


def _make(server: CursorWrapper) -> None:
    """Migrate, and bring in who and what is there from the start."""
    _drop(server, TEMPLATE)
    server.execute(f'CREATE DATABASE "{TEMPLATE}"')
    _use(TEMPLATE)
    call_command("migrate", verbosity=0)
    load_reference()
    load_people()
    connection.close()
    _sign(server, TEMPLATE)


def _use(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _let_ids_go_on() -> None:
    """From one copy to the next, so that nothing kept in memory fits a new row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + %s)"
            " FROM pg_sequences",
            [1 + next(_clones) * ID_SPAN],
        )
    connection.close()
