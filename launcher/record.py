"""What a supervisor writes down so that the next one can clear up after it."""

import json
import shutil
import signal
from dataclasses import asdict, dataclass, field
from pathlib import Path

from launcher.place import Place
from launcher.processes import Identity, end, identify, marked

GRACE = 10.0  # seconds an orphan gets to end by itself before it is killed


@dataclass
class Record:
    """One run: its mark, where its sockets lie, what it serves, and every process it started."""

    mark: str
    sockets: str
    environ: dict[str, str] = field(default_factory=dict)
    address: str = ""
    processes: list[tuple[str, Identity, int]] = field(default_factory=list)

    def add(self, name: str, pid: int, stop: signal.Signals) -> None:
        """Note a process that was just started, in the place of an earlier one of that name."""
        identity = identify(pid)
        self.processes = [each for each in self.processes if each[0] != name]
        if identity:
            self.processes.append((name, identity, int(stop)))

    def write(self, path: Path) -> None:
        """Replace the file in one piece; it holds the way to the database and is for its owner only."""
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(self), indent=1))
        fresh.replace(path)


def read(path: Path) -> Record | None:
    """Return what the last run wrote, or None when there was none or its note cannot be read."""
    try:
        raw = json.loads(path.read_text())
        raw["processes"] = [(name, Identity(**identity), stop) for name, identity, stop in raw["processes"]]
        return Record(**raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def recover(place: Place) -> list[str]:
    """End what a dead supervisor left behind, in the order of a shutdown, and remove its sockets; return the names.

    Call it while holding the lock of the place: then nobody alive owns these processes.
    """
    record = read(place.record)
    if record is None:
        return []
    ended = []
    for name, identity, stop in reversed(record.processes):
        if identify(identity.pid) == identity:
            ended.append(name)
            end(identity, ((signal.Signals(stop), GRACE), (signal.SIGKILL, GRACE)))
    for identity in marked(record.mark):
        end(identity, ((signal.SIGTERM, 1.0), (signal.SIGKILL, GRACE)))
    _remove_sockets(Path(record.sockets))
    place.record.unlink(missing_ok=True)
    return ended


def _remove_sockets(directory: Path) -> None:
    if directory.name.startswith("vw-"):
        shutil.rmtree(directory, ignore_errors=True)
