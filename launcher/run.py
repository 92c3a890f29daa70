"""`make run`: servers, database, web, worker and clock under one supervisor, until somebody asks to end."""

import http.client
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from launcher.listen import listen, port_from
from launcher.logbook import Logbook
from launcher.place import Place, check_space, place_from
from launcher.problems import Problem
from launcher.processes import Program
from launcher.record import read, recover
from launcher.servers import Servers
from launcher.supervisor import Stopped, Supervisor

SETTINGS = "config.settings.demo"


def never() -> bool:
    """Nobody but a signal asks this run to end."""
    return False


def run(environ: Mapping[str, str], asked: Callable[[], bool] = never) -> int:
    """Serve until a signal or `asked` ends it; returns the exit code. Raises Problem when the machine does not allow it."""
    port, place = port_from(environ), place_from(environ)
    place.make()
    with _sole(place), ExitStack() as stack:
        log = Logbook(place.log, sys.stdout, environ)
        stack.callback(log.close)
        for name in recover(place):
            log.line("start", f"Rest eines abgebrochenen Laufs beendet: {name}")
        check_space(place.root)
        descriptors = listen(port, stack)
        servers = Servers(place, environ)
        try:
            Run(place, log, servers, environ).serve(port, descriptors, asked)
        except Stopped:
            log.line("start", "Beendet.")
        finally:
            servers.remove_sockets()
            place.record.unlink(missing_ok=True)
    return 0


@contextmanager
def _sole(place: Place) -> Iterator[None]:
    """Hold the place; a second start is told where the first one serves."""
    with ExitStack() as stack:
        try:
            stack.enter_context(place.locked("make run"))
        except Problem:
            running = read(place.record)
            if running and running.address:
                raise Problem(f"Vertragswerk läuft schon: {running.address} (Daten in {place.root})") from None
            raise
        yield


class Run:
    """One start from the servers to the last line of the greeting."""

    def __init__(self, place: Place, log: Logbook, servers: Servers, environ: Mapping[str, str]) -> None:
        self.place, self.log, self.servers = place, log, servers
        self.began = time.monotonic()
        self.environ = servers.environ() | {
            "DJANGO_SETTINGS_MODULE": environ.get("DJANGO_SETTINGS_MODULE") or SETTINGS,
            "SECRET_KEY": environ.get("SECRET_KEY") or place.secret_key(),
            "PYTHONUNBUFFERED": "1",
        }

    def serve(self, port: int, descriptors: tuple[int, ...], asked: Callable[[], bool]) -> None:
        """Start everything, greet, and watch; leaves by Stopped or Problem, with all processes ended."""
        record = self.servers.record()
        record.address = f"http://localhost:{port}/"
        self.environ.setdefault("SITE_URL", record.address.rstrip("/"))
        with Supervisor(self.log, record, self.place.record, asked) as supervisor:
            self._start_servers(supervisor)
            self._prepare(supervisor)
            web = supervisor.launch(self._web(descriptors))
            worker = supervisor.launch(self._python("worker", "-m", "launcher.worker", limit=15))
            supervisor.wait(lambda: web.ready and worker.ready, "Der Start der Anwendung", seconds=90)
            _check_ready(port)
            beat = ("-m", "celery", "-q", "-A", "config.celery:app", "beat", "-l", "WARNING", "--pidfile=")
            supervisor.launch(self._python("beat", *beat, "-s", str(self.place.root / "beat" / "schedule")))
            self._greet(record.address)
            supervisor.watch()

    def _start_servers(self, supervisor: Supervisor) -> None:
        for server in self.servers.embedded:
            server.prepare()
            supervisor.launch(server.program())
        for server in self.servers.embedded:
            supervisor.wait(server.answers, f"Der Start von {server.name}", seconds=60)
            self.log.line(server.name, "antwortet")

    def _prepare(self, supervisor: Supervisor) -> None:
        paths = (str(self.place.accounts), str(self.place.root / "demo-loaded"))
        preparing = supervisor.launch(self._python("start", "-m", "launcher.prepare", *paths))
        supervisor.wait(lambda: preparing.process.returncode == 0, "Die Vorbereitung der Datenbank", seconds=600)

    def _web(self, descriptors: tuple[int, ...]) -> Program:
        binds = [part for each in descriptors for part in ("--bind", f"fd://{each}")]
        argv = [sys.executable, "-m", "gunicorn", "-c", "python:launcher.web", *binds, "config.wsgi:application"]
        return Program("web", argv, self.environ, descriptors=descriptors)

    def _python(self, name: str, *argv: str, limit: float = 10) -> Program:
        return Program(name, [sys.executable, *argv], self.environ, limit=limit)

    def _greet(self, address: str) -> None:
        accounts = self.place.accounts.read_text() if self.place.accounts.exists() else ""
        seconds = f"{time.monotonic() - self.began:.1f}".replace(".", ",")
        self.log.line("start", f"Bereit nach {seconds} s. Protokoll: {self.place.log}. Beenden mit Strg-C.")
        self.log.show(f"\nVertragswerk läuft: {address}\n{accounts}".rstrip())


def _check_ready(port: int) -> None:
    """Ask the application for its own verdict, which includes a query to the database."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except OSError as error:
        raise Problem(f"Die Anwendung antwortet nicht auf /readyz ({error}).") from None
    finally:
        connection.close()
    if status != http.client.OK:
        raise Problem(f"Die Anwendung meldet auf /readyz Status {status}; die Datenbank ist nicht erreichbar.")
