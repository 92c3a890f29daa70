"""The office's calendar: Hessen's holidays year by year, entered days, and how fast a change is seen."""

from datetime import date, timedelta

import pytest

from workflow.calendars import forget, hessian_calendar, office_calendar, public_holidays
from workflow.deadlines import Period, Regime, compute
from workflow.models import CalendarDay, CalendarDayKind

HOLIDAYS = {  # Neujahr, Karfreitag, Ostermontag, 1. Mai, Himmelfahrt, Pfingstmontag, Fronleichnam, 3. Oktober, Weihnachten
    2025: [
        "Mi 01.01.",
        "Fr 18.04.",
        "Mo 21.04.",
        "Do 01.05.",
        "Do 29.05.",
        "Mo 09.06.",
        "Do 19.06.",
        "Fr 03.10.",
        "Do 25.12.",
        "Fr 26.12.",
    ],
    2026: [
        "Do 01.01.",
        "Fr 03.04.",
        "Mo 06.04.",
        "Fr 01.05.",
        "Do 14.05.",
        "Mo 25.05.",
        "Do 04.06.",
        "Sa 03.10.",
        "Fr 25.12.",
        "Sa 26.12.",
    ],
    2027: [
        "Fr 01.01.",
        "Fr 26.03.",
        "Mo 29.03.",
        "Sa 01.05.",
        "Do 06.05.",
        "Mo 17.05.",
        "Do 27.05.",
        "So 03.10.",
        "Sa 25.12.",
        "So 26.12.",
    ],
    2028: [
        "Sa 01.01.",
        "Fr 14.04.",
        "Mo 17.04.",
        "Mo 01.05.",
        "Do 25.05.",
        "Mo 05.06.",
        "Do 15.06.",
        "Di 03.10.",
        "Mo 25.12.",
        "Di 26.12.",
    ],
}
WEEKDAYS = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
HESSEN = hessian_calendar([])


@pytest.fixture(autouse=True)
def _fresh():
    forget()
    yield
    forget()


def holiday(day, name="Tag der Befreiung"):
    return CalendarDay(day=day, name=name, kind=CalendarDayKind.HOLIDAY)


def closure(day, name="Brückentag"):
    return CalendarDay(day=day, name=name, kind=CalendarDayKind.CLOSURE)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_holidays_of_hessen(year):
    days = sorted(day for day in HESSEN.holidays if day.year == year)

    assert [f"{WEEKDAYS[day.weekday()]} {day:%d.%m.}" for day in days] == HOLIDAYS[year]


def test_holidays_carry_their_german_names():
    assert [name for day, name in sorted(public_holidays().items()) if day.year == 2026] == [
        "Neujahr",
        "Karfreitag",
        "Ostermontag",
        "Erster Mai",
        "Christi Himmelfahrt",
        "Pfingstmontag",
        "Fronleichnam",
        "Tag der Deutschen Einheit",
        "Erster Weihnachtstag",
        "Zweiter Weihnachtstag",
    ]


def test_holidays_are_known_for_every_year_of_a_deadline():
    years = [day.year for day in sorted(public_holidays()) if (day.month, day.day) == (10, 3)]

    assert years == list(range(1991, 2101))


@pytest.mark.parametrize(
    ("day", "legal", "office", "reason"),
    [
        (date(2026, 6, 3), True, True, ""),
        (date(2026, 6, 4), False, False, "Fronleichnam"),
        (date(2026, 6, 6), False, False, "Samstag"),
        (date(2026, 6, 7), False, False, "Sonntag"),
        (date(2026, 12, 24), True, False, "Heiligabend"),
        (date(2026, 12, 31), True, False, "Silvester"),
        (date(2026, 12, 26), False, False, "Zweiter Weihnachtstag"),
        (date(2027, 1, 6), True, True, ""),
        (date(2028, 10, 31), True, True, ""),
        (date(2028, 11, 1), True, True, ""),
        (date(2028, 11, 22), True, True, ""),
        (date(2028, 2, 28), True, True, ""),
        (date(2026, 5, 15), True, False, "Brückentag"),
        (date(2026, 5, 16), False, False, "Samstag"),
        (date(2026, 5, 8), False, False, "Tag der Befreiung"),
    ],
)
def test_legal_days_and_office_days_are_two_calendars(day, legal, office, reason):
    calendar = hessian_calendar([closure(date(2026, 5, 15)), closure(date(2026, 5, 16)), holiday(date(2026, 5, 8))])

    assert (calendar.is_legal_day(day), calendar.is_office_day(day), calendar.reason(day)) == (legal, office, reason)


@pytest.mark.parametrize(
    ("day", "next_legal", "next_office", "previous_office"),
    [
        (date(2026, 6, 3), date(2026, 6, 3), date(2026, 6, 3), date(2026, 6, 3)),
        (date(2026, 6, 4), date(2026, 6, 5), date(2026, 6, 5), date(2026, 6, 3)),
        (date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 7), date(2026, 4, 2)),
        (date(2026, 12, 24), date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 23)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 30)),
        (date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 4), date(2026, 12, 30)),
    ],
)
def test_neighbouring_days(day, next_legal, next_office, previous_office):
    found = (HESSEN.next_legal_day(day), HESSEN.next_office_day(day), HESSEN.previous_office_day(day))

    assert found == (next_legal, next_office, previous_office)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (date(2026, 12, 16), 10, date(2027, 1, 5)),
        (date(2027, 1, 5), -9, date(2026, 12, 17)),
        (date(2026, 6, 3), 0, date(2026, 6, 3)),
        (date(2026, 6, 4), 1, date(2026, 6, 5)),
        (date(2026, 6, 4), -1, date(2026, 6, 3)),
    ],
)
def test_office_days_are_counted_both_ways(start, amount, end):
    assert HESSEN.add_office_days(start, amount) == end


def test_an_office_year_has_the_days_left_over():
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    assert sum(map(HESSEN.is_legal_day, year)) == 261 - 8
    assert sum(map(HESSEN.is_office_day, year)) == 261 - 8 - 2


def test_version_names_the_entered_days_in_any_order():
    days = [closure(date(2026, 5, 15)), holiday(date(2026, 5, 8))]

    assert hessian_calendar(days).version == hessian_calendar(reversed(days)).version
    assert len({hessian_calendar(some).version for some in ([], days[:1], days[1:], days)}) == 4


def test_entered_days_move_ends():
    calendar = hessian_calendar([closure(date(2026, 5, 15)), holiday(date(2026, 5, 8))])

    def end(anchor, regime):
        return compute(Period.parse("1 w"), anchor, calendar=calendar, regime=regime).effective_end

    assert end(date(2026, 5, 1), Regime.ADMINISTRATIVE) == date(2026, 5, 11)
    assert end(date(2026, 5, 8), Regime.ADMINISTRATIVE) == date(2026, 5, 15)
    assert end(date(2026, 5, 8), Regime.INTERNAL) == date(2026, 5, 18)


@pytest.mark.django_db
def test_office_calendar_holds_what_was_entered():
    CalendarDay.objects.bulk_create([closure(date(2026, 5, 15)), holiday(date(2026, 5, 8))])
    calendar = office_calendar()

    assert calendar.closures == {date(2026, 5, 15): "Brückentag"}
    assert calendar.reason(date(2026, 5, 8)) == "Tag der Befreiung"


@pytest.mark.django_db
def test_office_calendar_reads_once_until_it_is_told_to_forget(django_assert_num_queries):
    with django_assert_num_queries(1):
        before = office_calendar()
        assert office_calendar() is before
    CalendarDay.objects.bulk_create([closure(date(2026, 5, 15))])

    forget()

    assert office_calendar().is_office_day(date(2026, 5, 15)) is False
    assert before.is_office_day(date(2026, 5, 15)) is True
