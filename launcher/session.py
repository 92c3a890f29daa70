"""Servers for the duration of one command: those of the run that is going on, or embedded ones of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO

from launcher.place import Place, private
from launcher.problems import Problem
from launcher.processes import end, identify, start
from launcher.record import Record, read, recover
from launcher.servers import Server, Servers

SERVERS = ("DATABASE_URL", "BROKER_URL")
PATIENCE = 60.0  # seconds to wait for another short command on the same DATA_DIR
START = 60.0  # seconds a server has to answer


@contextmanager
def session(
    place: Place, purpose: str, environ: Mapping[str, str], *, durable: bool = True
) -> Iterator[dict[str, str]]:
    """Yield the environment for one command; whatever had to be started for it ends with it.

    `durable=False` is for tests: a fresh cluster each time, fast and not safe against a crash of the machine.
    """
    place.make()
    given = {name: environ[name] for name in SERVERS if environ.get(name)}
    with ExitStack() as stack:
        running = None if len(given) == len(SERVERS) else _turn(place, purpose, stack)
        if running or len(given) == len(SERVERS):
            yield {**(running.environ if running else {}), **given, "DATA_DIR": str(place.root)}
            return
        recover(place)
        servers = Servers(place, environ, durable=durable)
        stack.callback(place.record.unlink, missing_ok=True)
        stack.callback(servers.remove_sockets)
        output = stack.enter_context(open(place.servers_log, "ab", opener=private))
        stack.enter_context(_started(servers, output))
        yield servers.environ()


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM into an orderly end that passes through every `finally`."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _turn(place: Place, purpose: str, stack: ExitStack) -> Record | None:
    """Wait until somebody serves, or hold the place; raises Problem naming the one who holds it for too long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            stack.enter_context(place.locked(purpose))
        except Problem:
            running = _running(place)
            if running:
                return running
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return None


def _running(place: Place) -> Record | None:
    """Return the run that serves from this place, once it does; only `make run` writes an address."""
    found = read(place.record)
    if found is None or not found.address:
        return None
    alive = [name for name, identity, _ in found.processes if identify(identity.pid) == identity]
    return found if "web" in alive else None


@contextmanager
def _started(servers: Servers, output: IO[bytes]) -> Iterator[None]:
    record = servers.record()
    children: list[tuple[Server, subprocess.Popen[bytes]]] = []
    try:
        for server in servers.embedded:
            server.prepare()
            program = server.program()
            children.append((server, start(program, output, servers.mark)))
            record.add(server.name, children[-1][1].pid, program.stop)
            record.write(servers.place.record)
        for server, process in children:
            _await(server, process, servers.place)
        yield
    finally:
        for server, process in reversed(children):
            _stop(server, process)


def _await(server: Server, process: subprocess.Popen[bytes], place: Place) -> None:
    deadline = time.monotonic() + START
    while not server.answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Problem(f"{server.name} startet nicht. Näheres steht in {place.servers_log}.")
        time.sleep(0.05)


def _stop(server: Server, process: subprocess.Popen[bytes]) -> None:
    program, identity = server.program(), identify(process.pid)
    if identity:
        end(identity, ((program.stop, program.limit), (signal.SIGQUIT, 3), (signal.SIGKILL, 3)))
    process.wait()
