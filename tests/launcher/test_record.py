import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.place import Place
from launcher.processes import Program, identify, start
from launcher.record import Record, read, recover
from tests.launcher.conftest import LIMIT

SLEEP = Program("sleep", ["sleep", "60"])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_record_is_read_as_it_was_written_by_its_owner_only(place):
    process = start(SLEEP, subprocess.DEVNULL, "m")
    record = Record("m", "/tmp/vw-x", {"DATABASE_URL": "postgresql:///x"}, "http://localhost:1/")
    record.add("sleep", process.pid, signal.SIGINT)

    record.write(place.record)

    assert read(place.record) == record
    assert place.record.stat().st_mode & 0o777 == 0o600
    process.kill()
    process.wait()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"mark": 1}', '{"mark": "", "sockets": "", "processes": [["a"]]}'])
def test_unreadable_record_counts_as_none(place, text):
    place.record.write_text(text)

    assert (read(place.record), recover(place)) == (None, [])


def test_recover_ends_orphans_and_removes_their_sockets(place):
    orphan, unrecorded = start(SLEEP, subprocess.DEVNULL, "m"), start(SLEEP, subprocess.DEVNULL, "m")
    sockets = Path(tempfile.mkdtemp(prefix="vw-"))
    (sockets / "old.sock").touch()
    record = Record("m", str(sockets))
    record.add("sleep", orphan.pid, signal.SIGTERM)
    record.write(place.record)

    names = recover(place)

    assert (names, orphan.wait(LIMIT), unrecorded.wait(LIMIT)) == (["sleep"], -signal.SIGTERM, -signal.SIGTERM)
    assert (sockets.exists(), place.record.exists()) == (False, False)


def test_recover_leaves_a_stranger_with_a_used_number_and_a_foreign_directory_alone(place, tmp_path):
    stranger = start(SLEEP, subprocess.DEVNULL, "other")
    mine = tmp_path / "important"
    mine.mkdir()
    identity = replace(identify(stranger.pid), started=1)
    Record("m", str(mine), processes=[("sleep", identity, signal.SIGKILL)]).write(place.record)

    names = recover(place)

    assert (names, stranger.poll(), mine.exists()) == ([], None, True)
    stranger.kill()
    stranger.wait()
