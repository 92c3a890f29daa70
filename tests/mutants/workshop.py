"""Where guards are taken away: a copy of the tree, a template of the test database, and a process that runs the tests there."""

import compileall
import json
import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from django.db import connection

from tests import database
from tests.mutants.mutant import ROOT, Mutant

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", ".local", ".cache", ".*_cache", "__pycache__")
BORROWED = (".venv", "node_modules")


class Workshop:
    """One copy, one name for databases, one process."""

    def __init__(self, place: Path) -> None:
        self.tree, self.log = place / "tree", place / "log"
        shutil.copytree(ROOT, self.tree, ignore=LEFT_OUT, symlinks=True)
        for name in BORROWED:
            (self.tree / name).symlink_to(ROOT / name)
        # Judged by their content: a file that is changed and put back within a second must not be taken for the other.
        compileall.compile_dir(self.tree, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        (place / "tmp").mkdir()
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "TMPDIR": str(place / "tmp"), "PYTHONPATH": str(self.tree)}
        self.database = f"{connection.settings_dict['NAME']}_workshop_{os.getpid()}"
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.worker"], cwd=self.tree, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> Self:
        database.lend(self.database)
        return self

    def __exit__(self, *_error: object) -> None:
        self.worker.communicate()
        database.take_back(self.database)

    def survived(self, entry: Mutant) -> str:
        """Empty when each named test failed without the guard; otherwise which did not, and what they said."""
        with self._without(entry):
            results = self.run(entry.tests, statement=entry.statement)
        silent = [name for name in entry.tests if f"tests/{name}" not in results["failed"]]
        return f"{entry.fault}: not noticed by {silent}\n{self.log.read_text()[-6000:]}" if silent else ""

    @contextmanager
    def _without(self, entry: Mutant) -> Iterator[None]:
        if not entry.file:
            yield
            return
        file = self.tree / entry.file
        whole = file.read_text()
        file.write_text(entry.applied(whole))
        try:
            yield
        finally:
            file.write_text(whole)

    def run(self, tests: Iterable[str], *, statement: str = "", longest: int = 120) -> dict[str, Any]:
        """Run tests as the copy stands now, on a database nobody has used, after `statement`."""
        name = self.database
        if statement:
            name = f"{name}_changed"
            database.lend(name, statement)
        order = {
            "tests": [f"tests/{test}" for test in tests],
            "log": str(self.log),
            "environ": {"TEST_DB": name},
            "longest": longest,
        }
        assert self.worker.stdin
        assert self.worker.stdout
        self.worker.stdin.write(json.dumps(order) + "\n")
        self.worker.stdin.flush()
        answer = json.loads(self.worker.stdout.readline())
        if statement:
            database.take_back(name)
        return answer
