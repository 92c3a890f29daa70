"""One readable log for all processes: to the terminal with a prefix, and into a file that does not grow without end."""

import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from launcher.place import private

COLOURS = {"postgres": 34, "valkey": 35, "web": 32, "worker": 36, "beat": 33, "start": 1}
WIDTH = max(len(name) for name in COLOURS)
FILE_SIZE = 5 * 2**20
FILES = 3


class Logbook:
    """Writes lines; a closed terminal or a full disk never stops the servers."""

    def __init__(self, path: Path, terminal: TextIO, environ: Mapping[str, str]) -> None:
        self.terminal: TextIO | None = terminal
        self.coloured = terminal.isatty() and "NO_COLOR" not in environ
        self.file = _Quiet(path, maxBytes=FILE_SIZE, backupCount=FILES, encoding="utf-8")
        self.file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def line(self, source: str, text: str) -> None:
        """Write one line of one process to both."""
        self.file.emit(logging.makeLogRecord({"msg": "%s | %s", "args": (source.ljust(WIDTH), text)}))
        name = source.ljust(WIDTH)
        self.show(f"\033[{COLOURS.get(source, 0)}m{name} |\033[0m {text}" if self.coloured else f"{name} | {text}")

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def show(self, text: str) -> None:
        """Write to the terminal only."""
        if self.terminal is None:
            return
        try:
            print(text, file=self.terminal, flush=True)
        except OSError:
            # Nobody reads any more, as in `make run | head`; the interpreter's last flush must find somewhere to write.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.terminal = None


class _Quiet(RotatingFileHandler):
    """For its owner's eyes."""

    def _open(self) -> TextIOWrapper:
        for number in range(1, FILES + 1):
            with suppress(FileNotFoundError):
                Path(f"{self.baseFilename}.{number}").chmod(0o600)
        return open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- the name is logging's
        """Go on without the file: what could be said about it would go to the same full disk."""


class Lines:
    """Cuts the bytes of a pipe into lines."""

    def __init__(self) -> None:
        self.rest = b""

    def feed(self, data: bytes) -> list[str]:
        """Return the lines that are complete now, without their ends and without empty ones."""
        *whole, self.rest = (self.rest + data).split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in whole if line.strip()]

    def flush(self) -> list[str]:
        """Return what came without an end of line."""
        return self.feed(b"\n")
