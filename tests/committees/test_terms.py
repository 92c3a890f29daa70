"""Who sits where on each day of eight years: terms, gaps, leavers, successors, expiries."""

from datetime import date, timedelta

import pytest

from committees.terms import Span, Term, expiring, gaps, holder, notice_day, replacement, supplementary, vacancies

FIRST, SECOND = Span(date(2019, 3, 1), date(2023, 2, 28)), Span(date(2023, 6, 1), date(2027, 2, 28))
LEFT = date(2021, 8, 15)
CUT, SUCCESSOR = replacement(FIRST, LEFT, date(2021, 11, 1))
TERMS = [
    Term(1, 11, FIRST), Term(1, 11, SECOND),
    Term(2, 12, CUT, cut=True), Term(2, 13, SUCCESSOR), Term(2, 13, SECOND),
    Term(3, 14, Span(date(2020, 1, 1))),
]  # fmt: skip
SEATS = [1, 2, 3, 4]


def expected(day: date) -> dict[int, int]:
    """Written down by hand: seat and member."""
    found = {}
    if FIRST.begins <= day <= date(2023, 2, 28):
        found[1] = 11
        if day <= LEFT:
            found[2] = 12
        elif day >= date(2021, 11, 1):
            found[2] = 13
    if date(2023, 6, 1) <= day <= date(2027, 2, 28):
        found |= {1: 11, 2: 13}
    if day >= date(2020, 1, 1):
        found[3] = 14
    return found


def test_every_day_of_eight_years():
    day, end = date(2019, 1, 1), date(2027, 6, 30)
    while day <= end:
        sitting = {seat: term.member for seat in SEATS if (term := holder(TERMS, seat, day))}
        assert sitting == expected(day), day
        assert vacancies(TERMS, SEATS, day) == [seat for seat in SEATS if seat not in sitting], day
        day += timedelta(days=1)


def test_gaps_are_the_days_nobody_sits():
    window = Span(date(2019, 1, 1), date(2027, 6, 30))
    assert gaps(TERMS, 1, window) == [
        Span(date(2019, 1, 1), date(2019, 2, 28)), Span(date(2023, 3, 1), date(2023, 5, 31)), Span(date(2027, 3, 1), date(2027, 6, 30)),
    ]  # fmt: skip
    assert gaps(TERMS, 2, window)[1] == Span(LEFT + timedelta(days=1), date(2021, 10, 31))
    assert gaps(TERMS, 3, window) == [Span(date(2019, 1, 1), date(2019, 12, 31))]
    assert gaps(TERMS, 4, window) == [window]


@pytest.mark.parametrize(
    ("ends", "months", "day"),
    [
        (date(2027, 2, 28), 6, date(2026, 8, 28)), (date(2026, 8, 31), 6, date(2026, 2, 28)), (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2027, 1, 15), 12, date(2026, 1, 15)),
    ],
)  # fmt: skip
def test_expiry_is_pointed_out_months_before(ends, months, day):
    assert notice_day(ends, months) == day


def test_an_expiry_is_one_only_from_its_day_on_and_when_nobody_follows():
    for day, seats in (
        (date(2022, 8, 27), []), (date(2022, 8, 28), [1, 2]), (date(2023, 2, 28), [1, 2]), (date(2023, 3, 1), []),
        (date(2021, 5, 1), []), (date(2026, 9, 1), [1, 2]),
    ):  # fmt: skip
        assert [term.seat for term in expiring(TERMS, day, 6)] == seats, day
    followed = [*TERMS, Term(1, 15, Span(date(2023, 3, 1), date(2023, 5, 31)))]
    assert [term.seat for term in expiring(followed, date(2022, 9, 1), 6)] == [2]


def test_a_supplementary_appointment_ends_with_the_term():
    assert supplementary(FIRST, date(2022, 1, 1)) == Span(date(2022, 1, 1), date(2023, 2, 28))
    with pytest.raises(ValueError, match="over"):
        supplementary(FIRST, date(2023, 3, 1))


@pytest.mark.parametrize(
    ("left", "begins"), [(date(2018, 1, 1), date(2019, 1, 1)), (LEFT, LEFT), (date(2023, 2, 28), date(2023, 3, 1))]
)
def test_a_successor_neither_overlaps_nor_comes_too_late(left, begins):
    with pytest.raises(ValueError, match=r"begins after|over"):
        replacement(FIRST, left, begins)
