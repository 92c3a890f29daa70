"""What the background runs; the work itself is in services."""

from celery import shared_task

from workflow import chain, clock, ticking
from workflow.automatic import attempt_job


@shared_task(name="workflow.tick")
def tick() -> int:
    """Every minute: what is due."""
    return ticking.tick(clock.now()).total


@shared_task(name="workflow.sweep")
def sweep() -> int:
    """Every few seconds: lost and failed jobs."""
    return ticking.sweep(clock.now()).total


@shared_task(name="workflow.run_job")
def run_job(task_id: int) -> None:
    """One job; called twice it runs once."""
    attempt_job(task_id, at=clock.now())


@shared_task(name="workflow.anchor")
def anchor() -> None:
    """Every night: the heads of all chains."""
    chain.anchor(clock.now())
