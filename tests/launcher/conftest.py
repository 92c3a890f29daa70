"""A launcher as the terminal sees it: a process of its own, in a directory that the database's account reaches."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from launcher.place import ROOT, Place
from launcher.record import Record, read

LIMIT = 30  # seconds for anything that a test waits for


def until(reached: Callable[[], object]) -> None:
    """Wait until it is so, or fail."""
    deadline = time.monotonic() + LIMIT
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Terminal:
    """Starts commands of the launcher on one DATA_DIR and knows what they left there."""

    def __init__(self, directory: Path) -> None:
        self.place = Place(directory)
        self.port = free_port()
        self.started: list[subprocess.Popen[str]] = []
        self.environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
        self.environ |= {
            "DATA_DIR": str(directory),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "tests.launcher.site",
        }

    def start(self, *argv: str) -> subprocess.Popen[str]:
        """Begin a run and wait for its greeting."""
        process = self.begin(argv or (sys.executable, "-m", "launcher", "run"))
        greeted = False
        while not greeted:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            greeted = line.startswith("Vertragswerk läuft")
        return process

    def command(self, *argv: str, **environ: str) -> subprocess.Popen[str]:
        return self.begin((sys.executable, *argv), **environ)

    def begin(self, argv: Sequence[str], user: int | None = None, **environ: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=self.environ | environ,
            user=user,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def refused(self, **environ: str) -> str:
        """Return the one line with which a run is refused."""
        process = self.command("-m", "launcher", "run", **environ)
        _, said = process.communicate(timeout=LIMIT)
        assert process.returncode == 1
        return said

    def record(self) -> Record:
        return read(self.place.record)

    def pid(self, name: str) -> int:
        return next(identity.pid for each, identity, _ in self.record().processes if each == name)

    def close(self) -> None:
        for process in self.started:
            process.terminate()
            process.communicate(timeout=LIMIT)


@contextmanager
def new_directory() -> Iterator[Path]:
    """A directory with a space and umlauts in its path that every account may pass through."""
    base = Path(tempfile.mkdtemp(prefix="launcher-"))
    base.chmod(0o755)
    try:
        yield base / "Ämter & Wörk dir"
    finally:
        shutil.rmtree(base)


@pytest.fixture
def directory() -> Iterator[Path]:
    with new_directory() as made:
        yield made


@pytest.fixture
def terminal(directory: Path) -> Iterator[Terminal]:
    opened = Terminal(directory)
    yield opened
    opened.close()
