"""What sign-in forgets."""

from datetime import datetime, timedelta

from accounts.models import Failure, Notice, Session

FAILURES_KEPT = timedelta(days=2)
NOTICES_KEPT = timedelta(days=30)


def forget(at: datetime) -> int:
    """Delete sessions that are over, failures that count no more, and notices that were told; how many."""
    old = (
        Session.objects.filter(expire_date__lt=at),
        Failure.objects.filter(since__lt=at - FAILURES_KEPT, closed_until__lt=at),
        Notice.objects.filter(told_at__isnull=False, at__lt=at - NOTICES_KEPT),
    )
    return sum(rows.delete()[0] for rows in old)
