"""When the duties of a contract fall due, as tables."""

from datetime import date

import pytest

from contracts.dates import (
    Terms,
    earliest_effect,
    end_of_term,
    final_report_deadline,
    last_notice_day,
    next_report,
    next_talk,
    renewal_day,
    report_deadline,
)
from tests.workflow.hessen import HESSEN

START = date(2026, 1, 1)


def terms(ends_on: date | None = date(2028, 12, 31), notice: date | None = None, month: int = 3, start: date = START):
    return Terms(start, ends_on, notice, month, funded=False)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 1), 36, date(2028, 12, 31)),
        (date(2026, 3, 15), 24, date(2028, 3, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 5, 2), 12, date(2026, 5, 1)),  # a holiday: the end of a term is never shifted
    ],
)
def test_a_term_ends_the_day_before_its_beginning_comes_round(start, months, end):
    assert end_of_term(start, months) == end


@pytest.mark.parametrize(
    ("ends_on", "months", "last"),
    [
        (date(2028, 12, 31), 6, date(2028, 6, 30)),
        (date(2028, 12, 31), 3, date(2028, 9, 30)),
        (date(2027, 2, 28), 3, date(2026, 11, 30)),
        (date(2028, 3, 14), 6, date(2027, 9, 14)),
        (date(2027, 4, 30), 2, date(2027, 2, 28)),
    ],
)
def test_notice_on_its_last_day_still_ends_with_the_term(ends_on, months, last):
    assert last_notice_day(ends_on, months) == last
    assert earliest_effect(last, months, HESSEN) <= ends_on


@pytest.mark.parametrize(
    ("received", "months", "effect"),
    [
        (date(2026, 6, 30), 3, date(2026, 9, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 2, 1), 3, date(2026, 5, 1)),  # a holiday: § 193 BGB does not move it
    ],
)
def test_an_ordinary_notice_takes_effect_after_its_period(received, months, effect):
    assert earliest_effect(received, months, HESSEN) == effect


@pytest.mark.parametrize(
    ("day", "start", "ends_on", "expected"),
    [
        (START, START, date(2028, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), START, date(2028, 12, 31), date(2028, 1, 1)),
        (date(2028, 1, 1), START, date(2028, 12, 31), None),
        (date(2028, 1, 1), START, None, date(2029, 1, 1)),
        (date(2024, 2, 29), date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2027, 6, 1), date(2024, 2, 29), None, date(2028, 2, 29)),
    ],
)
def test_a_talk_is_held_on_every_anniversary_within_the_term(day, start, ends_on, expected):
    assert next_talk(terms(ends_on, start=start), day) == expected


@pytest.mark.parametrize(
    ("day", "month", "ends_on", "expected"),
    [
        (START, 3, date(2028, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), 3, date(2028, 12, 31), date(2028, 1, 1)),
        (date(2028, 1, 1), 3, date(2028, 12, 31), None),  # the last period belongs to the final report
        (START, 1, None, date(2026, 11, 1)),
        (START, 12, None, date(2027, 10, 1)),
    ],
)
def test_a_report_is_asked_for_two_months_ahead(day, month, ends_on, expected):
    assert next_report(terms(ends_on, month=month), day) == expected


@pytest.mark.parametrize(
    ("asked", "month", "due"),
    [
        (date(2027, 1, 1), 3, date(2027, 3, 31)),
        (date(2027, 3, 20), 3, date(2027, 3, 31)),  # sent back in time: the agreed day stays
        (date(2027, 4, 5), 3, date(2027, 4, 19)),  # sent back late: two weeks
        (date(2026, 11, 1), 1, date(2027, 2, 1)),  # 31 January 2027 is a Sunday
        (date(2026, 12, 1), 2, date(2027, 3, 1)),  # 28 February 2027 is a Sunday
    ],
)
def test_a_report_is_due_at_the_end_of_its_month(asked, month, due):
    assert report_deadline(terms(month=month), asked, HESSEN).effective_end == due


@pytest.mark.parametrize(
    ("day", "ends_on", "notice", "expected"),
    [
        (START, date(2028, 12, 31), None, date(2028, 6, 30)),
        (START, date(2028, 12, 31), date(2028, 6, 30), date(2028, 5, 30)),
        (START, date(2026, 3, 31), None, date(2026, 1, 2)),  # short term: at once
        (START, None, None, None),
        (date(2029, 1, 1), date(2028, 12, 31), None, None),
    ],
)
def test_renewal_is_prepared_half_a_year_ahead_and_a_month_before_the_last_notice_day(day, ends_on, notice, expected):
    assert renewal_day(terms(ends_on, notice), day, HESSEN) == expected


@pytest.mark.parametrize(("funded", "due"), [(False, date(2029, 4, 3)), (True, date(2029, 7, 2))])
def test_the_final_report_is_due_after_three_months_or_six_with_money(funded, due):
    # 31 March 2029 is Easter Saturday, the next working day Tuesday; 30 June 2029 is a Saturday.
    assert final_report_deadline(date(2028, 12, 31), funded=funded, calendar=HESSEN).effective_end == due
