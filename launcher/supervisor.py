"""Starts processes, writes down what they say, starts again what falls over, and ends all of them in order."""

import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

from launcher.logbook import Lines, Logbook
from launcher.problems import Problem
from launcher.processes import Program, kill_session, start
from launcher.ready import READY
from launcher.record import Record

ROUND = 1.0  # seconds the loop sleeps at most
WINDOW = (
    60.0  # a process may fall over this often in so many seconds, then something is wrong that a restart does not heal
)
FALLS = 5
QUICK = 3.0  # seconds between the second request to end and the kill


class Stopped(Exception):  # noqa: N818 -- a request, not an error
    """Somebody asked the whole to end."""


@dataclass
class Child:
    """One supervised process and what it says."""

    program: Program
    process: subprocess.Popen[bytes]
    lines: Lines = field(default_factory=Lines)
    ready: bool = False
    falls: list[float] = field(default_factory=list)


class Supervisor:
    """One loop, no threads: pipes, ended children and signals all wake the same selector."""

    def __init__(self, log: Logbook, record: Record, path: Path, asked: Callable[[], bool]) -> None:
        self.log, self.record, self.path, self.asked_elsewhere = log, record, path, asked
        self.children: dict[str, Child] = {}
        self.due: dict[str, float] = {}
        self.lasting: set[str] = set()
        self.asked = False
        self.selector = selectors.DefaultSelector()
        self.wake, self.woken = socket.socketpair()

    def __enter__(self) -> Self:
        for end in (self.wake, self.woken):
            end.settimeout(0)
        self.selector.register(self.woken, selectors.EVENT_READ, lambda: self.woken.recv(4096))
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup wants it to outlive the terminal
            signal.signal(signal.SIGHUP, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        self.lasting.clear()
        self.due.clear()
        for group in (("beat", "worker", "web", "start"), ("valkey",), ("postgres",)):
            self._end([self.children[name] for name in group if name in self.children])
        signal.set_wakeup_fd(-1)
        self.selector.close()
        self.wake.close()
        self.woken.close()

    def launch(self, program: Program, *, falls: Sequence[float] = ()) -> Child:
        """Start the program and note it down before anything else happens."""
        reading, writing = os.pipe()
        try:
            process = start(program, writing, self.record.mark)
        finally:
            os.close(writing)
        child = Child(program, process, falls=list(falls))
        self.children[program.name] = child
        self.record.add(program.name, process.pid, program.stop)
        self.record.write(self.path)
        self.selector.register(reading, selectors.EVENT_READ, lambda: self._listen(child, reading))
        return child

    def wait(self, reached: Callable[[], bool], what: str, *, seconds: float) -> None:
        """Run the loop until it is so; raises Problem when it takes too long or a process needed for it ends."""
        deadline = time.monotonic() + seconds
        while not reached():
            if time.monotonic() > deadline:
                raise Problem(f"{what} ist nach {seconds:.0f} s nicht bereit. Näheres steht im Protokoll.")
            self._round(0.05)
            self._raise_when_asked()
            for child in self.children.values():
                if child.process.returncode:
                    raise Problem(
                        f"{what} ist nicht gelungen: {_farewell(child)}. Näheres steht oben und im Protokoll."
                    )

    def watch(self) -> None:
        """Run the loop until somebody asks to end; restarts whatever ends unasked, within bounds."""
        self.lasting = {name for name, child in self.children.items() if child.process.returncode is None}
        while True:
            self._round(ROUND)
            self._raise_when_asked()
            for name in [name for name, moment in self.due.items() if moment <= time.monotonic()]:
                del self.due[name]
                self.launch(self.children[name].program, falls=self.children[name].falls)

    def _round(self, seconds: float) -> None:
        for key, _ in self.selector.select(seconds):
            key.data()
        for name, child in list(self.children.items()):
            if child.process.returncode is None and child.process.poll() is not None and name in self.lasting:
                self._fell(name, child)

    def _fell(self, name: str, child: Child) -> None:
        now = time.monotonic()
        child.falls = [*(moment for moment in child.falls if moment > now - WINDOW), now]
        if len(child.falls) > FALLS:
            raise Problem(
                f"{_farewell(child)}, zum {len(child.falls)}. Mal in {WINDOW:.0f} s; alles wird beendet. Näheres steht im Protokoll."
            )
        kill_session(child.process.pid)
        self.log.line(name, f"{_farewell(child)}; wird neu gestartet")
        self.due[name] = now + 0.2 * 2 ** len(child.falls)

    def _listen(self, child: Child, reading: int) -> None:
        data = os.read(reading, 2**16)
        for text in child.lines.feed(data) if data else child.lines.flush():
            if text == READY:
                child.ready = True
            elif not any(part in text for part in child.program.harmless):
                self.log.line(child.program.name, text)
        if not data:
            self.selector.unregister(reading)
            os.close(reading)

    def _end(self, children: list[Child]) -> None:
        """Ask, wait, ask harder, kill; whatever is left of a session goes with its leader."""
        limit = max((child.program.limit for child in children), default=0)
        for child in children:
            _send(child, child.program.stop)
        self._until_ended(children, limit)
        for child in children:
            _send(child, signal.SIGQUIT)
        self._until_ended(children, QUICK)
        for child in children:
            if child.process.returncode is None:
                self.log.line(child.program.name, "antwortet nicht und wird abgebrochen")
            kill_session(child.process.pid)
            child.process.wait()

    def _until_ended(self, children: list[Child], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while any(child.process.poll() is None for child in children) and time.monotonic() < deadline:
            self._round(0.2)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

    def _raise_when_asked(self) -> None:
        if self.asked or self.asked_elsewhere():
            self.log.show("")
            self.log.line("start", "Wird beendet")
            raise Stopped


def _send(child: Child, number: signal.Signals) -> None:
    if child.process.poll() is None:
        child.process.send_signal(number)


def _farewell(child: Child) -> str:
    code = child.process.returncode
    how = f"durch Signal {-code} beendet" if code < 0 else f"mit Code {code} beendet"
    return f"{child.program.name} wurde {how}"
