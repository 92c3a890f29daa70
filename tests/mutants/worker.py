"""Runs tests in a copy of the tree: one order per line on standard input, one answer per line on standard output.

What is not ours is imported once; each order is a fork of that, so that our own modules are imported as they stand in the copy at that moment.
"""

import json
import os
import select
import signal
import sys
from importlib import import_module
from typing import Any

import pytest

PRELOADED = (
    "_pytest.assertion.rewrite", "_pytest.unittest", "celery.app.task", "csp.middleware", "django.contrib.postgres.fields",
    "django.db.backends.postgresql.base", "django.test.client", "django.views.generic", "django_fsm", "django_htmx.middleware", "factory.django",
    "holidays", "kombu.transport.redis", "pikepdf", "PIL.Image", "psycopg", "pypdf", "rules", "typst", "whitenoise.middleware",
)  # fmt: skip
QUIET = ("-q", "--no-header", "--tb=short", "-p", "pytest_django.plugin", "-p", "no:cacheprovider")


class Results:
    """Which tests passed, failed in what they assert, or could not even begin."""

    def __init__(self) -> None:
        self.passed: set[str] = set()
        self.failed: set[str] = set()
        self.broken: set[str] = set()

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """One case that fails is enough."""
        if item.nodeid.partition("[")[0] in self.failed:
            pytest.skip("another case of this test has failed")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what came out."""
        names = {report.nodeid, report.nodeid.partition("[")[0]}
        if report.failed:
            (self.failed if report.when == "call" else self.broken).update(names)
        elif report.when == "call":
            self.passed.update(names)


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """Run the tests of one order in a fork; one that hangs is ended and has noticed nothing."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        os.setsid()
        _run(order, writer)
    os.close(writer)
    ready, _w, _x = select.select([reader], [], [], order["longest"])
    with os.fdopen(reader) as told:
        text = told.read() if ready else ""
    if not text:
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return json.loads(text) if text else {"passed": [], "failed": [], "broken": order["tests"]}


def _run(order: dict[str, Any], writer: int) -> None:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(order["environ"])
    results = Results()
    pytest.main([*QUIET, *order["tests"]], plugins=[results])
    with os.fdopen(writer, "w") as tell:
        json.dump({name: sorted(found) for name, found in vars(results).items()}, tell)
    os._exit(0)


if __name__ == "__main__":
    for module in PRELOADED:
        import_module(module)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
