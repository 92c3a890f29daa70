"""What the background runs; the work itself is in services."""

from celery import shared_task

from notifications import services
from workflow import clock


@shared_task(name="notifications.drain")
def drain() -> int:
    """Every few seconds: what happened becomes messages, messages become mails."""
    at = clock.now()
    told = services.drain(at) + services.announce_deputies(at)
    services.deliver(at)
    return told
