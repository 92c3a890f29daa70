"""The only reader of time. Views, jobs and commands ask once and pass the answer down."""

import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

OFFSET_TTL_SECONDS = 2.0
_offset: tuple[float, timedelta] = (0.0, timedelta())


def now() -> datetime:
    """The product's present, aware, in UTC; in the demonstration shifted by the stored offset."""
    return timezone.now() + offset()


def machine_now() -> datetime:
    """The machine's own time, never shifted: to be compared with what the machine stamped itself, such as files."""
    return timezone.now()


def today() -> date:
    """The calendar day in Europe/Berlin."""
    return timezone.localtime(now()).date()


def offset() -> timedelta:
    """How far the demonstration's clock is ahead; zero wherever the clock may not be moved."""
    global _offset  # noqa: PLW0603 -- one number per process, read on every request
    if not settings.DEMO:
        return timedelta()
    read_at, value = _offset
    if not read_at or time.monotonic() - read_at > OFFSET_TTL_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT offset_seconds FROM workflow_clockoffset LIMIT 1")
            row = cursor.fetchone()
        value = timedelta(seconds=row[0]) if row else timedelta()
        _offset = (time.monotonic(), value)
    return value


def forget() -> None:
    """Read the offset anew at the next call."""
    global _offset  # noqa: PLW0603 -- see offset()
    _offset = (0.0, timedelta())
