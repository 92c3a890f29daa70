"""The whole start, seen from the terminal: real PostgreSQL, Valkey, gunicorn and Celery on the smallest possible site."""

import ast
import os
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from launcher.place import ROOT
from launcher.processes import is_alive
from tests.launcher.conftest import LIMIT, Terminal, until

pytestmark = pytest.mark.slow
PROGRAMS = ["postgres", "valkey", "web", "worker", "beat"]


def status(terminal: Terminal) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{terminal.port}/readyz", timeout=LIMIT) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def everybody(terminal: Terminal):
    return [identity for _, identity, _ in terminal.record().processes]


def test_run_serves_and_ends_everything_it_started_twice(terminal):
    for number in (signal.SIGINT, signal.SIGTERM):
        run = terminal.start()
        until(lambda: [name for name, _, _ in terminal.record().processes if name != "start"] == PROGRAMS)
        started, sockets = everybody(terminal), Path(terminal.record().sockets)
        assert status(terminal) == 200

        run.send_signal(number)

        assert (run.wait(LIMIT), [is_alive(each) for each in started if is_alive(each)]) == (0, [])
        assert (sockets.exists(), terminal.place.record.exists()) == (False, False)


def test_run_recovers_from_a_killed_supervisor(terminal):
    first = terminal.start()
    left, sockets = everybody(terminal), Path(terminal.record().sockets)
    first.kill()
    first.wait(LIMIT)

    terminal.start()

    assert [is_alive(each) for each in left if is_alive(each)] == []
    assert (sockets.exists(), status(terminal)) == (False, 200)


def test_run_restarts_a_killed_database_and_a_killed_web_server(terminal):
    terminal.start()
    before = [terminal.pid(name) for name in ("postgres", "web")]

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    until(lambda: not {terminal.pid(name) for name in ("postgres", "web")} & set(before))
    until(lambda: status(terminal) == 200)


def test_second_run_names_the_address_of_the_first_and_leaves_it_alone(terminal):
    terminal.start()

    said = terminal.refused(PORT="1")

    assert said == f"Vertragswerk läuft schon: http://localhost:{terminal.port}/ (Daten in {terminal.place.root})\n"
    assert status(terminal) == 200


def test_manage_uses_the_running_server_and_its_own_after_it(terminal):
    run = terminal.start()
    probe = (
        "from django.db import connection as c; print(c.cursor().execute('show unix_socket_directories').fetchone()[0])"
    )
    argv = ("manage.py", "shell", "-v0", "-c", probe)

    beside, _ = terminal.command(*argv).communicate(timeout=LIMIT)
    sockets = terminal.record().sockets
    run.terminate()
    run.communicate(timeout=LIMIT)
    alone, _ = terminal.command(*argv).communicate(timeout=LIMIT)

    assert beside.strip() == sockets
    assert (alone.startswith("/tmp/vw-"), Path(alone.strip()).exists()) == (True, False)


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
