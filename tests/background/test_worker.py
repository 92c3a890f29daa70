"""A worker that is killed in the middle of its work, a broker that is gone for a while: nothing lost, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models import Count
from viewflow.workflow.token import Token

from config.celery import app
from tests.child import environment, result, start
from tests.conftest import NOON
from tests.factories.contracts import proposal
from workflow.chain import verify
from workflow.models import Case, CaseEvent, CaseTask, Outbox
from workflow.ticking import sweep

pytestmark = [pytest.mark.race, pytest.mark.slow]
JOBS, CASES = 200, 200
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def broker():
    """The broker that `make test` starts; without one the test is left out."""
    address = os.environ.get("BROKER_URL", NOWHERE)
    if address == NOWHERE:
        pytest.skip("no broker here: `make test` brings one")
    app.conf.broker_url = address
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=5)
        connection.default_channel.queue_declare("celery", passive=False)
        connection.default_channel.queue_purge("celery")
    return address


@contextmanager
def worker(address: str):
    """A real worker with two processes of its own; killed with everything it started when the block ends."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-q",
        "-A",
        "config.celery:app",
        "worker",
        "-c",
        "2",
        "-l",
        "ERROR",
        "--without-mingle",
        "--without-gossip",
    ]
    process = subprocess.Popen(command, env=environment() | {"BROKER_URL": address}, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(condition, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the worker did not get there in time"
        time.sleep(0.05)


def jobs(number: int) -> None:
    """Cases whose final text is to be verified; it has none, so each job sends its case back to the negotiation."""
    first = proposal().case
    cases = [first, *(proposal().case for _number in range(number - 1))]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(state="signature")
    CaseTask.objects.filter(process__in=cases).update(status="CANCELED", closed_at=NOON)
    node = first.flow_class.find("verify_text")
    rows = CaseTask.objects.bulk_create(
        CaseTask(
            process=case,
            flow_task=node,
            flow_task_type="JOB",
            token=Token("start"),
            title="Endfassung prüfen",
            opened_at=NOON,
        )
        for case in cases
    )
    Outbox.objects.bulk_create(Outbox(case=row.process, task=row, kind="job", at=NOON) for row in rows)


def done() -> int:
    return CaseEvent.objects.filter(action="verify_text:damaged").count()


def assert_each_once(number: int) -> None:
    assert done() == number
    per_case = CaseEvent.objects.filter(action="verify_text:damaged").values("case").annotate(times=Count("pk"))
    assert {row["times"] for row in per_case} == {1}
    assert Case.objects.filter(state="negotiation").count() == number
    drafts = CaseTask.objects.filter(closed_at=None).values("process").annotate(times=Count("pk"))
    assert [row["times"] for row in drafts] == [1] * number
    assert verify().faults == []


def test_a_worker_killed_in_the_middle_of_200_jobs_loses_and_doubles_none(race_db, broker):
    jobs(JOBS)
    assert sweep(NOON + timedelta(minutes=1)).counts == {"sent": JOBS}
    with worker(broker):
        wait_for(lambda: done() >= JOBS // 4)
    assert done() < JOBS
    # Twice as much as needed: what the broker gives out again and what the sweeper sends again are the same jobs.
    sweep(NOON + timedelta(minutes=5))
    with worker(broker):
        wait_for(lambda: done() == JOBS)
        time.sleep(1.0)
    assert_each_once(JOBS)


def sweep_after(minutes: int) -> dict[str, int]:
    """In a process of its own, which has the broker its environment names."""
    return sweep(NOON + timedelta(minutes=minutes)).counts


def test_while_the_broker_is_gone_nothing_is_marked_as_sent_and_afterwards_all_of_it_is_done(race_db, broker):
    jobs(10)
    assert result(start(sweep_after, 1, BROKER_URL=NOWHERE)) == {}
    assert Outbox.objects.filter(kind="job", sent_at=None).count() == 10
    assert result(start(sweep_after, 2, BROKER_URL=broker)) == {"sent": 10}
    with worker(broker):
        wait_for(lambda: done() == 10)
    assert_each_once(10)


def test_the_worker_knows_every_task_that_beats():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
