"""No guard of the lists can be taken away unnoticed."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from tests.mutants.every import EVERY
from tests.mutants.mutant import ROOT, defined_in
from tests.mutants.workshop import Workshop

IDS = [f"{entry.place or 'database'}-{entry.fault}" for entry in EVERY]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Workshop]:
    with django_db_blocker.unblock(), Workshop(tmp_path_factory.mktemp("workshop")) as made:
        yield made


@pytest.mark.long
@pytest.mark.parametrize("entry", EVERY, ids=IDS)
def test_a_guard_taken_away_is_noticed(workshop, django_db_blocker, entry):
    with django_db_blocker.unblock():
        assert workshop.survived(entry) == ""


@pytest.mark.long
def test_with_all_guards_in_place_nothing_fails(workshop, django_db_blocker):
    """What fails there fails for another reason than the guard."""
    named = sorted({name for entry in EVERY for name in entry.tests})
    with django_db_blocker.unblock():
        results = workshop.run(named, longest=1200)
    assert (results["failed"], results["broken"]) == ([], []), workshop.log.read_text()[-6000:]
    assert {f"tests/{name}" for name in named} <= set(results["passed"])


def test_every_entry_fits_its_source_and_changes_it():
    stale = {}
    for entry in EVERY:
        try:
            if entry.file:
                assert entry.applied((ROOT / entry.file).read_text()) != (ROOT / entry.file).read_text()
        except (ValueError, AssertionError) as error:
            stale[entry.fault] = str(error)
    assert stale == {}


def test_every_entry_names_tests_that_exist():
    named = [name.partition("[")[0].split("::") for entry in EVERY for name in entry.tests]
    missing = [f"{file}::{name}" for file, name in named if name not in defined_in(file)]
    assert missing == []
    assert [entry.fault for entry in EVERY if not entry.tests] == []


def test_no_fault_stands_twice():
    assert len(set(IDS)) == len(EVERY)


@pytest.mark.django_db
@pytest.mark.parametrize("entry", [entry for entry in EVERY if entry.statement], ids=lambda entry: entry.fault)
def test_what_is_changed_in_the_database_is_there(entry):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(entry.statement)
        transaction.set_rollback(True)
