import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import IO

from launcher.processes import MARK, Program, end, identify, is_alive, kill_session, marked, start
from tests.launcher.conftest import LIMIT, until

SLEEP = Program("sleep", ["sleep", "60"])


def begun(program: Program, mark: str = "none") -> subprocess.Popen[bytes]:
    return start(program, subprocess.DEVNULL, mark)


def speaking(program: Program, mark: str = "none") -> tuple[subprocess.Popen[bytes], IO[str]]:
    """Start the program and return it with what it says."""
    reading, writing = os.pipe()
    process = start(program, writing, mark)
    os.close(writing)
    return process, os.fdopen(reading)


def test_identity_ends_with_its_process():
    process = begun(SLEEP)
    identity = identify(process.pid)
    assert is_alive(identity)

    end(identity, [(signal.SIGTERM, LIMIT)])

    assert (process.wait(LIMIT), is_alive(identity)) == (-signal.SIGTERM, False)


def test_same_number_with_another_start_is_another_process_and_is_left_alone():
    process = begun(SLEEP)
    somebody_else = replace(identify(process.pid), started=1)

    end(somebody_else, [(signal.SIGKILL, 0)])

    assert (is_alive(somebody_else), process.poll()) == (False, None)
    process.kill()
    process.wait()


def test_end_goes_on_to_the_next_signal_when_the_first_is_ignored():
    deaf = Program("deaf", ["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"])
    process, said = speaking(deaf)
    assert said.readline() == "deaf\n"

    end(identify(process.pid), [(signal.SIGTERM, 0.2), (signal.SIGKILL, LIMIT)])

    assert process.wait(LIMIT) == -signal.SIGKILL
    kill_session(process.pid)
    said.close()


def test_marked_finds_exactly_the_processes_of_one_run():
    ours, others = begun(SLEEP, "ours"), begun(SLEEP, "others")

    found = [identity.pid for identity in marked("ours")]

    assert found == [ours.pid]
    for process in (ours, others):
        process.kill()
        process.wait()


def test_program_gets_its_stop_signal_when_its_starter_is_killed():
    script = (
        "import signal, subprocess, sys, time; from launcher.processes import Program, start;"
        "child = start(Program('sleep', ['sleep', '60'], stop=signal.SIGINT), subprocess.DEVNULL, 'orphan');"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    child = identify(int(starter.stdout.readline()))

    starter.kill()
    starter.communicate(timeout=LIMIT)

    until(lambda: not is_alive(child))


def test_process_that_follows_its_parent_ends_with_it_and_sees_it_interrupted():
    script = (
        "import os, signal, time; from launcher.processes import follow_parent; asked = follow_parent();"
        "print(os.getpid(), asked(), flush=True); os.kill(os.getppid(), signal.SIGUSR1);"
        "time.sleep(0.5); print(asked(), flush=True); time.sleep(60)"
    )
    parent = (
        "import signal, subprocess, sys;"
        "signal.signal(signal.SIGUSR1, lambda *_: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}));"
        "subprocess.run([sys.executable, '-c', sys.argv[1]])"
    )
    process = subprocess.Popen([sys.executable, "-c", parent, script], stdout=subprocess.PIPE, text=True)
    pid, *before = process.stdout.readline().split()
    child, after = identify(int(pid)), process.stdout.readline().split()

    process.kill()
    process.communicate(timeout=LIMIT)

    until(lambda: not is_alive(child))
    assert (before, after) == (["False"], ["True"])


def test_program_is_started_in_a_session_of_its_own_with_its_environment():
    script = f"import os; print(os.getsid(0) == os.getpid(), os.environ['COLOUR'], os.environ['{MARK}'])"
    process, said = speaking(Program("probe", [sys.executable, "-c", script], {"COLOUR": "blau"}), "mark")

    process.wait(LIMIT)

    with said:
        assert said.read() == "True blau mark\n"
