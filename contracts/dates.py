"""When the duties of a contract fall due. Pure: terms and a day in, dates out; each rule names its source."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.deadlines import (
    AnchorKind,
    Calendar,
    Deadline,
    Period,
    PeriodUnit,
    Regime,
    Shift,
    compute,
    fixed,
    lead_time,
    term_end,
)

ONE_DAY = timedelta(days=1)
REPORT_LEAD_MONTHS = 2
RENEWAL_LEAD = Period(6, PeriodUnit.MONTHS)
NOTICE_LEAD = Period(1, PeriodUnit.MONTHS)
REWORK = Period(2, PeriodUnit.WEEKS)


@dataclass(frozen=True)
class Terms:
    """What of a contract decides its dates."""

    effective_on: date
    ends_on: date | None
    last_notice_on: date | None
    report_month: int
    funded: bool


def end_of_term(effective_on: date, months: int) -> date:
    """Last day of the term, never shifted (§§ 187 (2), 188 (2) BGB)."""
    return term_end(effective_on, Period(months, PeriodUnit.MONTHS)).effective_end


def last_notice_day(ends_on: date, months: int) -> date:
    """Last day on which notice may arrive so that its period still ends with the term.

    Counted back by whole months from the end; not moved to an earlier office day, because notice may be received on any day.
    """
    year, month = divmod(ends_on.year * 12 + ends_on.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    end_of_month = ends_on.day == monthrange(ends_on.year, ends_on.month)[1]
    return date(year, month + 1, last if end_of_month else min(ends_on.day, last))


def earliest_effect(received_on: date, months: int, calendar: Calendar) -> date:
    """Day on which an ordinary notice takes effect at the earliest (§§ 187 (1), 188 (2) BGB); § 193 BGB does not move periods of notice."""
    if not months:
        return received_on
    period = Period(months, PeriodUnit.MONTHS)
    return compute(period, received_on, calendar=calendar, regime=Regime.CIVIL, shift=Shift.NONE).effective_end


def next_talk(terms: Terms, day: date) -> date | None:
    """The next anniversary of the entry into force after `day`, within the term."""
    years = max(1, day.year - terms.effective_on.year)
    while (anniversary := _years_later(terms.effective_on, years)) <= day:
        years += 1
    return anniversary if terms.ends_on is None or anniversary <= terms.ends_on else None


def _years_later(start: date, years: int) -> date:
    return date(start.year + years, start.month, min(start.day, monthrange(start.year + years, start.month)[1]))


def report_due(terms: Terms, year: int) -> date:
    """Nominal due day of the interim report handed in during `year`: the end of the agreed month (e.g. 31 March)."""
    return date(year, terms.report_month, monthrange(year, terms.report_month)[1])


def next_report(terms: Terms, day: date) -> date | None:
    """Day on which the next interim report is asked for, two months ahead; the last period is covered by the final report."""
    year = max(day.year, terms.effective_on.year + 1)
    while (asked_on := _months_earlier(report_due(terms, year), REPORT_LEAD_MONTHS)) <= day:
        year += 1
    return asked_on if terms.ends_on is None or report_due(terms, year) <= terms.ends_on else None


def _months_earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def report_deadline(terms: Terms, day: date, calendar: Calendar) -> Deadline:
    """Deadline of the report asked for on `day`; for one sent back after its due day, two weeks from then (§ 31 HVwVfG)."""
    due = min(report for year in (day.year, day.year + 1) if (report := report_due(terms, year)) >= day)
    if day < _months_earlier(due, REPORT_LEAD_MONTHS):
        return compute(REWORK, day, calendar=calendar, regime=Regime.ADMINISTRATIVE)
    return fixed(due, calendar=calendar, binding=False)


def renewal_day(terms: Terms, day: date, calendar: Calendar) -> date | None:
    """Six months before the end, at least a month before the last notice day; not earlier than tomorrow, and never after the end."""
    if terms.ends_on is None or terms.ends_on <= day:
        return None
    wanted = lead_time(RENEWAL_LEAD, terms.ends_on, calendar=calendar).effective_end
    if terms.last_notice_on is not None:
        wanted = min(wanted, lead_time(NOTICE_LEAD, terms.last_notice_on, calendar=calendar).effective_end)
    return max(wanted, day + ONE_DAY)


def final_report_deadline(ended_on: date, *, funded: bool, calendar: Calendar) -> Deadline:
    """Three months after the end, six if money flowed (Verwendungsnachweis); a sample default unless the contract says otherwise."""
    period = Period(6 if funded else 3, PeriodUnit.MONTHS)
    start = ended_on + ONE_DAY
    return compute(
        period, start, calendar=calendar, regime=Regime.CIVIL, kind=AnchorKind.DAY_START, shift=Shift.NEXT_LEGAL_DAY
    )
