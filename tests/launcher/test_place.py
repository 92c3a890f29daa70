import os
import re
import subprocess
import sys

import pytest

from launcher.place import ROOT, Place, check_space, place_from
from launcher.problems import Problem, from_os


def test_data_dir_is_local_unless_named(tmp_path):
    assert place_from({}).root == ROOT / ".local"
    assert place_from({"DATA_DIR": str(tmp_path / "a" / ".." / "b")}).root == tmp_path / "b"


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    place = Place(tmp_path)

    key = place.secret_key()

    assert (place.secret_key(), len(key)) == (key, 67)
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_lock_names_its_holder_and_falls_with_it(tmp_path):
    script = f"from pathlib import Path; from launcher.place import Place\nwith Place(Path({str(tmp_path)!r})).locked('make run'):\n print(flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    holder.stdout.readline()

    with pytest.raises(Problem, match=re.escape(f"make run (Prozess {holder.pid})")), Place(tmp_path).locked("test"):
        pass
    holder.kill()
    holder.communicate()

    with Place(tmp_path).locked("test"):
        assert (tmp_path / "launcher.lock").read_text() == f"test (Prozess {os.getpid()})"


def test_full_disk_is_one_line(tmp_path):
    free = os.statvfs(tmp_path).f_frsize * os.statvfs(tmp_path).f_bavail

    check_space(tmp_path, needed=0)
    with pytest.raises(
        Problem, match=r"^Zu wenig Platz: .* gebraucht werden \d+ MB\. Bitte Platz schaffen oder DATA_DIR verlegen\.$"
    ):
        check_space(tmp_path, needed=free * 2)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (28, "Der Datenträger ist voll (/d). Bitte Platz schaffen und erneut starten."),
        (13, "Keine Schreibberechtigung (/d). Bitte DATA_DIR auf ein eigenes Verzeichnis setzen."),
        (5, "Das Betriebssystem meldet: x (/d)."),
    ],
)
def test_refusals_of_the_system_are_one_line(number, said):
    assert str(from_os(OSError(number, "x", "/d"))) == said
