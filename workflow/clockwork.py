"""Moving the clock of the demonstration; refused everywhere else."""

import re
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from workflow import clock
from workflow.models import ClockOffset

FARTHEST = timedelta(days=366 * 40)
UNITS = {"d": "days", "h": "hours", "m": "minutes", "w": "weeks"}


class ClockError(Exception):
    """The clock cannot be moved so; `message` is German and meant for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def moved_by(text: str) -> timedelta:
    """`+400d`, `-3w`, `+6h`, `+15m` as a span."""
    found = re.fullmatch(r"([+-])(\d{1,6})([dhmw])", text)
    if not found:
        raise ClockError(_("Bitte in der Form +400d, -30d, +6h oder reset angeben."))
    sign, number, unit = found.groups()
    return timedelta(**{UNITS[unit]: int(number)}) * (1 if sign == "+" else -1)


def move(change: timedelta) -> timedelta:
    """Move the clock; the new offset. Never behind the real time, for what has happened then would lie in the future."""
    _require_demo()
    row, _created = ClockOffset.objects.get_or_create(pk=1)
    wanted = timedelta(seconds=row.offset_seconds) + change
    if not timedelta() <= wanted <= FARTHEST:
        raise ClockError(_("Die Uhr lässt sich nur zwischen heute und heute in 40 Jahren stellen."))
    row.offset_seconds = int(wanted.total_seconds())
    row.save()
    clock.forget()
    return wanted


def reset() -> None:
    """Back to the real time."""
    _require_demo()
    ClockOffset.objects.update_or_create(pk=1, defaults={"offset_seconds": 0})
    clock.forget()


def _require_demo() -> None:
    if not settings.DEMO:
        raise ClockError(_("Die Uhr lässt sich nur in der Demonstration stellen."))
