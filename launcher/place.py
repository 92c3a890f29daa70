"""DATA_DIR: everything the embedded operation keeps, and the lock that lets one command at a time have it."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from launcher.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
NEEDED = 300 * 2**20  # bytes: PostgreSQL's write-ahead log and one rotation of everything else


class Place:
    """The directory and the names in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.record = root / "run.json"
        self.accounts = root / "accounts.txt"
        self.log = root / "log" / "vertragswerk.log"
        self.servers_log = root / "log" / "servers.log"

    def make(self) -> None:
        """Create the directory; only its owner may list it, others (the database's account) may pass through."""
        if not self.root.is_dir():
            self.root.mkdir(parents=True)
            self.root.chmod(0o711)
        for directory in (self.log.parent, *(self.root / name for name in ("beat", "files", "mail", "static"))):
            directory.mkdir(mode=0o700, exist_ok=True)

    def secret_key(self) -> str:
        """Return the signing key of this installation, generated once and readable by its owner only."""
        path = self.root / "secret-key"
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            fresh.rename(path)
        return path.read_text()

    @contextmanager
    def locked(self, purpose: str) -> Iterator[None]:
        """Hold DATA_DIR for one command; the kernel lets go when the process dies, however it dies.

        Raises Problem naming the holder when it is taken.
        """
        with (self.root / "launcher.lock").open("a+") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise Problem(self._taken_by(file.read())) from None
            file.truncate(0)
            file.write(f"{purpose} (Prozess {os.getpid()})")
            file.flush()
            yield

    def _taken_by(self, holder: str) -> str:
        return f"In {self.root} arbeitet gerade {holder or 'ein anderer Aufruf'}. Bitte warten, bis er fertig ist, oder ihn beenden."


def private(path: str, flags: int) -> int:
    """An opener for files that only their owner may read, from their first byte; also where an older one was open to all."""
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor


def place_from(environ: Mapping[str, str]) -> Place:
    """Return the place that DATA_DIR names, by default `.local/` in the checkout."""
    return Place(Path(environ.get("DATA_DIR") or ROOT / ".local").absolute().resolve())


def check_space(directory: Path, needed: int = NEEDED) -> None:
    """Raise Problem when the file system of the directory has fewer bytes left than needed."""
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise Problem(
            f"Zu wenig Platz: auf dem Datenträger von {directory} sind {free // 2**20} MB frei, "
            f"gebraucht werden {needed // 2**20} MB. Bitte Platz schaffen oder DATA_DIR verlegen."
        )
