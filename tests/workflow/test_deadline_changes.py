"""Extensions, pauses, and what is kept of them."""

import json
from datetime import date, timedelta

import pytest

from tests.workflow.hessen import HESSEN, day, end_of
from workflow.deadlines import (
    AnchorKind,
    ChangeKind,
    Deadline,
    DeadlineError,
    Period,
    PeriodUnit,
    Regime,
    extend,
    fixed,
    lead_time,
    notification,
    pause,
    term_end,
)

EVENT, DAY_START = AnchorKind.EVENT, AnchorKind.DAY_START
ADMINISTRATIVE, CIVIL, INTERNAL, EU = Regime.ADMINISTRATIVE, Regime.CIVIL, Regime.INTERNAL, Regime.EU
P = Period.parse


@pytest.fixture
def two_weeks():
    return end_of("2 w", "2026-05-21")


@pytest.mark.parametrize(
    ("by", "nominal", "effective"),
    [
        pytest.param("1 w", "2026-06-11", "2026-06-11", id="counted-from-the-nominal-end"),
        pytest.param("2 d", "2026-06-06", "2026-06-08", id="shifted-again"),
        pytest.param("1 m", "2026-07-04", "2026-07-06", id="month"),
        pytest.param("2 AT", "2026-06-08", "2026-06-08", id="office-days"),
    ],
)
def test_extend_by_a_period_counts_from_the_previous_end(two_weeks, by, nominal, effective):
    extended = extend(two_weeks, by=P(by), calendar=HESSEN, reason="Antrag")

    assert (extended.nominal_end, extended.effective_end) == (day(nominal), day(effective))


def test_extend_until_keeps_the_earlier_end(two_weeks):
    extended = extend(two_weeks, until=day("2026-06-20"), calendar=HESSEN, reason="Antrag des Partners.")
    [earlier] = extended.history

    assert extended.effective_end == day("2026-06-22")
    assert (earlier.effective_end, earlier.change, earlier.until) == (
        day("2026-06-05"),
        ChangeKind.EXTENSION,
        day("2026-06-20"),
    )
    assert extended.explanation == (
        "2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026; verlängert → 20.06.2026, Wochenende → 22.06.2026"
    )
    assert extended.steps == (
        "Bisher: 2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026.",
        "Verlängert bis Samstag, 20.06.2026.",
        "Grund: Antrag des Partners.",
        "Verschoben auf den nächsten Werktag, Montag, 22.06.2026, wegen: Wochenende (§ 31 Abs. 3 Satz 1 HVwVfG).",
    )


def test_pause_moves_the_end_by_the_days_between(two_weeks):
    paused = pause(two_weeks, since=day("2026-05-26"), until=day("2026-06-05"), calendar=HESSEN, reason="")

    assert paused.effective_end == day("2026-06-15")
    assert paused.explanation == (
        "2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026; "
        "Hemmung ab 26.05.2026 um 10 Tage → 14.06.2026, Sonntag → 15.06.2026"
    )
    assert paused.steps[:2] == (
        "Bisher: 2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026.",
        "Ab dem 26.05.2026 gehemmt, weiter am 05.06.2026; 10 Tage werden angehängt: Sonntag, 14.06.2026.",
    )


def test_changes_add_up_and_stay_readable(two_weeks):
    chain = extend(two_weeks, by=P("1 w"), calendar=HESSEN, reason="Urlaub")
    chain = pause(chain, since=day("2026-06-01"), until=day("2026-06-02"), calendar=HESSEN, reason="Gespräch")
    chain = extend(chain, until=day("2026-06-30"), calendar=HESSEN, reason="Rückfrage")
    chain = pause(chain, since=day("2026-06-02"), until=day("2026-06-12"), calendar=HESSEN, reason="Zurückgestellt")

    assert [earlier.effective_end for earlier in chain.history] == [
        day(f"2026-06-{d}") for d in ("05", "11", "12", "30")
    ]
    assert chain.effective_end == day("2026-07-10")
    assert chain.explanation == (
        "2 Wochen ab 21.05.2026 → 04.06.2026, Fronleichnam → 05.06.2026; 2 weitere Änderungen; "
        "verlängert → 30.06.2026; Hemmung ab 02.06.2026 um 10 Tage → 10.07.2026"
    )
    assert len(chain.steps) == 3


def test_long_history_stays_small(two_weeks):
    deadline = two_weeks
    for _ in range(20):
        deadline = extend(deadline, by=P("1 w"), calendar=HESSEN, reason="Antrag")

    assert len(json.dumps(deadline.as_json())) < 6000
    assert len(deadline.explanation) < 200
    assert deadline.effective_end == day("2026-10-22")


def test_fixed_day_can_rest_before_it_comes():
    paused = pause(
        fixed(day("2026-07-06"), calendar=HESSEN, binding=True),
        since=day("2026-06-01"),
        until=day("2026-06-02"),
        calendar=HESSEN,
        reason="Zurückgestellt",
    )

    assert paused.explanation == "fester Termin 06.07.2026; Hemmung ab 01.06.2026 um 1 Tag → 07.07.2026"


def test_lead_time_may_be_extended_up_to_its_target():
    deadline = lead_time(P("1 w"), day("2026-11-25"), calendar=HESSEN)

    assert extend(deadline, until=day("2026-11-24"), calendar=HESSEN, reason="Krankheit").effective_end == day(
        "2026-11-24"
    )
    with pytest.raises(DeadlineError, match=r"^Der Vorlauf muss vor dem 25\.11\.2026 enden\."):
        extend(deadline, until=day("2026-11-25"), calendar=HESSEN, reason="Krankheit")


def test_lead_time_stays_one_when_extended_to_a_sunday_target():
    deadline = lead_time(P("1 w"), day("2026-11-29"), calendar=HESSEN)
    extended = extend(deadline, until=day("2026-11-29"), calendar=HESSEN, reason="Krankheit")

    assert (extended.effective_end, extended.is_lead_time) == (day("2026-11-27"), True)


@pytest.mark.parametrize(("since", "end"), [("2026-05-21", "2026-06-08"), ("2026-06-05", "2026-06-08")])
def test_pause_may_begin_on_the_first_and_on_the_last_day(two_weeks, since, end):
    until = day(since) + timedelta(days=2)

    assert pause(two_weeks, since=day(since), until=until, calendar=HESSEN, reason="Gespräch").effective_end == day(end)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "Bitte geben Sie entweder ein neues Ende oder eine Dauer der Verlängerung an."),
        (
            {"until": day("2026-07-01"), "by": P("1 w")},
            "Bitte geben Sie entweder ein neues Ende oder eine Dauer der Verlängerung an.",
        ),
        (
            {"until": day("2026-06-05")},
            "Das neue Ende muss nach dem bisherigen Ende (05.06.2026) liegen. Bitte wählen Sie einen späteren Tag.",
        ),
        (
            {"by": P("1 d")},
            "Das neue Ende muss nach dem bisherigen Ende (05.06.2026) liegen. Bitte wählen Sie einen späteren Tag.",
        ),
    ],
)
def test_extend_refuses_what_is_no_extension(two_weeks, change, message):
    with pytest.raises(DeadlineError) as refused:
        extend(two_weeks, calendar=HESSEN, reason="Antrag", **change)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        (
            "2026-06-01",
            "2026-06-01",
            "Die Hemmung muss nach ihrem Beginn (01.06.2026) enden. Bitte prüfen Sie die Daten.",
        ),
        (
            "2026-06-02",
            "2026-06-01",
            "Die Hemmung muss nach ihrem Beginn (02.06.2026) enden. Bitte prüfen Sie die Daten.",
        ),
        ("2026-06-09", "2026-06-12", "Die Frist ist am 08.06.2026 abgelaufen und kann nicht mehr ruhen."),
        ("2026-05-20", "2026-06-12", "Die Frist beginnt erst am 21.05.2026 und kann vorher nicht ruhen."),
        (
            "2026-05-24",
            "2026-06-12",
            "Die Frist ruhte schon bis zum 25.05.2026. Bitte wählen Sie einen späteren Beginn.",
        ),
    ],
)
def test_pause_refuses_days_on_which_nothing_ran(two_weeks, since, until, message):
    paused = pause(two_weeks, since=day("2026-05-22"), until=day("2026-05-25"), calendar=HESSEN, reason="Gespräch")

    with pytest.raises(DeadlineError) as refused:
        pause(paused, since=day(since), until=day(until), calendar=HESSEN, reason="Gespräch")

    assert str(refused.value) == message


def test_lead_time_does_not_rest():
    deadline = lead_time(P("1 w"), day("2026-11-25"), calendar=HESSEN)

    with pytest.raises(DeadlineError, match=r"^Ein Vorlauf ruht nicht: Er richtet sich nach dem 25\.11\.2026\."):
        pause(deadline, since=day("2026-11-01"), until=day("2026-11-09"), calendar=HESSEN, reason="Gespräch")


def changed_deadline():
    extended = extend(end_of("2 w", "2026-05-21"), by=P("1 m"), calendar=HESSEN, reason="Antrag „Müller“")
    extended = extend(extended, until=day("2026-08-01"), calendar=HESSEN, reason="")
    return pause(extended, since=day("2026-06-01"), until=day("2026-06-05"), calendar=HESSEN, reason="Gespräch")


@pytest.mark.parametrize(
    "deadline",
    [
        end_of("10 AT", "2026-12-16", INTERNAL),
        end_of("1 w", "2026-12-17"),
        fixed(date(2025, 7, 6), calendar=HESSEN, binding=False),
        lead_time(Period(1, PeriodUnit.WEEKS), date(2027, 1, 7), calendar=HESSEN),
        notification(date(2026, 9, 2), days=3),
        term_end(date(2026, 7, 1), Period(2, PeriodUnit.YEARS)),
        changed_deadline(),
    ],
)
def test_deadline_survives_json(deadline):
    restored = Deadline.from_json(json.loads(json.dumps(deadline.as_json())))

    assert restored == deadline
    assert restored.explanation == deadline.explanation
