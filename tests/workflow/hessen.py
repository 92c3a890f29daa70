"""Hessen's holidays, one closed bridge day, and short ways to write days and deadlines."""

from datetime import date

import holidays

from workflow.deadlines import AnchorKind, Calendar, Deadline, Period, Regime, Shift, compute

HESSEN = Calendar(
    holidays=dict(holidays.country_holidays("DE", subdiv="HE", years=range(2023, 2033), language="de")),
    closures={date(2026, 5, 15): "Brückentag"},
    version="HE test",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def end_of(
    period: str,
    anchor: str,
    regime: Regime = Regime.ADMINISTRATIVE,
    *,
    kind: AnchorKind = AnchorKind.EVENT,
    shift: Shift | None = None,
) -> Deadline:
    return compute(Period.parse(period), day(anchor), calendar=HESSEN, regime=regime, kind=kind, shift=shift)
