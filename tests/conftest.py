"""The one moment of all tests, and a database with the units that exist and the people of the demonstration."""

import math
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests import database
from tests.races import race_db
from workflow import clock

__all__ = ["race_db"]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    """Pages ask the clock themselves: it runs on from NOON, without reading the stored offset, so that queries can be counted."""
    monkeypatch.setattr(clock, "_offset", (math.inf, NOON - datetime.now(UTC)))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_keepdb, django_db_modify_db_settings):
    """The test database, with units, Handlungsfelder and the people of the demonstration in it from the start.

    Always made, whatever tests were chosen: the plugin's own fixture looks for `db` among the fixtures a test names, and a test that
    reaches the database by another way would run in the real one.
    """
    with django_db_blocker.unblock():
        database.clone()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            database.drop()


@pytest.fixture
def house(db) -> None:
    """Everybody of the demonstration is there; `tests.factories.contracts` lets them work."""
