"""The machine's time. Limits and sessions guard real doors: they must not open or close because a demonstration moves its clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present, aware, in UTC."""
    return datetime.now(UTC)
