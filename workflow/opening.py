"""The one door to a case: lock it, read it fresh, give a step, and write what the step has gathered."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from workflow.errors import WorkflowError
from workflow.models import Case, CaseTask
from workflow.steps import CASES, TASKS, Step

LOCK_TIMEOUT = "55P03"
"""What PostgreSQL calls a wait that took too long."""


@contextmanager
def opened_task(task_id: int, *, at: datetime) -> Iterator[Step]:
    """Lock case, then task, in one statement, and give a step on both, loaded fresh. Leaving the block writes; an error writes nothing.

    A joined row that were not locked would come back as it was before the wait; the other order would deadlock with commands on the case.
    """
    with _patiently(), transaction.atomic():
        task = _locked(task_id)
        step = Step(task.process, authority=None, at=at, task=task)
        yield step
        step.flush()


@cache
def _locking() -> str:
    joined = f"{TASKS.name} t JOIN {CASES.name} c ON c.id = t.process_id WHERE t.id = %s FOR NO KEY UPDATE OF c, t"
    return f"SELECT {CASES.columns('c')}, {TASKS.columns('t')} FROM {joined}"  # noqa: S608 -- names of the models, quoted


def _locked(task_id: int) -> CaseTask:
    """Case and task in one statement, the case locked first."""
    with connection.cursor() as cursor:
        cursor.execute(_locking(), [task_id])
        row = cursor.fetchone()
    if row is None:
        raise CaseTask.DoesNotExist
    width = len(CASES.fields)
    task = TASKS.read(row[width:])
    task.process = CASES.read(row[:width])
    return task


@contextmanager
def opened_case(case_id: int, *, at: datetime) -> Iterator[Step]:
    """The same for a command on the case as a whole."""
    with _patiently(), transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        step = Step(case, authority=None, at=at)
        yield step
        step.flush()


@contextmanager
def _patiently() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_TIMEOUT:
            raise
        raise WorkflowError(
            _(
                "Der Vorgang wird gerade von jemand anderem bearbeitet. Bitte versuchen Sie es in einem Augenblick erneut."
            )
        ) from error
