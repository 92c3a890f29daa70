"""A database for several connections at once: what is committed is seen by all, and thrown away afterwards."""

from collections.abc import Iterator

import pytest

from tests import database


@pytest.fixture
def race_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real commits on real connections. Other threads close their own connections, other processes open theirs."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            database.clone()
