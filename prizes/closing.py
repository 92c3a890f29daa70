"""The Einsendeschluss of a year: which day it is, and how it came about (§ 31 HVwVfG)."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from prizes.models import AwardYear, DeadlineRule
from workflow.calendars import office_calendar
from workflow.deadlines import Calendar, Deadline, DeadlineError, Period, Regime, Shift, compute, extend, fixed
from workflow.deadlines.days import weekday
from workflow.errors import InputError


def settle(year: AwardYear, *, called_on: date | None = None) -> None:
    """Set the day of a call that is not out yet, and how it came about; InputError at the field that needs an answer first.

    A period is computed from the day of the call. Once the call is out, only an extension moves the end.
    """
    if year.published_on is not None:
        return
    found = derive(year, called_on)
    year.deadline = found.effective_end if found else None
    year.derivation = found.as_json() if found else None


def derive(year: AwardYear, called_on: date | None) -> Deadline | None:
    """The end as the office chose it; None while its day is missing, or that of the call."""
    if year.deadline_rule == DeadlineRule.PERIOD:
        return _counted(year, called_on)
    if year.deadline_period:
        raise InputError(
            "deadline_period", _("Diese Frist gilt nur mit der Auswahl „Eine Frist ab der Ausschreibung“.")
        )
    if year.named_day is None:
        return None
    calendar = office_calendar()
    if not year.deadline_rule:
        _require_legal_day("named_day", year.named_day, calendar)
    try:
        found = fixed(year.named_day, calendar=calendar, binding=year.deadline_rule == DeadlineRule.EXACT)
    except DeadlineError as error:
        raise InputError("named_day", str(error)) from error
    # The first warning asks whether the day off is meant; whoever chose the next Werktag has answered.
    return replace(found, warnings=found.warnings[1:]) if found.effective_end != found.nominal_end else found


def preview(year: AwardYear, day: date) -> Deadline | None:
    """What a period would come to if the call went out on a day."""
    waits = year.deadline_rule == DeadlineRule.PERIOD and year.published_on is None
    return derive(year, day) if waits else None


def derivation_of(year: AwardYear) -> Deadline | None:
    """How the present end came about; of years before derivations were kept, a fixed day."""
    if year.derivation:
        return Deadline.from_json(year.derivation)
    if year.closes_on is None:
        return None
    return fixed(year.closes_on, calendar=office_calendar(), binding=year.deadline_rule != DeadlineRule.SHIFTED)


def notice(year: AwardYear) -> str:
    """What the call has to say of an end on a day off: without this reference it would be the next Werktag."""
    found = derivation_of(year)
    if found is None or found.shift != Shift.NONE or office_calendar().is_legal_day(found.effective_end):
        return ""
    return _(
        "Die Frist endet an diesem Tag, obwohl er auf ein Wochenende oder einen Feiertag fällt (§ 31 Abs. 3 Satz 2 HVwVfG)."
    )


def extended(year: AwardYear, until: date, reason: str, rule: str) -> Deadline:
    """The end after an extension to a day, which stays on a day off or not as `rule` says, or else as the year's own does."""
    before, chosen = derivation_of(year), rule or year.deadline_rule
    assert before is not None  # noqa: S101 -- only an end there is can be extended
    calendar = office_calendar()
    if not chosen:
        _require_legal_day("extended_to", until, calendar)
    shift = Shift.NONE if chosen == DeadlineRule.EXACT else Shift.NEXT_LEGAL_DAY
    try:
        return extend(replace(before, shift=shift), calendar=calendar, reason=reason, until=until)
    except DeadlineError as error:
        raise InputError("extended_to", str(error)) from error


def _counted(year: AwardYear, called_on: date | None) -> Deadline | None:
    if year.named_day is not None:
        raise InputError(
            "named_day", _("Bei einer Frist ab der Ausschreibung ergibt sich der Tag. Bitte lassen Sie ihn leer.")
        )
    if not year.deadline_period:
        raise InputError("deadline_period", _("Bitte geben Sie die Frist an, zum Beispiel „12 w“ für zwölf Wochen."))
    try:
        period = Period.parse(year.deadline_period)
        # A far-away day would be found out only on the day of the call.
        end = compute(
            period, called_on or date(year.year, 1, 1), calendar=office_calendar(), regime=Regime.ADMINISTRATIVE
        )
    except DeadlineError as error:
        raise InputError("deadline_period", str(error)) from error
    return end if called_on else None


def _require_legal_day(field: str, day: date, calendar: Calendar) -> None:
    """Ask what a day off is meant to be: both happen, and the law makes a difference."""
    if calendar.is_legal_day(day):
        return
    following = calendar.next_legal_day(day)
    raise InputError(
        field,
        _(
            "Der %(day)s ist kein Werktag (%(reason)s). Soll der Einsendeschluss genau an diesem Tag bleiben oder erst am nächsten Werktag enden, "
            "am %(weekday)s, %(next)s? Bitte wählen Sie es beim nächsten Feld, oder nennen Sie einen anderen Tag."
        )
        % {
            "day": f"{day:%d.%m.%Y}", "reason": calendar.reason(day), "weekday": weekday(following), "next": f"{following:%d.%m.%Y}",
        },
    )  # fmt: skip
