"""Lengths of time and where they end by number alone (§§ 187–189 BGB), before weekends and holidays are looked at."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

ONE_DAY = timedelta(days=1)
FIRST_YEAR = 1991  # the first whole year with 3 October as a holiday
LAST_YEAR = 2100
_WRITTEN = re.compile(r"(\d{1,5})\s*(AT|d|w|m|y)", re.IGNORECASE)


class DeadlineError(ValueError):
    """A deadline that cannot be; the message is German and meant for the user."""


class AnchorKind(TextChoices):
    """Whether the first day is counted."""

    EVENT = "event", gettext_lazy("Ereignis am Tag, der Tag zählt nicht mit (§ 187 Abs. 1 BGB)")
    DAY_START = "day_start", gettext_lazy("Beginn des Tages, der Tag zählt mit (§ 187 Abs. 2 BGB)")


class PeriodUnit(TextChoices):
    """Units a period is given in; the value is the short form in settings and in stored deadlines."""

    DAYS = "d", gettext_lazy("Tage")
    WEEKS = "w", gettext_lazy("Wochen")
    MONTHS = "m", gettext_lazy("Monate")
    YEARS = "y", gettext_lazy("Jahre")
    OFFICE_DAYS = "AT", gettext_lazy("Arbeitstage")


_COUNTED = {
    PeriodUnit.DAYS: ngettext_lazy("%(count)d Tag", "%(count)d Tage", "count"),
    PeriodUnit.WEEKS: ngettext_lazy("%(count)d Woche", "%(count)d Wochen", "count"),
    PeriodUnit.MONTHS: ngettext_lazy("%(count)d Monat", "%(count)d Monate", "count"),
    PeriodUnit.YEARS: ngettext_lazy("%(count)d Jahr", "%(count)d Jahre", "count"),
    PeriodUnit.OFFICE_DAYS: ngettext_lazy("%(count)d Arbeitstag", "%(count)d Arbeitstage", "count"),
}
_FACTOR = {PeriodUnit.DAYS: 1, PeriodUnit.WEEKS: 7, PeriodUnit.MONTHS: 1, PeriodUnit.YEARS: 12}
_IN_MONTHS = {PeriodUnit.MONTHS, PeriodUnit.YEARS}
_UNIT_OF = {unit.value.lower(): unit for unit in PeriodUnit}


@dataclass(frozen=True)
class Period:
    """A length of at least one unit; raises DeadlineError for less."""

    amount: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise DeadlineError(_("Eine Frist dauert mindestens eine Einheit. Bitte geben Sie eine Zahl ab 1 ein."))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "10 AT", "10 d", "2 w", "3 m" or "1 y"; raises DeadlineError for anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise DeadlineError(
                _("„%(text)s“ ist keine Frist. Bitte schreiben Sie zum Beispiel „10 AT“, „2 w“, „3 m“ oder „1 y“.")
                % {"text": text}
            )
        return cls(int(found[1]), _UNIT_OF[found[2].lower()])

    @classmethod
    def half_years(cls, amount: int) -> Self:
        """Half a year is six months (§ 189 (1) BGB)."""
        return cls(6 * amount, PeriodUnit.MONTHS)

    @classmethod
    def quarters(cls, amount: int) -> Self:
        """A quarter is three months (§ 189 (1) BGB)."""
        return cls(3 * amount, PeriodUnit.MONTHS)

    @classmethod
    def half_month(cls) -> Self:
        """Half a month is fifteen days (§ 189 (1) BGB)."""
        return cls(15, PeriodUnit.DAYS)

    @property
    def code(self) -> str:
        """Short form that `parse` reads."""
        return f"{self.amount} {self.unit.value}"

    def __str__(self) -> str:
        return str(_COUNTED[self.unit] % {"count": self.amount})


def checked(day: date) -> date:
    """The same day; raises DeadlineError outside the years whose holidays are known."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside()
    return day


def days_after(day: date, amount: int) -> date:
    """The day `amount` days later, earlier if negative; raises DeadlineError outside the known years."""
    try:
        return checked(day + timedelta(days=amount))
    except OverflowError:
        raise _outside() from None


def months_after(day: date, amount: int) -> tuple[date, bool]:
    """The day of the same number some months later, earlier if negative, and whether that month is too short for it (§ 188 (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside()
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last


def away(period: Period, day: date, *, forward: bool = True) -> tuple[date, bool]:
    """The day of the same name or number one period later or earlier, and whether its month is too short for it.

    Raises DeadlineError for office days, which only a calendar can count.
    """
    if period.unit is PeriodUnit.OFFICE_DAYS:
        raise DeadlineError(
            _(
                "Arbeitstage lassen sich nur mit dem Dienstkalender zählen. Bitte wählen Sie Tage, Wochen, Monate oder Jahre."
            )
        )
    amount = period.amount * _FACTOR[period.unit] * (1 if forward else -1)
    if period.unit in _IN_MONTHS:
        return months_after(day, amount)
    return days_after(day, amount), False


def end_of(period: Period, anchor: date, kind: AnchorKind) -> tuple[date, bool]:
    """Last day of a period in days, weeks, months or years, and whether § 188 (3) BGB cut it; raises DeadlineError for office days."""
    end, cut = away(period, anchor)
    # A missing day has no day before it either: the last of the month stays the end.
    if kind is AnchorKind.EVENT or cut:
        return end, cut
    return days_after(end, -1), False


def _outside() -> DeadlineError:
    return DeadlineError(
        _("Das Datum liegt außerhalb des Kalenders (%(first)d bis %(last)d). Bitte prüfen Sie die Eingabe.")
        % {"first": FIRST_YEAR, "last": LAST_YEAR}
    )
