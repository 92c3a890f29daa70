"""The German sentences of a derivation; what is said here is stored with the deadline."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.deadlines.days import Calendar, weekday
from workflow.deadlines.periods import AnchorKind, Period, PeriodUnit
from workflow.deadlines.records import EarlierEnd, Regime, Shift, written

EU_LAW = "VO (EWG, Euratom) Nr. 1182/71"
_START_LAW = {AnchorKind.EVENT: "§ 187 Abs. 1 BGB", AnchorKind.DAY_START: "§ 187 Abs. 2 BGB"}
_SHIFT_LAW = {
    Regime.ADMINISTRATIVE: "§ 31 Abs. 3 Satz 1 HVwVfG",
    Regime.CIVIL: "§ 193 BGB",
    Regime.EU: f"Art. 3 Abs. 4 {EU_LAW}",
    Regime.FIXED: "§ 31 Abs. 3 Satz 1 HVwVfG",
}
MOST_NAMED_DAYS = 5


def long(day: date) -> str:
    """The day with its weekday: Freitag, 05.06.2026."""
    return f"{weekday(day)}, {written(day)}"


def start(anchor: date, kind: AnchorKind, regime: Regime) -> str:
    """Whether the first day counts."""
    law = {Regime.INTERNAL: "", Regime.EU: f"Art. 3 Abs. 1 {EU_LAW}"}.get(regime, _START_LAW[kind])
    if kind is AnchorKind.EVENT:
        return _with_law(_("Der %(day)s zählt nicht mit") % {"day": written(anchor)}, law)
    return _with_law(_("Der %(day)s zählt als erster Tag mit") % {"day": written(anchor)}, law)


def end(period: Period, nominal: date, regime: Regime, *, cut: bool) -> str:
    """Where the period ends by number."""
    values = {"period": period, "day": long(nominal)}
    law = _end_law(period, regime, cut=cut)
    if cut:
        return _with_law(_("%(period)s: rechnerisches Ende am %(day)s, weil der Monat kürzer ist") % values, law)
    return _with_law(_("%(period)s: rechnerisches Ende am %(day)s") % values, law)


def not_counted(first: date, last: date, calendar: Calendar) -> list[str]:
    """Special days that a count of office days passed over; none if only weekends."""
    days = calendar.special_days(first, last)
    if not days:
        return []
    names = [f"{written(day)} ({calendar.reason(day)})" for day in days[:MOST_NAMED_DAYS]]
    if len(days) > MOST_NAMED_DAYS:
        names.append(_("und %(count)d weitere") % {"count": len(days) - MOST_NAMED_DAYS})
    return [_("Neben den Wochenenden nicht mitgezählt: %(days)s.") % {"days": ", ".join(names)}]


def shifted(reason: str, effective: date, shift: Shift, regime: Regime) -> str:
    """Why and where the end moved."""
    values = {"reason": reason, "day": long(effective)}
    if shift is Shift.NEXT_LEGAL_DAY:
        law = _SHIFT_LAW.get(regime, "")
        return _with_law(_("Verschoben auf den nächsten Werktag, %(day)s, wegen: %(reason)s") % values, law)
    if shift is Shift.NEXT_OFFICE_DAY:
        return _("Verschoben auf den nächsten Arbeitstag, %(day)s, wegen: %(reason)s.") % values
    return _("Vorgezogen auf den vorhergehenden Arbeitstag, %(day)s, wegen: %(reason)s.") % values


def two_working_days(effective: date) -> str:
    """The minimum of European law."""
    return _with_law(
        _("Verlängert bis %(day)s, damit zwei Werktage in der Frist liegen") % {"day": long(effective)},
        f"Art. 3 Abs. 5 {EU_LAW}",
    )


def lead(period: Period, nominal: date, target: date) -> str:
    """Counting back."""
    return _("%(period)s vor dem %(target)s: rechnerisch %(day)s.") % {
        "period": period,
        "target": written(target),
        "day": long(nominal),
    }


def fixed_day(day: date, *, binding: bool) -> str:
    """A day somebody named."""
    if binding:
        return _(
            "Fester Termin am %(day)s. Er gilt auch an einem Wochenende oder Feiertag (§ 31 Abs. 3 Satz 2, Abs. 5 HVwVfG)."
        ) % {"day": long(day)}
    return _("Fester Termin am %(day)s.") % {"day": long(day)}


def posted(day: date, days: int, end: date) -> str:
    """The fiction of notification."""
    return _(
        "Zur Post gegeben am %(posted)s; gilt am %(count)d. Tag danach als bekannt gegeben: %(end)s (§ 41 Abs. 2 HVwVfG)."
    ) % {
        "posted": written(day),
        "count": days,
        "end": long(end),
    }


def never_shifted() -> str:
    """For ends that stay where they are."""
    return _("Dieser Tag verschiebt sich nicht, auch nicht an einem Wochenende oder Feiertag.")


def changed(before: str, earlier: EarlierEnd, nominal: date) -> tuple[str, ...]:
    """From the explanation and end before to the new nominal end."""
    steps = (_("Bisher: %(before)s.") % {"before": before}, _change(earlier, nominal))
    reason = earlier.reason.strip().rstrip(".")
    return (*steps, _("Grund: %(reason)s.") % {"reason": reason}) if reason else steps


def warnings(day: date, calendar: Calendar) -> tuple[str, ...]:
    """What a user should know of an end on a day the office does not work."""
    values = {"day": written(day), "reason": calendar.reason(day)}
    if calendar.is_office_day(day):
        return ()
    if calendar.is_legal_day(day):
        return (
            _(
                "Der %(day)s ist kein Feiertag, aber die Dienststelle ist geschlossen (%(reason)s). Die Frist endet trotzdem an diesem Tag."
            )
            % values,
        )
    return (_("Der %(day)s ist kein Werktag (%(reason)s). Die Frist endet trotzdem an diesem Tag.") % values,)


def loose_day(day: date, effective: date, calendar: Calendar) -> str:
    """For a fixed day that is no legal day and was named without reference to § 31 (3) sentence 2."""
    return _(
        "Der %(day)s ist kein Werktag (%(reason)s). Ohne Hinweis auf § 31 Abs. 3 Satz 2 HVwVfG endet die Frist erst am %(effective)s. "
        "Bitte prüfen Sie, ob ein anderer Tag gemeint ist."
    ) % {"day": written(day), "reason": calendar.reason(day), "effective": written(effective)}


def _change(earlier: EarlierEnd, nominal: date) -> str:
    if earlier.since is not None and earlier.until is not None:
        days = (earlier.until - earlier.since).days
        return ngettext(
            "Ab dem %(since)s gehemmt, weiter am %(until)s; %(count)d Tag wird angehängt: %(day)s.",
            "Ab dem %(since)s gehemmt, weiter am %(until)s; %(count)d Tage werden angehängt: %(day)s.",
            days,
        ) % {"since": written(earlier.since), "until": written(earlier.until), "count": days, "day": long(nominal)}
    if earlier.by is None:
        return _("Verlängert bis %(day)s.") % {"day": long(nominal)}
    return _("Verlängert um %(period)s, gezählt ab dem rechnerischen Ende %(before)s (§ 190 BGB): %(day)s.") % {
        "period": earlier.by,
        "before": written(earlier.nominal_end),
        "day": long(nominal),
    }


def _end_law(period: Period, regime: Regime, *, cut: bool) -> str:
    if regime is Regime.INTERNAL or period.unit is PeriodUnit.OFFICE_DAYS:
        return ""
    if regime is Regime.EU:
        return f"Art. 3 Abs. 2 {EU_LAW}"
    if cut:
        return "§ 188 Abs. 3 BGB"
    return "§ 188 Abs. 1 BGB" if period.unit is PeriodUnit.DAYS else "§ 188 Abs. 2 BGB"


def _with_law(sentence: str, law: str) -> str:
    return f"{sentence} ({law})." if law else f"{sentence}."
