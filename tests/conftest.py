"""The one moment of all tests, the units that exist, and a person for every role."""

import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import setup_databases, teardown_databases

from contracts.demo.people import load_people
from directory.models import ContactRole, OrganisationKind, Rank, User
from directory.reference import load_reference
from tests.factories.directory import ContactFactory, OrganisationFactory, UserFactory, official
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
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb, django_db_modify_db_settings
):
    """The test database, with units, Handlungsfelder and the people of the demonstration in it from the start.

    Always made, whatever tests were chosen: the plugin's own fixture looks for `db` among the fixtures a test names, and a test that
    reaches the database by another way would run in the real one.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
        load_reference()
        load_people()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture
def reference(db) -> None:
    """Access to the database with its units."""


def person(name: str, place: str, rank: int = Rank.CASE_WORKER):
    """A fixture that gives this official."""

    @pytest.fixture
    def fixture(reference) -> User:
        return official(name, place, rank)

    return fixture


clerk = person("Carla Clerk", "VI 3")
clerk2 = person("Dario Zweitkraft", "VI 3")
head = person("Rita Leitner", "VI 3", Rank.HEAD_OF_UNIT)
head2 = person("Rolf Nachbar", "VI 2", Rank.HEAD_OF_UNIT)
division_head = person("Anna Abt", "VI", Rank.HEAD_OF_DIVISION)
state_secretary = person("Stefan Sekret", "HMSI-L", Rank.STATE_SECRETARY)
minister = person("Mina Minster", "HMSI-L", Rank.MINISTER)
front_office = person("Bodo Vorzimmer", "Büro StS")
legal = person("Jule Recht", "Z 1")
budget = person("Hanno Haushalt", "Z 3")
privacy = person("Dana Schutz", "Datenschutz")
press = person("Pia Presse", "Presse")
secretariat = person("Gesa Stelle", "VI 1")
registry = person("Regine Akte", "Z 5")
admin = person("Falk Admin", "Z 6")
auditor = person("Ralf Prüfer", "Revision")


@pytest.fixture
def representative(reference) -> Callable[..., User]:
    """`representative("HMKB")` sits for that Ressort in the Facharbeitsgruppe, `representative("HMKB", "KAI")` in the Kabinettsausschuss."""

    def sit(ressort: str, body: str = "FAG") -> User:
        return official(f"{body} {ressort}-{body}", f"{body} {ressort}", Rank.REPRESENTATIVE)

    return sit


@pytest.fixture
def organisation(reference):
    return OrganisationFactory(name="Bildungsstätte Anne Frank e. V.", short="BAF", kind=OrganisationKind.ASSOCIATION)


@pytest.fixture
def partner_editor(organisation) -> User:
    return ContactFactory(user=UserFactory(username="partner"), organisation=organisation).user


@pytest.fixture
def partner_signatory(organisation) -> User:
    return ContactFactory(
        user=UserFactory(username="vorstand"), organisation=organisation, role=ContactRole.SIGNATORY
    ).user


@pytest.fixture
def house(reference) -> None:
    """Everybody of the demonstration is there; `tests.factories.contracts` lets them work."""
