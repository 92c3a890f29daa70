"""What the engine itself lets happen because time passes, beside its cases: keys of forms that nobody sends again are forgotten, a day at once."""

from datetime import date, datetime, timedelta

from workflow.announcements import Chore
from workflow.models import Sent

KEPT_FOR = timedelta(days=7)


def old_days(at: datetime) -> list[int]:
    """Days whose keys have been kept long enough."""
    return [
        day.toordinal()
        for day in Sent.objects.filter(at__lt=at - KEPT_FOR).values_list("at__date", flat=True).distinct()
    ]


def forget_day(pk: int, /, *, at: datetime) -> None:
    """Delete the keys of one day, or as many of them as are old enough."""
    Sent.objects.filter(at__lt=at - KEPT_FOR, at__date=date.fromordinal(pk)).delete()


CHORES = (Chore("keys_forgotten", old_days, forget_day),)
