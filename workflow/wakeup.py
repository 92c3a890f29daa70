"""Telling the worker that there is something to do. Only a wake-up: what is to be done stands in the database and is swept up anyway."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def wake(task: str, *args: object) -> bool:
    """Send a background task by name; False when the broker does not answer, which must never break a click."""
    try:
        current_app.send_task(task, args=args, ignore_result=True)
    except (OperationalError, OSError) as error:
        log.warning("broker unavailable: %s", type(error).__name__)
        return False
    return True


def wake_after_commit(task: str, *args: object) -> None:
    """The same once the transaction is through."""
    transaction.on_commit(lambda: wake(task, *args), robust=True)
