"""One client in a process of its own: `python -m benchmarks.client engine|floor CASES`; its figures as JSON."""

import json
import os
import resource
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

import django

django.setup()

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.floor import Floor
from benchmarks.workload import Workload
from directory.models import OrgUnit, User

WARM_UP = 3


def main(what: str, cases: int) -> None:
    """Warm up, then measure every case by itself."""
    one = _floor() if what == "floor" else Workload()
    for _number in range(WARM_UP):
        one.case()
    times, before = [], _cpu()
    for _number in range(cases):
        start = time.perf_counter()
        one.case()
        times.append(time.perf_counter() - start)
    print(
        json.dumps(
            {
                "times": times,
                "cpu": (_cpu() - before) / cases,
                "statements": _statements(one) if what == "engine" else 0,
            }
        )
    )


def _floor() -> Floor:
    units = list(OrgUnit.objects.filter(short__in=["Z 1", "Z 3", "Presse"]).values_list("pk", flat=True))
    return Floor(os.environ["DATABASE_URL"], units, list(User.objects.values_list("pk", flat=True)[:4]))


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _statements(workload: Workload | Floor) -> int:
    """Statements of one whole case, without BEGIN and COMMIT and the lookups of the benchmark itself."""
    with CaptureQueriesContext(connection) as captured:
        workload.case()
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in captured) - 8


main(sys.argv[1], int(sys.argv[2]))
