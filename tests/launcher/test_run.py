"""The whole start, seen from the terminal: real PostgreSQL, Valkey, gunicorn and Celery on the smallest possible site."""

import ast
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.account import server_account
from launcher.place import ROOT
from launcher.processes import Identity, is_alive
from tests.launcher.conftest import LIMIT, Terminal, new_directory, until

pytestmark = pytest.mark.slow
PROGRAMS = ["postgres", "valkey", "web", "worker", "beat"]
WHERE = "from django.db import connection as c; print(c.cursor().execute('show unix_socket_directories').fetchone()[0])"
MANAGE = ("manage.py", "shell", "-v0", "-c", WHERE)


@pytest.fixture(scope="module")
def serving() -> Iterator[Terminal]:
    """One run that several tests look at."""
    with new_directory() as directory:
        terminal = Terminal(directory)
        terminal.start()
        yield terminal
        terminal.close()


def status(terminal: Terminal) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{terminal.port}/readyz", timeout=LIMIT) as answer:
            assert answer.headers["Server"] is None
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def everybody(terminal: Terminal) -> list[Identity]:
    return [identity for _, identity, _ in terminal.record().processes]


def left_of(processes: list[Identity]) -> list[Identity]:
    return [identity for identity in processes if is_alive(identity)]


def test_second_run_names_the_address_of_the_first_and_leaves_it_alone(serving):
    said = serving.refused(PORT="1")

    assert said == f"Vertragswerk läuft schon: http://localhost:{serving.port}/ (Daten in {serving.place.root})\n"
    assert status(serving) == 200


def test_manage_uses_the_servers_of_the_run(serving):
    said, _ = serving.command(*MANAGE).communicate(timeout=LIMIT)

    assert said.strip() == serving.record().sockets


def test_killed_database_and_killed_web_server_are_started_again(serving):
    until(lambda: [name for name, _, _ in serving.record().processes if name != "start"] == PROGRAMS)
    before = [serving.pid(name) for name in ("postgres", "web")]

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    until(lambda: not {serving.pid(name) for name in ("postgres", "web")} & set(before))
    until(lambda: status(serving) == 200)


@pytest.fixture
def make(tmp_path: Path) -> tuple[str, ...]:
    """A make that runs the launcher as ours does, without looking at the environment first."""
    (tmp_path / "Makefile").write_text(f"run:\n\t@cd '{ROOT}' && exec '{sys.executable}' -m launcher run --follow\n")
    return ("make", "-C", str(tmp_path), "run")


def test_run_greets_ends_everything_it_started_and_starts_again(terminal, make):
    by_make = (make, signal.SIGINT, -signal.SIGINT)  # make keeps an interrupt to itself when only it is sent one
    directly = ((sys.executable, "-m", "launcher", "run"), signal.SIGTERM, 0)
    for argv, sent, code in (by_make, directly):
        run = terminal.start(*argv)
        started, sockets = everybody(terminal), Path(terminal.record().sockets)
        assert [run.stdout.readline() for _ in range(2)] == ["Konto eins\n", "Konto zwei\n"]

        run.send_signal(sent)

        assert (run.wait(LIMIT), left_of(started)) == (code, [])
        assert (sockets.exists(), terminal.place.record.exists()) == (False, False)
    assert terminal.place.log.read_text().count("Beispielwelt geladen") == 1


def test_run_recovers_from_a_killed_supervisor(terminal):
    first = terminal.start()
    left, sockets = everybody(terminal), Path(terminal.record().sockets)
    first.kill()
    first.wait(LIMIT)

    terminal.start()

    assert (left_of(left), sockets.exists(), status(terminal)) == ([], False, 200)


def test_manage_alone_starts_the_servers_for_as_long_as_it_takes(terminal):
    said, _ = terminal.command(*MANAGE).communicate(timeout=LIMIT)

    assert (said.startswith("/tmp/vw-"), Path(said.strip()).exists()) == (True, False)
    assert terminal.record() is None


def test_manage_serves_an_ordinary_account_as_well(terminal):
    if os.getuid() != 0:
        pytest.skip("this is an ordinary account already")
    account = server_account()
    importing = ["sh", "-c", '"$0" -c "import django"', sys.executable]
    if subprocess.run(importing, check=False, capture_output=True, cwd="/", user=account.uid).returncode:
        pytest.skip("this Python is out of reach of other accounts")
    terminal.place.make()
    subprocess.run(["chown", "-R", str(account.uid), terminal.place.root], check=True)
    probe = (
        *MANAGE[:-1],
        "from django.db import connection as c; print(c.cursor().execute('show data_directory').fetchone()[0])",
    )

    said, failed = terminal.begin((sys.executable, *probe), user=account.uid).communicate(timeout=LIMIT)

    assert (said.strip(), failed) == (str(terminal.place.root / "postgres"), "")


def test_taken_port_is_one_line(terminal):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", terminal.port))
        taken.listen()

        said = terminal.refused()

    assert said == f"Port {terminal.port} ist schon belegt. Anderer Port, zum Beispiel: make run PORT=8080\n"


def test_wrong_port_is_one_line(terminal):
    assert terminal.refused(PORT="acht") == (
        "PORT=acht ist keine Portnummer. Erlaubt sind 1 bis 65535, zum Beispiel: make run PORT=8080\n"
    )


def test_unknown_command_says_what_there_is(terminal):
    process = terminal.command("-m", "launcher", "fly")

    _, said = process.communicate(timeout=LIMIT)

    assert (process.returncode, said.startswith("Aufruf: python -m launcher")) == (2, True)


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "interpreter.py"])
def test_what_refuses_old_pythons_is_readable_by_them(name):
    ast.parse((ROOT / "launcher" / name).read_text(), feature_version=(3, 5))
