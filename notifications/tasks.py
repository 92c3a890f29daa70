"""What the background runs; the work itself is in services."""

from celery import shared_task

from notifications import accounts, services
from workflow import clock


@shared_task(name="notifications.drain")
def drain() -> int:
    """Every few seconds: what happened becomes messages, messages become mails."""
    at = clock.now()
    told = services.drain(at) + services.announce_deputies(at) + services.announce_requests(at) + accounts.announce(at)
    services.deliver(at)
    return told
