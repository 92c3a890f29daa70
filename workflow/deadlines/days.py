"""Which days count: the Werktag of the law and the Arbeitstag of the office are two calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.deadlines.periods import ONE_DAY, checked

SATURDAY, SUNDAY = 5, 6
WEEKDAYS = (
    gettext_lazy("Montag"),
    gettext_lazy("Dienstag"),
    gettext_lazy("Mittwoch"),
    gettext_lazy("Donnerstag"),
    gettext_lazy("Freitag"),
    gettext_lazy("Samstag"),
    gettext_lazy("Sonntag"),
)
# Duty-free, yet no public holidays (§ 8 HAZVO).
DUTY_FREE = {(12, 24): gettext_lazy("Heiligabend"), (12, 31): gettext_lazy("Silvester")}
MOST_REASONS = 4


def weekday(day: date) -> str:
    """German name of the weekday."""
    return str(WEEKDAYS[day.weekday()])


@dataclass(frozen=True)
class Calendar:
    """Public holidays and office closures by day with their names; `version` changes with them."""

    holidays: Mapping[date, str]
    closures: Mapping[date, str]
    version: str

    def is_legal_day(self, day: date) -> bool:
        """Werktag to which an end may be shifted: Monday to Friday and no public holiday (§ 193 BGB)."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_office_day(self, day: date) -> bool:
        """Arbeitstag: a legal day that is neither 24 nor 31 December (§ 8 HAZVO) and on which the office is open."""
        return self.is_legal_day(day) and (day.month, day.day) not in DUTY_FREE and day not in self.closures

    def next_legal_day(self, day: date) -> date:
        """This day if it is a legal day, else the first one after it."""
        while not self.is_legal_day(day):
            day += ONE_DAY
        return day

    def next_office_day(self, day: date) -> date:
        """This day if it is an office day, else the first one after it."""
        while not self.is_office_day(day):
            day += ONE_DAY
        return day

    def previous_office_day(self, day: date) -> date:
        """This day if it is an office day, else the last one before it."""
        while not self.is_office_day(day):
            day -= ONE_DAY
        return day

    def add_office_days(self, day: date, amount: int) -> date:
        """Count office days from the day after, backwards from the day before if negative; raises DeadlineError outside the known years."""
        move = ONE_DAY if amount > 0 else -ONE_DAY
        left = abs(amount)
        while left:
            day = checked(day + move)
            left -= self.is_office_day(day)
        return day

    def reason(self, day: date) -> str:
        """Why the office does not work on this day; empty on an office day."""
        if day in self.holidays:
            return self.holidays[day]
        if day.weekday() >= SATURDAY:
            return weekday(day)
        return str(DUTY_FREE.get((day.month, day.day), "")) or self.closures.get(day, "")

    def reasons(self, first: date, last: date) -> str:
        """Why the days from `first` to `last` are passed over, in one short phrase."""
        named: list[str] = []
        day = first
        while day <= last:
            if self._is_free_weekend(day) and day < last:
                named.append(_("Wochenende"))
                day += ONE_DAY
            else:
                named.append(self.reason(day))
            day += ONE_DAY
        named = [name for name, _same in groupby(named)]
        if len(named) > MOST_REASONS:
            return _("%(first)s bis %(last)s") % {"first": self.reason(first), "last": self.reason(last)}
        return ", ".join(named)

    def special_days(self, first: date, last: date) -> list[date]:
        """Days from `first` to `last` on which the office rests although it is no weekend."""
        days = (first + i * ONE_DAY for i in range((last - first).days + 1))
        return [day for day in days if day.weekday() < SATURDAY and not self.is_office_day(day)]

    def _is_free_weekend(self, day: date) -> bool:
        return day.weekday() == SATURDAY and day not in self.holidays and day + ONE_DAY not in self.holidays
