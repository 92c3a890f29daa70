import os
import shutil
from pathlib import Path

import pytest

from launcher import home
from launcher.account import passes, runs, server_account
from launcher.home import home_of
from launcher.place import Place
from launcher.postgres import Postgres

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root has to change the account")


@pytest.fixture
def shared(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for /var/lib/vertragswerk."""
    monkeypatch.setattr(home, "SHARED", directory.parent / "shared")
    return directory.parent / "shared"


@pytest.fixture
def closed(directory: Path) -> Place:
    """A DATA_DIR in a home directory that nobody else may enter."""
    place = Place(directory / "data")
    place.make()
    directory.chmod(0o700)
    return place


def test_open_data_dir_keeps_its_database(directory, shared):
    place = Place(directory)
    place.make()

    assert home_of(place, server_account()).data == directory / "postgres"


def test_closed_data_dir_keeps_its_database_elsewhere_and_remembers_where(closed, shared):
    account = server_account()

    data = home_of(closed, account).data

    assert (data.parents[1], passes(account, data.parent)) == (shared, True)
    assert home_of(closed, account).data == data


def test_emptied_data_dir_begins_anew_and_keeps_the_old_database_aside(closed, shared):
    account = server_account()
    data = home_of(closed, account).data
    data.mkdir()
    (data / "PG_VERSION").touch()
    shutil.rmtree(closed.root)
    closed.make()

    assert home_of(closed, account).data == data
    assert (data.exists(), (data.with_name("postgres.old") / "PG_VERSION").exists()) == (False, True)


def test_programs_out_of_reach_are_copied_with_their_libraries(closed, shared, monkeypatch):
    account, packaged = server_account(), home._packaged()
    monkeypatch.setattr(home, "runs", lambda account, install: install != packaged and runs(account, install))

    copied = home_of(closed, account).install

    assert (copied.is_relative_to(shared), runs(account, copied)) == (True, True)


@pytest.mark.slow
def test_cluster_out_of_a_closed_directory_answers_its_owner_only(closed, shared, tmp_path):
    account = server_account()
    server = Postgres(home_of(closed, account), tmp_path, account, durable=False)

    server.prepare()

    assert (server.home.data.stat().st_uid, server.home.data.stat().st_mode & 0o777) == (account.uid, 0o700)
    assert (server.home.data / "pg_hba.conf").read_text() == "local all vertragswerk peer map=launcher\n"
