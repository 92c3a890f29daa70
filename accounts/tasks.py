"""What the background runs."""

from celery import shared_task

from accounts import realtime
from accounts.cleaning import forget


@shared_task(name="accounts.forget")
def forget_old() -> int:
    """Every night."""
    return forget(realtime.now())
