"""Ends as tables: the worked examples of the office, the rules of law, and loops over a year and more."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from tests.workflow.hessen import HESSEN, day, end_of
from workflow.deadlines import (
    AnchorKind,
    DeadlineError,
    Period,
    PeriodUnit,
    Regime,
    Shift,
    compute,
    fixed,
    lead_time,
    notification,
    term_end,
)

EVENT, DAY_START = AnchorKind.EVENT, AnchorKind.DAY_START
ADMINISTRATIVE, CIVIL, INTERNAL, EU = Regime.ADMINISTRATIVE, Regime.CIVIL, Regime.INTERNAL, Regime.EU
P = Period.parse


@pytest.mark.parametrize(
    ("given", "nominal", "effective"),
    [
        pytest.param(("10 d", "2026-04-22", ADMINISTRATIVE, EVENT), "2026-05-02", "2026-05-04", id="F1"),
        pytest.param(("2 w", "2026-05-21", ADMINISTRATIVE, EVENT), "2026-06-04", "2026-06-05", id="F2"),
        pytest.param(("10 d", "2026-03-24", ADMINISTRATIVE, EVENT), "2026-04-03", "2026-04-07", id="F5"),
        pytest.param(("1 w", "2026-12-17", ADMINISTRATIVE, EVENT), "2026-12-24", "2026-12-24", id="F7"),
        pytest.param(("10 AT", "2026-12-16", INTERNAL, EVENT), "2027-01-05", "2027-01-05", id="F8"),
        pytest.param(("6 m", "2027-03-01", CIVIL, DAY_START), "2027-08-31", "2027-08-31", id="F11-day-start"),
        pytest.param(("6 m", "2027-02-28", CIVIL, EVENT), "2027-08-28", "2027-08-30", id="F11-event"),
        pytest.param(("2 w", "2026-12-17", INTERNAL, EVENT), "2026-12-31", "2027-01-04", id="internal-silvester"),
        pytest.param(("1 w", "2026-12-17", INTERNAL, EVENT), "2026-12-24", "2026-12-28", id="internal-christmas"),
        pytest.param(("5 AT", "2026-05-08", INTERNAL, EVENT), "2026-05-19", "2026-05-19", id="internal-closure"),
        pytest.param(("1 AT", "2026-05-08", INTERNAL, DAY_START), "2026-05-08", "2026-05-08", id="office-first-day"),
        pytest.param(("1 AT", "2026-05-09", INTERNAL, DAY_START), "2026-05-11", "2026-05-11", id="office-saturday"),
        pytest.param(("1 m", "2026-10-14", EU, EVENT), "2026-11-14", "2026-11-16", id="gdpr-month"),
        pytest.param(("2 d", "2026-05-22", EU, EVENT), "2026-05-24", "2026-05-27", id="eu-two-working-days"),
        pytest.param(("2 d", "2026-05-23", EU, DAY_START), "2026-05-24", "2026-05-27", id="eu-first-day-counts"),
        pytest.param(("2 d", "2026-06-12", EU, EVENT), "2026-06-14", "2026-06-16", id="eu-one-more-working-day"),
        pytest.param(("2 d", "2026-06-09", EU, EVENT), "2026-06-11", "2026-06-11", id="eu-enough-working-days"),
        pytest.param(("1 d", "2026-06-12", EU, EVENT), "2026-06-13", "2026-06-15", id="eu-single-day"),
        pytest.param(("3 m", "2026-01-06", Regime.FIXED, EVENT), "2026-04-06", "2026-04-06", id="termin-on-easter"),
    ],
)
def test_compute_follows_the_worked_examples(given, nominal, effective):
    period, anchor, regime, kind = given
    deadline = end_of(period, anchor, regime, kind=kind)

    assert (deadline.nominal_end, deadline.effective_end) == (day(nominal), day(effective))


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        pytest.param("2026-07-01", "24 m", "2028-06-30", id="F9"),
        pytest.param("2026-07-01", "2 y", "2028-06-30", id="F9-years"),
        pytest.param("2025-03-01", "2 y", "2027-02-28", id="ends-on-a-sunday"),
        pytest.param("2024-02-29", "1 y", "2025-02-28", id="leap-day"),
        pytest.param("2024-02-29", "4 y", "2028-02-28", id="leap-day-to-leap-year"),
        pytest.param("2026-01-31", "1 m", "2026-02-28", id="cut-and-not-subtracted"),
        pytest.param("2026-01-29", "1 m", "2026-02-28", id="29th-missing"),
        pytest.param("2026-02-01", "10 d", "2026-02-10", id="days"),
        pytest.param("2026-02-02", "1 w", "2026-02-08", id="week"),
        pytest.param("2027-01-01", "1 y", "2027-12-31", id="calendar-year"),
    ],
)
def test_term_end_counts_the_first_day_and_is_never_shifted(start, period, end):
    term = term_end(day(start), P(period))

    assert (term.nominal_end, term.effective_end, term.shift) == (day(end), day(end), Shift.NONE)


@pytest.mark.parametrize(
    ("anchor", "period", "nominal"),
    [
        ("2027-01-31", "1 m", "2027-02-28"),
        ("2028-01-31", "1 m", "2028-02-29"),
        ("2028-01-30", "1 m", "2028-02-29"),
        ("2027-03-31", "1 m", "2027-04-30"),
        ("2028-02-29", "1 y", "2029-02-28"),
        ("2028-02-29", "4 y", "2032-02-29"),
        ("2027-12-31", "2 m", "2028-02-29"),
        ("2026-12-15", "1 m", "2027-01-15"),
        ("2026-12-28", "1 w", "2027-01-04"),
        ("2026-12-30", "10 d", "2027-01-09"),
        ("2026-11-30", "1 m", "2026-12-30"),
    ],
)
def test_nominal_end_is_the_same_day_or_the_last_of_a_shorter_month(anchor, period, nominal):
    assert end_of(period, anchor).nominal_end == day(nominal)


@pytest.mark.parametrize(
    ("binding", "end", "warning"),
    [
        (True, "2025-07-06", "Der 06.07.2025 ist kein Werktag (Sonntag). Die Frist endet trotzdem an diesem Tag."),
        (
            False,
            "2025-07-07",
            "Der 06.07.2025 ist kein Werktag (Sonntag). Ohne Hinweis auf § 31 Abs. 3 Satz 2 HVwVfG endet die Frist erst am "
            "07.07.2025. Bitte prüfen Sie, ob ein anderer Tag gemeint ist.",
        ),
    ],
)
def test_fixed_sunday_stays_only_with_reference_to_the_rule(binding, end, warning):
    """F12, the closing day of a real call."""
    deadline = fixed(day("2025-07-06"), calendar=HESSEN, binding=binding)

    assert (deadline.effective_end, deadline.warnings) == (day(end), (warning,))


@pytest.mark.parametrize("binding", [True, False])
def test_fixed_legal_day_stays_without_warning(binding):
    deadline = fixed(day("2026-07-06"), calendar=HESSEN, binding=binding)

    assert (deadline.effective_end, deadline.warnings) == (day("2026-07-06"), ())


@pytest.mark.parametrize(
    ("days", "notified", "end"),
    [(3, "2026-09-05", "2026-10-05"), (4, "2026-09-06", "2026-10-06")],
    ids=["three", "four"],
)
def test_notification_is_not_shifted_and_starts_the_next_period(days, notified, end):
    """F14."""
    fiction = notification(day("2026-09-02"), days=days)
    month = end_of("1 m", fiction.effective_end.isoformat())

    assert (fiction.effective_end, month.effective_end) == (day(notified), day(end))


@pytest.mark.parametrize(
    ("period", "target", "nominal", "effective"),
    [
        ("1 w", "2026-11-25", "2026-11-18", "2026-11-18"),
        ("1 w", "2027-01-07", "2026-12-31", "2026-12-30"),
        ("1 w", "2026-05-22", "2026-05-15", "2026-05-13"),
        ("10 d", "2026-04-16", "2026-04-06", "2026-04-02"),
        ("6 m", "2027-08-31", "2027-02-28", "2027-02-26"),
        ("1 y", "2028-02-29", "2027-02-28", "2027-02-26"),
        ("3 AT", "2027-01-05", "2026-12-29", "2026-12-29"),
    ],
)
def test_lead_time_ends_on_the_office_day_before(period, target, nominal, effective):
    deadline = lead_time(P(period), day(target), calendar=HESSEN)

    assert (deadline.nominal_end, deadline.effective_end) == (day(nominal), day(effective))


@pytest.mark.parametrize(
    ("shift", "effective"),
    [
        (Shift.NONE, "2026-06-04"),
        (Shift.NEXT_LEGAL_DAY, "2026-06-05"),
        (Shift.NEXT_OFFICE_DAY, "2026-06-05"),
        (Shift.PREVIOUS_OFFICE_DAY, "2026-06-03"),
    ],
)
def test_given_shift_replaces_the_rule_of_the_regime(shift, effective):
    assert end_of("2 w", "2026-05-21", shift=shift).effective_end == day(effective)


def test_european_minimum_leaves_unshifted_ends_alone():
    assert end_of("2 d", "2026-05-22", EU, shift=Shift.NONE).effective_end == day("2026-05-24")


@pytest.mark.parametrize(
    ("text", "amount", "unit", "written"),
    [
        ("10 AT", 10, PeriodUnit.OFFICE_DAYS, "10 Arbeitstage"),
        ("1 at", 1, PeriodUnit.OFFICE_DAYS, "1 Arbeitstag"),
        (" 2w ", 2, PeriodUnit.WEEKS, "2 Wochen"),
        ("1 w", 1, PeriodUnit.WEEKS, "1 Woche"),
        ("3 m", 3, PeriodUnit.MONTHS, "3 Monate"),
        ("1 M", 1, PeriodUnit.MONTHS, "1 Monat"),
        ("2 y", 2, PeriodUnit.YEARS, "2 Jahre"),
        ("1 y", 1, PeriodUnit.YEARS, "1 Jahr"),
        ("10 d", 10, PeriodUnit.DAYS, "10 Tage"),
        ("1 d", 1, PeriodUnit.DAYS, "1 Tag"),
    ],
)
def test_period_is_read_and_written(text, amount, unit, written):
    period = Period.parse(text)

    assert (period, str(period), Period.parse(period.code)) == (Period(amount, unit), written, period)


@pytest.mark.parametrize("text", ["", "10", "AT", "-3 d", "1.5 m", "2 Wochen", "2 w 1 d", "²w", "100000 d"])
def test_period_refuses_what_it_cannot_read(text):
    with pytest.raises(DeadlineError, match=r"ist keine Frist\. Bitte schreiben Sie zum Beispiel „10 AT“"):
        Period.parse(text)


@pytest.mark.parametrize("amount", [0, -1])
def test_period_has_a_length(amount):
    with pytest.raises(DeadlineError, match=r"^Eine Frist dauert mindestens eine Einheit\."):
        Period(amount, PeriodUnit.DAYS)


def test_period_knows_the_parts_of_a_year():
    """§ 189 BGB."""
    assert [Period.half_years(1), Period.quarters(2), Period.half_month()] == [P("6 m"), P("6 m"), P("15 d")]


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: end_of("99999 d", "2026-01-01"),
        lambda: end_of("99999 y", "2026-01-01"),
        lambda: term_end(date(2026, 1, 1), Period(10**10, PeriodUnit.WEEKS)),
        lambda: end_of("99999 AT", "2026-01-01"),
        lambda: end_of("1 d", "1990-12-31"),
        lambda: lead_time(P("99999 w"), date(2026, 1, 1), calendar=HESSEN),
        lambda: lead_time(P("100 y"), date(2026, 1, 1), calendar=HESSEN),
        lambda: lead_time(P("99999 AT"), date(2026, 1, 1), calendar=HESSEN),
        lambda: fixed(date(26, 7, 6), calendar=HESSEN, binding=True),
        lambda: notification(date(2101, 1, 1), days=3),
        lambda: term_end(date(2099, 1, 1), P("3 y")),
    ],
)
def test_days_outside_the_calendar_are_refused(impossible):
    with pytest.raises(DeadlineError) as refused:
        impossible()

    assert (
        str(refused.value) == "Das Datum liegt außerhalb des Kalenders (1991 bis 2100). Bitte prüfen Sie die Eingabe."
    )


def test_term_in_office_days_is_refused():
    with pytest.raises(DeadlineError, match=r"^Arbeitstage lassen sich nur mit dem Dienstkalender zählen"):
        term_end(date(2026, 7, 1), P("10 AT"))


ANCHORS = [date(2026, 1, 1) + timedelta(days=n) for n in range(400)]


@pytest.mark.parametrize(
    ("period", "regime"), product(["1 d", "10 d", "2 w", "1 m", "1 y", "10 AT"], [ADMINISTRATIVE, CIVIL, INTERNAL, EU])
)
def test_end_is_the_first_day_that_counts(period, regime):
    counts = HESSEN.is_office_day if regime is INTERNAL else HESSEN.is_legal_day
    ends = [compute(P(period), anchor, calendar=HESSEN, regime=regime) for anchor in ANCHORS]

    assert [end for end in ends if end.effective_end < end.nominal_end or not counts(end.effective_end)] == []
    assert [pair for pair in pairwise(end.effective_end for end in ends) if pair[1] < pair[0]] == []
    skipped = [
        end.nominal_end + timedelta(days=n) for end in ends for n in range((end.effective_end - end.nominal_end).days)
    ]
    assert [day for day in skipped if regime is not EU and counts(day)] == []


@pytest.mark.parametrize("period", ["10 d", "2 w", "1 m", "1 y"])
def test_day_start_from_the_next_day_never_ends_before_the_event(period):
    """Both readings of "after" differ by the days a month is short, never by more than three."""
    pairs = [
        (
            compute(P(period), a, calendar=HESSEN, regime=CIVIL),
            compute(P(period), a + timedelta(days=1), calendar=HESSEN, regime=CIVIL, kind=DAY_START),
        )
        for a in ANCHORS
    ]

    assert {(start.nominal_end - event.nominal_end).days for event, start in pairs} <= {0, 1, 2, 3}
    if P(period).unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        assert [event.nominal_end for event, _ in pairs] == [start.nominal_end for _, start in pairs]


@pytest.mark.parametrize("amount", [1, 3, 10, 30])
def test_office_days_count_forward_and_back_to_the_same_day(amount):
    office_days = [day for day in ANCHORS if HESSEN.is_office_day(day)]
    forward = [HESSEN.add_office_days(day, amount) for day in office_days]

    assert [HESSEN.add_office_days(day, -amount) for day in forward] == office_days
