"""What happens to a task without a person: the day of a wait comes, a period passes in silence, a job runs."""

import logging
from datetime import datetime

from viewflow.workflow.status import STATUS

from directory.standing import Standing
from workflow.nodes import Job, WaitUntil
from workflow.opening import opened_task
from workflow.permissions import Authority
from workflow.services import decide
from workflow.steps import Verdict

log = logging.getLogger(__name__)


def finish_wait(task_id: int, *, at: datetime) -> None:
    """The day of a wait has come. Does nothing if the wait was closed meanwhile or moved to a later day."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if task and task.is_open and isinstance(task.node, WaitUntil) and task.due_on and task.due_on <= step.day:
            decide(step, Verdict("done"))


def let_lapse(task_id: int, *, at: datetime) -> None:
    """Verschweigensfrist: the period passed in silence, which the procedure counts as an answer."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        silent = task.node.duty.silent if task and task.is_open else ""
        if task and silent and task.due_on and task.due_on < step.day and not task.paused_on:
            decide(step, Verdict(silent))


def run_job(task_id: int, *, at: datetime) -> None:
    """Do a job's work and complete it, once, however often it is called."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if task and task.is_open and isinstance(task.node, Job):
            decide(step, Verdict(task.node.run(step)))


def attempt_job(task_id: int, *, at: datetime) -> None:
    """Run a job; whatever it fails with is recorded by the kind of error alone, for messages hold personal data."""
    try:
        run_job(task_id, at=at)
    except Exception as error:  # noqa: BLE001 -- a job may fail with anything, and the case must say so
        log.warning("job %s: %s", task_id, type(error).__name__)
        fail_job(task_id, type(error).__name__, at=at)


def fail_job(task_id: int, reason: str, *, at: datetime) -> None:
    """Record that a job failed; `reason` names the kind of error, no personal data."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if task and task.is_open and isinstance(task.node, Job):
            step.fail(task, reason)
            task.data |= {"failures": task.data.get("failures", 0) + 1, "failed_at": at.isoformat()}
            step.touch(task, "data")
            step.log("job_failed", reason=reason)
            step.announce("job_failed", task=task)


def retry_job(task_id: int, *, at: datetime, standing: Standing | None = None) -> None:
    """Let a failed job be tried again: by the sweeper, or by the Fachadministration, which starts the count anew."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if not task or not task.is_open or not isinstance(task.node, Job) or task.status != STATUS.ERROR:
            return
        if standing is not None:
            step.authority = Authority(standing.user)
            task.data |= {"failures": 0}
            step.touch(task, "data")
            step.log("job_retried")
        step.retry(task)
        step.announce("job", task=task)
