"""How deadlines are computed and changed (§§ 186–193 BGB, § 31 HVwVfG, VO 1182/71, the office's own calendar)."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from workflow.deadlines import wording
from workflow.deadlines.days import Calendar
from workflow.deadlines.periods import (
    ONE_DAY,
    AnchorKind,
    DeadlineError,
    Period,
    PeriodUnit,
    away,
    checked,
    days_after,
    end_of,
)
from workflow.deadlines.records import ChangeKind, Deadline, EarlierEnd, Regime, Shift, written

_DEFAULT_SHIFT = {
    Regime.ADMINISTRATIVE: Shift.NEXT_LEGAL_DAY,
    Regime.CIVIL: Shift.NEXT_LEGAL_DAY,
    Regime.INTERNAL: Shift.NEXT_OFFICE_DAY,
    Regime.EU: Shift.NEXT_LEGAL_DAY,
    Regime.FIXED: Shift.NONE,
}


def compute(  # noqa: PLR0913 -- what § 31 HVwVfG makes an end depend on, each under its own name
    period: Period,
    anchor: date,
    *,
    calendar: Calendar,
    regime: Regime,
    kind: AnchorKind = AnchorKind.EVENT,
    shift: Shift | None = None,
) -> Deadline:
    """End of a period that runs forward from `anchor`; `shift` replaces the regime's own rule (§ 31 (4): NONE)."""
    nominal, cut = _count(period, checked(anchor), kind, calendar)
    steps = [wording.start(anchor, kind, regime), wording.end(period, nominal, regime, cut=cut)]
    if period.unit is PeriodUnit.OFFICE_DAYS:
        steps += wording.not_counted(_first_day(anchor, kind), nominal, calendar)
    plain = Deadline(
        anchor, kind, period, regime, shift or _DEFAULT_SHIFT[regime], nominal, nominal, steps=tuple(steps)
    )
    return _with_two_working_days(_settled(plain, calendar), calendar)


def lead_time(period: Period, target: date, *, calendar: Calendar) -> Deadline:
    """Last office day on which something is `period` ahead of `target` ("spätestens eine Woche vor …").

    The day of the same name or number before the target counts as early enough. Where a rule wants the whole period *between* both
    days, as § 15 GOL does, give the day before as target. Before the last day of a term this is
    up to three days earlier than the law asks, never later.
    """
    if period.unit is PeriodUnit.OFFICE_DAYS:
        nominal = calendar.add_office_days(checked(target), -period.amount)
    else:
        nominal, _cut = away(period, checked(target), forward=False)
    steps = (wording.lead(period, nominal, target),)
    plain = Deadline(
        target, AnchorKind.EVENT, period, Regime.INTERNAL, Shift.PREVIOUS_OFFICE_DAY, nominal, nominal, steps=steps
    )
    return _settled(plain, calendar)


def fixed(day: date, *, calendar: Calendar, binding: bool) -> Deadline:
    """A day an authority named as the end; `binding`: with reference to § 31 (3) sentence 2 HVwVfG, so it stays even on a Sunday."""
    shift = Shift.NONE if binding else Shift.NEXT_LEGAL_DAY
    steps = (wording.fixed_day(day, binding=binding),)
    plain = Deadline(checked(day), AnchorKind.EVENT, None, Regime.FIXED, shift, day, day, steps=steps)
    settled = _settled(plain, calendar)
    if settled.effective_end == day:
        return settled
    return replace(settled, warnings=(wording.loose_day(day, settled.effective_end, calendar), *settled.warnings))


def notification(posted_on: date, *, days: int) -> Deadline:
    """Day on which a posted letter counts as notified (§ 41 (2) HVwVfG): never shifted, a further period starts from its `effective_end`.

    `days` is three, or four where the federal change of 2025 was adopted; for Hessen this is unconfirmed, so it is a parameter.
    """
    period = Period(days, PeriodUnit.DAYS)
    end = days_after(posted_on, days)
    steps = (wording.posted(posted_on, days, end), wording.never_shifted())
    return Deadline(
        checked(posted_on), AnchorKind.EVENT, period, Regime.ADMINISTRATIVE, Shift.NONE, end, end, steps=steps
    )


def term_end(start: date, period: Period) -> Deadline:
    """Last day of a term, until 24:00; its first day counts and its end is never shifted (§§ 187 (2), 188 (2) BGB)."""
    end, cut = end_of(period, checked(start), AnchorKind.DAY_START)
    steps = (
        wording.start(start, AnchorKind.DAY_START, Regime.CIVIL),
        wording.end(period, end, Regime.CIVIL, cut=cut),
        wording.never_shifted(),
    )
    return Deadline(start, AnchorKind.DAY_START, period, Regime.CIVIL, Shift.NONE, end, end, steps=steps)


def extend(
    deadline: Deadline, *, calendar: Calendar, reason: str, until: date | None = None, by: Period | None = None
) -> Deadline:
    """Extend to a day or by a period; a period is counted from the previous end (§ 190 BGB). Raises DeadlineError unless the end gets later.

    Old and new period are one, so the count starts at the nominal end: § 193 BGB looks only at the last day of all. An end that has
    passed can still be extended (§ 31 (7) HVwVfG).
    """
    if until is not None and by is None:
        nominal = checked(until)
    elif by is not None and until is None:
        nominal, _cut = _count(by, deadline.nominal_end, AnchorKind.EVENT, calendar)
    else:
        raise DeadlineError(_("Bitte geben Sie entweder ein neues Ende oder eine Dauer der Verlängerung an."))
    extended = _changed(
        deadline, nominal, replace(_replaced(deadline, ChangeKind.EXTENSION, reason), by=by, until=until), calendar
    )
    if extended.effective_end <= deadline.effective_end:
        values = {"end": written(deadline.effective_end)}
        raise DeadlineError(
            _("Das neue Ende muss nach dem bisherigen Ende (%(end)s) liegen. Bitte wählen Sie einen späteren Tag.")
            % values
        )
    if deadline.is_lead_time and extended.effective_end >= deadline.anchor:
        raise DeadlineError(
            _("Der Vorlauf muss vor dem %(target)s enden. Bitte wählen Sie einen früheren Tag.")
            % {"target": written(deadline.anchor)}
        )
    return extended


def pause(deadline: Deadline, *, since: date, until: date, calendar: Calendar, reason: str) -> Deadline:
    """Hemmung: `since` is the first day that does not run, `until` the day it goes on; the end moves by the days between.

    Raises DeadlineError if the deadline did not run on `since`, or if it counts back from a day that stays where it is.
    """
    _check_running(deadline, since)
    if until <= since:
        raise DeadlineError(
            _("Die Hemmung muss nach ihrem Beginn (%(since)s) enden. Bitte prüfen Sie die Daten.")
            % {"since": written(since)}
        )
    nominal = days_after(deadline.nominal_end, (until - since).days)
    return _changed(
        deadline, nominal, replace(_replaced(deadline, ChangeKind.PAUSE, reason), since=since, until=until), calendar
    )


def _check_running(deadline: Deadline, day: date) -> None:
    """Raise DeadlineError if a pause cannot begin on this day."""
    if deadline.is_lead_time:
        raise DeadlineError(
            _("Ein Vorlauf ruht nicht: Er richtet sich nach dem %(target)s. Bitte ändern Sie diesen Termin.")
            % {"target": written(deadline.anchor)}
        )
    if day > deadline.effective_end:
        raise DeadlineError(
            _("Die Frist ist am %(end)s abgelaufen und kann nicht mehr ruhen.")
            % {"end": written(deadline.effective_end)}
        )
    if deadline.period is not None and day < deadline.anchor:
        raise DeadlineError(
            _("Die Frist beginnt erst am %(anchor)s und kann vorher nicht ruhen.")
            % {"anchor": written(deadline.anchor)}
        )
    earlier = [past.until for past in deadline.history if past.change is ChangeKind.PAUSE and past.until is not None]
    if earlier and day < max(earlier):
        raise DeadlineError(
            _("Die Frist ruhte schon bis zum %(until)s. Bitte wählen Sie einen späteren Beginn.")
            % {"until": written(max(earlier))}
        )


def _count(period: Period, anchor: date, kind: AnchorKind, calendar: Calendar) -> tuple[date, bool]:
    """Nominal end, and whether § 188 (3) BGB cut it."""
    if period.unit is not PeriodUnit.OFFICE_DAYS:
        return end_of(period, anchor, kind)
    return calendar.add_office_days(_first_day(anchor, kind) - ONE_DAY, period.amount), False


def _first_day(anchor: date, kind: AnchorKind) -> date:
    """The first day that counts."""
    return anchor if kind is AnchorKind.DAY_START else anchor + ONE_DAY


def _settled(deadline: Deadline, calendar: Calendar) -> Deadline:
    """The deadline with its nominal end shifted as its rule says."""
    nominal, shift = deadline.nominal_end, deadline.shift
    move = {
        Shift.NEXT_LEGAL_DAY: calendar.next_legal_day,
        Shift.NEXT_OFFICE_DAY: calendar.next_office_day,
        Shift.PREVIOUS_OFFICE_DAY: calendar.previous_office_day,
    }.get(shift, checked)
    effective = move(nominal)
    reason, steps = "", deadline.steps
    if effective > nominal:
        reason = calendar.reasons(nominal, effective - ONE_DAY)
    elif effective < nominal:
        reason = calendar.reasons(effective + ONE_DAY, nominal)
    if reason:
        steps = (*steps, wording.shifted(reason, effective, shift, deadline.regime))
    return replace(
        deadline,
        effective_end=effective,
        shift_reason=reason,
        steps=steps,
        warnings=wording.warnings(effective, calendar),
        calendar_version=calendar.version,
    )


def _with_two_working_days(deadline: Deadline, calendar: Calendar) -> Deadline:
    """The deadline as European law wants it: two days or more include two working days (Art. 3 (5) VO 1182/71)."""
    first = _first_day(deadline.anchor, deadline.anchor_kind)
    if deadline.regime is not Regime.EU or deadline.shift is Shift.NONE or deadline.nominal_end <= first:
        return deadline
    end = calendar.next_legal_day(calendar.next_legal_day(first) + ONE_DAY)
    if end <= deadline.effective_end:
        return deadline
    reasons = filter(None, [deadline.shift_reason, _("Mindestdauer von zwei Werktagen")])
    return replace(
        deadline,
        effective_end=end,
        shift_reason=", ".join(reasons),
        steps=(*deadline.steps, wording.two_working_days(end)),
        warnings=wording.warnings(end, calendar),
    )


def _replaced(deadline: Deadline, change: ChangeKind, reason: str) -> EarlierEnd:
    return EarlierEnd(deadline.nominal_end, deadline.effective_end, deadline.shift_reason, change, reason)


def _changed(deadline: Deadline, nominal: date, earlier: EarlierEnd, calendar: Calendar) -> Deadline:
    """The deadline with a new nominal end; the end before goes to its history."""
    changed = replace(
        deadline,
        nominal_end=nominal,
        steps=wording.changed(deadline.explanation, earlier, nominal),
        history=(*deadline.history, earlier),
    )
    return _settled(changed, calendar)
