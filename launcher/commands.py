"""The commands behind the Makefile."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

from launcher.environment import PYTHON, ensure
from launcher.place import ROOT, Place, place_from
from launcher.problems import Problem, from_os
from launcher.processes import bound_to_parent, follow_parent
from launcher.run import never, run
from launcher.session import ending_on_sigterm, session

BROWSERS = ("chromium", "chromium-browser")
TEST_SETTINGS = "config.settings.test"
# Which marks a lane of the suite takes.
LANES = {"all": "not long", "fast": "not long and not slow", "long": "long"}
USAGE = (
    "Aufruf: python -m launcher setup [run|dev|lint …] | run | test [all|fast|long] [-- Argumente für pytest] | bench"
)


def execute(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    match argv:
        case ["setup", *locks]:
            return guarded(lambda: ensure(tuple(locks) or ("run",)))
        case ["run", *options]:
            asked = follow_parent() if "--follow" in options else never
            return guarded(lambda: run(os.environ, asked))
        case ["test", "all" | "fast" | "long" as lane, *arguments]:
            return guarded(lambda: test(lane, _without_dashes(arguments)))
        case ["test", *arguments]:
            return guarded(lambda: test("all", _without_dashes(arguments)))
        case ["bench", *arguments]:
            return guarded(lambda: bench(_without_dashes(arguments)))
        case _:
            print(USAGE, file=sys.stderr)
            return 2


def guarded(command: Callable[[], int]) -> int:
    """Run the command; what the machine does not allow is said in one line and ends with code 1."""
    try:
        return command()
    except Problem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(from_os(error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def test(lane: str, arguments: list[str]) -> int:
    """Run a lane of the suite on fresh servers of its own, beside a run that may be going on; returns pytest's exit code."""
    parallel = [] if any(each.startswith("-n") for each in arguments) else ["-n", "2"]
    argv = ["pytest", *parallel, "-m", LANES[lane] + _without_browser(), *arguments]
    return _on_own_servers("test", argv, durable=False)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks on servers of their own, as durable as those of a run; returns their exit code."""
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        raise Problem("Es gibt noch keine Messungen (benchmarks/__main__.py fehlt).")
    return _on_own_servers("bench", ["benchmarks", *arguments], durable=True)


def _on_own_servers(name: str, argv: list[str], *, durable: bool) -> int:
    place = Place(place_from(os.environ).root / name)
    with ending_on_sigterm(), session(place, f"make {name}", {}, durable=durable) as environ:
        process = subprocess.Popen(
            [str(PYTHON), "-m", *argv],
            cwd=ROOT,
            env={**os.environ, **environ, "DJANGO_SETTINGS_MODULE": TEST_SETTINGS},
            preexec_fn=bound_to_parent(signal.SIGTERM),  # noqa: PLW1509 -- the launcher has no threads
        )
        try:
            return _until_ended(process)
        finally:
            process.terminate()
            process.wait()


def _until_ended(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the terminal told pytest as well; it ends in its own time


def _without_browser() -> str:
    if any(shutil.which(name) for name in BROWSERS):
        return ""
    print("Ausgelassen: die Tests im Browser (Chromium nicht gefunden; unter Debian: apt install chromium)", flush=True)
    return " and not browser"


def _without_dashes(arguments: Sequence[str]) -> list[str]:
    return [each for each in arguments if each != "--"]
