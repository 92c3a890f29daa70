"""Processes that are known again after a crash: by number, start time and boot, and by a mark in their environment."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PROC = Path("/proc")
MARK = "VERTRAGSWERK_RUN"
PR_SET_PDEATHSIG = 1
STEP = 0.05  # seconds between two looks at a process that is ending


@dataclass(frozen=True)
class Identity:
    """A process, not merely its number: numbers are used again. `started` counts clock ticks since boot."""

    pid: int
    started: int
    boot: str


@dataclass(frozen=True)
class Account:
    """The operating system's account a server runs under."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Program:
    """What to start, how to end it gracefully, and within how many seconds."""

    name: str
    argv: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop: signal.Signals = signal.SIGTERM
    limit: float = 10.0
    descriptors: tuple[int, ...] = ()
    harmless: tuple[str, ...] = ()  # what it says on every start and nobody needs to read


def identify(pid: int) -> Identity | None:
    """Return who runs under this number now, or None when nobody does; a zombie has ended."""
    try:
        line = (PROC / str(pid) / "stat").read_text(errors="replace")
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # The second field is the program's name in brackets and may itself contain brackets and blanks (proc(5)).
    fields = line.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else Identity(pid, int(fields[19]), boot)


def is_alive(identity: Identity) -> bool:
    """Whether exactly this process still runs."""
    return identify(identity.pid) == identity


def start(program: Program, output: int | IO[bytes], mark: str) -> subprocess.Popen[bytes]:
    """Start the program in a session of its own, so that a Ctrl-C reaches only the supervisor.

    The kernel sends the child its stop signal when the starting thread dies, whatever it dies of.
    """
    account = program.account
    return subprocess.Popen(
        program.argv,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env={**os.environ, **program.environ, MARK: mark},
        cwd="/" if account else None,
        pass_fds=program.descriptors,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=bound_to_parent(program.stop),  # noqa: PLW1509 -- the launcher has no threads
    )


def bound_to_parent(stop: signal.Signals) -> Callable[[], None] | None:
    """Return what the child does before it becomes the program; it runs after the change of account, which clears the setting."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def follow_parent() -> Callable[[], bool]:
    """Have the kernel end this process gracefully when its parent dies; return whether the parent was interrupted.

    `make` passes SIGTERM on to its recipe, but a SIGINT sent to make alone it keeps to itself and waits for the recipe to end,
    the signal blocked meanwhile. So a blocked SIGINT means that somebody wants make to end.
    """
    if sys.platform != "linux":
        return lambda: False
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    parent = os.getppid()
    return lambda: signal.SIGINT in _blocked(parent)


def _blocked(pid: int) -> set[int]:
    """Return the signals that a process holds blocked, from the mask in proc(5)."""
    try:
        lines = (PROC / str(pid) / "status").read_text(errors="replace").splitlines()
    except OSError:
        return set()
    mask = next((int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:")), 0)
    return {number for number in range(1, 65) if mask >> (number - 1) & 1}


def kill_session(leader: int) -> None:
    """Kill what is left of the session of a child that has ended."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def end(identity: Identity, signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send the signals in turn, each with its seconds to obey, to exactly this process, and return when it has ended."""
    for number, seconds in signals:
        if not is_alive(identity):
            return
        try:
            os.kill(identity.pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while is_alive(identity) and time.monotonic() < deadline:
            time.sleep(STEP)


def marked(token: str) -> list[Identity]:
    """Return the living processes that carry this mark in the environment they were started with."""
    wanted = f"{MARK}={token}".encode()
    found = []
    for entry in PROC.iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid() and wanted in _environment(entry):
            identity = identify(int(entry.name))
            found += [identity] if identity else []
    return found


def _environment(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:  # ended meanwhile, or of another user
        return []
