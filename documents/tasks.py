"""What the background runs; the work itself is in services."""

from celery import shared_task

from documents import cleaning
from workflow import clock


@shared_task(name="documents.sweep")
def sweep() -> int:
    """Every night: bytes that no row names."""
    return cleaning.sweep(clock.machine_now())
