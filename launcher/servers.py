"""The servers a command needs: those that the environment names, the embedded ones for the rest."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from launcher.account import server_account
from launcher.home import home_of
from launcher.place import ROOT, Place
from launcher.postgres import Postgres
from launcher.problems import Problem
from launcher.processes import Program
from launcher.record import Record
from launcher.valkey import Valkey

LONGEST_SOCKET = 107  # bytes, unix(7)


class Server(Protocol):
    """What the supervisor needs to know of a server."""

    name: str
    variable: str

    @property
    def url(self) -> str:
        """The address for its variable."""

    def prepare(self) -> None:
        """Make what it needs on disk."""

    def program(self) -> Program:
        """What to start."""

    def answers(self) -> bool:
        """Whether it does its work now."""


class Servers:
    """The embedded servers of one run and the environment that leads to them."""

    def __init__(self, place: Place, environ: Mapping[str, str], *, durable: bool = True) -> None:
        self.place = place
        self.given = {name: environ[name] for name in ("DATABASE_URL", "BROKER_URL") if environ.get(name)}
        account = None if "DATABASE_URL" in self.given else server_account()
        self.sockets = _socket_directory()
        if account:
            os.chown(self.sockets, account.uid, account.gid)
        self.embedded: list[Server] = []
        if "DATABASE_URL" not in self.given:
            self.embedded.append(Postgres(home_of(place, account), self.sockets, account, durable=durable))
        if "BROKER_URL" not in self.given:
            self.embedded.append(Valkey(place.root / "valkey", self.sockets, durable=durable))
        self.mark = secrets.token_hex(8)

    def environ(self) -> dict[str, str]:
        """What the application's processes read, without what is given from outside."""
        return {
            **{server.variable: server.url for server in self.embedded},
            **self.given,
            "DATA_DIR": str(self.place.root),
            "PYTHONPATH": str(ROOT),
        }

    def record(self) -> Record:
        """The empty note of this run, to be written before anything is started."""
        environ = {server.variable: server.url for server in self.embedded}
        return Record(self.mark, str(self.sockets), self.given | environ)

    def remove_sockets(self) -> None:
        """Remove the socket directory at the end of a run."""
        shutil.rmtree(self.sockets, ignore_errors=True)


def _socket_directory() -> Path:
    """Make a short private directory: a socket deep inside a long path could not be opened."""
    for base in (Path("/tmp"), Path("/var/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 -- mkdtemp makes it private
        if len(os.fsencode(base / "vw-12345678" / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET and os.access(base, os.W_OK):
            return Path(tempfile.mkdtemp(prefix="vw-", dir=base))
    raise Problem("Kein kurzes, beschreibbares Verzeichnis für Unix-Sockets gefunden (/tmp).")
