"""Which Python runs this. Readable by any Python 3, so that a wrong version is answered with one line instead of a syntax error."""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 -- before the version is known
VENV = os.path.join(ROOT, ".venv")  # noqa: PTH118 -- likewise


def refuse_old() -> None:
    """End with one line when this Python is too old for the application."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- the very check that the rule takes for granted
        found = ".".join(str(part) for part in sys.version_info[:3])
        message = "Vertragswerk braucht Python ab 3.11, gefunden wurde %s. Anderes Python: make run PYTHON=python3.11\n"
        sys.stderr.write(message % found)
        sys.exit(1)


def enter() -> None:
    """Continue the same command with the checkout's own Python; returns when it already is, or when there is none."""
    python = os.path.join(VENV, "bin", "python")  # noqa: PTH118 -- before the version is known
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(VENV):  # noqa: PTH110 -- likewise
        os.execv(python, [python] + sys.argv)  # noqa: S606, RUF005 -- the same command, another interpreter
