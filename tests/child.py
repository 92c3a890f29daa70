"""Runs one function in a process of its own, on the same test database: `python -m tests.child module:function '["argument"]'`."""

import json
import os
import subprocess
import sys
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection


def environment() -> dict[str, str]:
    """What a process needs to find the test database and its files."""
    made = connection.settings_dict
    host = f"{made['HOST'] or 'localhost'}:{made['PORT'] or 5432}" if not str(made["HOST"]).startswith("/") else ""
    query = "" if host else f"?host={made['HOST']}&port={made['PORT']}"
    address = f"postgresql://{made['USER']}:{made['PASSWORD']}@{host}/{made['NAME']}{query}"
    return os.environ | {
        "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": str(settings.LOCALE_PATHS[0].parent),
    }  # fmt: skip


def start(function: Any, *arguments: Any, **changed: str) -> subprocess.Popen[str]:
    """Start `function(*arguments)` in a process; what it returns comes as JSON on its standard output. `changed` alters its environment."""
    name = f"{function.__module__}:{function.__name__}"
    command = [sys.executable, "-m", "tests.child", name, json.dumps(arguments)]
    return subprocess.Popen(command, env=environment() | changed, stdout=subprocess.PIPE, text=True)


def result(process: subprocess.Popen[str]) -> Any:
    """Wait for it."""
    out, _err = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(out)


if __name__ == "__main__":
    import django

    django.setup()
    module, name = sys.argv[1].split(":")
    print(json.dumps(getattr(import_module(module), name)(*json.loads(sys.argv[2]))))  # noqa: T201
