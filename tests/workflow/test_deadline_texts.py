"""What a deadline tells its reader."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workflow.hessen import HESSEN, day, end_of
from workflow.deadlines import (
    AnchorKind,
    Period,
    Regime,
    Shift,
    compute,
    fixed,
    lead_time,
    term_end,
)

EVENT, DAY_START = AnchorKind.EVENT, AnchorKind.DAY_START
ADMINISTRATIVE, CIVIL, INTERNAL, EU = Regime.ADMINISTRATIVE, Regime.CIVIL, Regime.INTERNAL, Regime.EU
P = Period.parse
CLOSED_AT_CHRISTMAS = replace(HESSEN, closures={date(2026, 12, d): "Betriebsruhe" for d in (28, 29, 30)})


@pytest.mark.parametrize(
    ("deadline", "line"),
    [
        (end_of("2 w", "2026-05-21"), "2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026"),
        (
            end_of("10 d", "2026-03-24"),
            "10 Tage ab 24.03.2026 → 03.04.2026, Karfreitag, Wochenende, Ostermontag → 07.04.2026",
        ),
        (end_of("1 m", "2027-01-28"), "1 Monat ab 28.01.2027 → 28.02.2027, Sonntag → 01.03.2027"),
        (
            end_of("2 d", "2026-06-12", EU),
            "2 Tage ab 12.06.2026 → 14.06.2026, Sonntag, Mindestdauer von zwei Werktagen → 16.06.2026",
        ),
        (
            compute(P("1 w"), day("2026-12-17"), calendar=CLOSED_AT_CHRISTMAS, regime=INTERNAL),
            "1 Woche ab 17.12.2026 → 24.12.2026, Heiligabend bis Sonntag → 04.01.2027",
        ),
        (end_of("10 AT", "2026-12-16", INTERNAL), "10 Arbeitstage ab 16.12.2026 → 05.01.2027"),
        (
            end_of("2 d", "2027-09-30"),
            "2 Tage ab 30.09.2027 → 02.10.2027, Samstag, Tag der Deutschen Einheit → 04.10.2027",
        ),
        (
            lead_time(P("1 w"), day("2026-11-28"), calendar=HESSEN),
            "1 Woche vor 28.11.2026 → 21.11.2026, Samstag → 20.11.2026",
        ),
        (term_end(day("2026-07-01"), P("2 y")), "2 Jahre ab Beginn des 01.07.2026 → 30.06.2028"),
        (
            lead_time(P("1 w"), day("2027-01-07"), calendar=HESSEN),
            "1 Woche vor 07.01.2027 → 31.12.2026, Silvester → 30.12.2026",
        ),
        (fixed(day("2026-07-06"), calendar=HESSEN, binding=True), "fester Termin 06.07.2026"),
        (fixed(day("2025-07-06"), calendar=HESSEN, binding=False), "fester Termin 06.07.2025, Sonntag → 07.07.2025"),
    ],
)
def test_explanation_is_one_line(deadline, line):
    assert deadline.explanation == line


@pytest.mark.parametrize(
    ("deadline", "steps"),
    [
        (
            end_of("2 w", "2026-05-21"),
            (
                "Der 21.05.2026 zählt nicht mit (§ 187 Abs. 1 BGB).",
                "2 Wochen: rechnerisches Ende am Donnerstag, 04.06.2026 (§ 188 Abs. 2 BGB).",
                "Verschoben auf den nächsten Werktag, Freitag, 05.06.2026, wegen: Fronleichnam (§ 31 Abs. 3 Satz 1 HVwVfG).",
            ),
        ),
        (
            end_of("1 m", "2026-01-31", CIVIL, kind=DAY_START, shift=Shift.NONE),
            (
                "Der 31.01.2026 zählt als erster Tag mit (§ 187 Abs. 2 BGB).",
                "1 Monat: rechnerisches Ende am Samstag, 28.02.2026, weil der Monat kürzer ist (§ 188 Abs. 3 BGB).",
            ),
        ),
        (
            end_of("10 d", "2026-05-22", EU),
            (
                "Der 22.05.2026 zählt nicht mit (Art. 3 Abs. 1 VO (EWG, Euratom) Nr. 1182/71).",
                "10 Tage: rechnerisches Ende am Montag, 01.06.2026 (Art. 3 Abs. 2 VO (EWG, Euratom) Nr. 1182/71).",
            ),
        ),
        (
            end_of("5 AT", "2026-05-11", INTERNAL),
            (
                "Der 11.05.2026 zählt nicht mit.",
                "5 Arbeitstage: rechnerisches Ende am Mittwoch, 20.05.2026.",
                "Neben den Wochenenden nicht mitgezählt: 14.05.2026 (Christi Himmelfahrt), 15.05.2026 (Brückentag).",
            ),
        ),
        (
            end_of("60 AT", "2026-03-30", INTERNAL),
            (
                "Der 30.03.2026 zählt nicht mit.",
                "60 Arbeitstage: rechnerisches Ende am Mittwoch, 01.07.2026.",
                "Neben den Wochenenden nicht mitgezählt: 03.04.2026 (Karfreitag), 06.04.2026 (Ostermontag), 01.05.2026 (Erster Mai), "
                "14.05.2026 (Christi Himmelfahrt), 15.05.2026 (Brückentag), und 2 weitere.",
            ),
        ),
        (
            end_of("2 w", "2026-12-17", INTERNAL),
            (
                "Der 17.12.2026 zählt nicht mit.",
                "2 Wochen: rechnerisches Ende am Donnerstag, 31.12.2026.",
                "Verschoben auf den nächsten Arbeitstag, Montag, 04.01.2027, wegen: Silvester, Neujahr, Wochenende.",
            ),
        ),
        (
            end_of("3 AT", "2026-06-08"),
            (
                "Der 08.06.2026 zählt nicht mit (§ 187 Abs. 1 BGB).",
                "3 Arbeitstage: rechnerisches Ende am Donnerstag, 11.06.2026.",
            ),
        ),
        (
            lead_time(P("1 w"), day("2027-01-07"), calendar=HESSEN),
            (
                "1 Woche vor dem 07.01.2027: rechnerisch Donnerstag, 31.12.2026.",
                "Vorgezogen auf den vorhergehenden Arbeitstag, Mittwoch, 30.12.2026, wegen: Silvester.",
            ),
        ),
    ],
)
def test_steps_tell_the_derivation(deadline, steps):
    assert deadline.steps == steps


@pytest.mark.parametrize(
    ("deadline", "warnings"),
    [
        (
            end_of("1 w", "2026-12-17"),
            (
                "Der 24.12.2026 ist kein Feiertag, aber die Dienststelle ist geschlossen (Heiligabend). Die Frist endet trotzdem an diesem Tag.",
            ),
        ),
        (
            end_of("1 w", "2026-05-08"),
            (
                "Der 15.05.2026 ist kein Feiertag, aber die Dienststelle ist geschlossen (Brückentag). Die Frist endet trotzdem an diesem Tag.",
            ),
        ),
        (
            end_of("2 w", "2026-05-21", shift=Shift.NONE),
            ("Der 04.06.2026 ist kein Werktag (Fronleichnam). Die Frist endet trotzdem an diesem Tag.",),
        ),
        (
            end_of("2 d", "2024-12-20", EU),
            (
                "Der 24.12.2024 ist kein Feiertag, aber die Dienststelle ist geschlossen (Heiligabend). "
                "Die Frist endet trotzdem an diesem Tag.",
            ),
        ),
        (end_of("2 w", "2026-05-21"), ()),
    ],
)
def test_warnings_name_an_end_on_a_day_the_office_rests(deadline, warnings):
    assert deadline.warnings == warnings


def test_deadline_names_the_calendar_it_was_computed_with():
    assert end_of("2 w", "2026-05-21").calendar_version == "HE test"
