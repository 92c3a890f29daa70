"""`python -m benchmarks pages [FACTOR]`: how long the pages take on a demonstration multiplied by FACTOR (2500: a million tasks)."""

import logging
import subprocess
import sys
import time
from statistics import quantiles

from benchmarks.database import fresh

FACTOR, ROUNDS = 2500, 20
VISITS = [
    ("sachbearbeitung", "/aufgaben/"), ("sachbearbeitung", "/aufgaben/?ansicht=einheit"), ("sachbearbeitung", "/aufgaben/?q=jugend"),
    ("referatsleitung", "/aufgaben/"), ("staatssekretaer", "/aufgaben/"), ("hmkb", "/aufgaben/"), ("sachbearbeitung", "/vorgaenge/"),
    ("sachbearbeitung", "/vorgaenge/?q=jugend"), ("hmkb", "/vorgaenge/"), ("referatsleitung", "/fristen/"), ("baf", "/partner/"),
    ("baf", "/oeffentlich/vertraege/"),
]  # fmt: skip


def main(factor: int = FACTOR) -> None:
    """Make the world in a database of its own, then measure in a process that knows it."""
    environment = fresh("vertragswerk_seiten") | {"DJANGO_SETTINGS_MODULE": "config.settings.demo"}
    subprocess.run([sys.executable, "-m", "django", "demo", "--scale", str(factor)], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.pages"], env=environment, check=True)


def measure() -> None:
    """Print queries, and the 50th and 95th percentile of page and database time in milliseconds."""
    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from directory.models import User
    from workflow.models import CaseTask

    setup_test_environment()
    tasks = CaseTask.objects.count()
    print(f"{tasks:,} Aufgaben, {CaseTask.objects.filter(closed_at=None).count():,} offen; Millisekunden, p50 / p95")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    for account, address in VISITS:
        client = Client()
        client.force_login(User.objects.get(username=account))
        client.get(address)
        pages, reads = [], []
        for _round in range(ROUNDS):
            with CaptureQueriesContext(connection) as queries:
                begun = time.perf_counter()
                status = client.get(address).status_code
                pages.append((time.perf_counter() - begun) * 1000)
            reads.append(sum(float(query["time"]) for query in queries.captured_queries) * 1000)
        print(
            f"{account:16} {address:30} {status} {len(queries):3} Abfragen   Seite {_both(pages)}   Datenbank {_both(reads)}"
        )


def _both(values: list[float]) -> str:
    cuts = quantiles(values, n=20)
    return f"{cuts[9]:6.0f} / {cuts[18]:6.0f}"


if __name__ == "__main__":
    measure()
