"""Deadlines: an anchor, a period and a regime give an end, and the reasons for it. Pure; no database, no clock."""

from workflow.deadlines.days import Calendar
from workflow.deadlines.periods import FIRST_YEAR, LAST_YEAR, AnchorKind, DeadlineError, Period, PeriodUnit
from workflow.deadlines.records import ChangeKind, Deadline, EarlierEnd, Regime, Shift
from workflow.deadlines.rules import compute, extend, fixed, lead_time, notification, pause, term_end

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "AnchorKind",
    "Calendar",
    "ChangeKind",
    "Deadline",
    "DeadlineError",
    "EarlierEnd",
    "Period",
    "PeriodUnit",
    "Regime",
    "Shift",
    "compute",
    "extend",
    "fixed",
    "lead_time",
    "notification",
    "pause",
    "term_end",
]
