"""A case as a whole: its numbers, deferral and return, withdrawal, a new Federführung."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from contracts.services import open_amendment
from tests.conftest import NOON
from tests.factories.contracts import TODAY, before_decision, in_coordination, in_force, proposal, standing, unit, user
from workflow.automatic import finish_wait
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseEvent, CaseTask
from workflow.office import NewCase, act, change_lead_unit, open_case, resume_early, suspend
from workflow.services import ask_back, complete
from workflow.states import CaseState
from workflow.steps import Verdict

LATER = date(2026, 12, 14)


def new(title: str = "Integrationsvertrag Chor", **kwargs) -> NewCase:
    return NewCase("contract", title, unit("VI 3"), detail={"theme": "Singen", "received_on": TODAY}, **kwargs)


def noon(day: date) -> datetime:
    return NOON + timedelta(days=(day - TODAY).days)


def deferred(until: date = LATER):
    driver = proposal()
    suspend(
        driver.case.pk, until=until, reason="Haushalt ist noch offen.", standing=standing("sachbearbeitung"), at=NOON
    )
    driver.case.refresh_from_db()
    return driver


def due_days(driver) -> dict[str, date | None]:
    tasks = CaseTask.objects.human().open().filter(process=driver.case)
    return {task.node.name: task.due_on for task in tasks}


def actions(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("action", flat=True))


def test_a_case_gets_its_file_its_number_and_its_first_tasks(house):
    case = open_case(new("  Integrationsvertrag Chor "), opened_by=user("sachbearbeitung"), at=NOON)
    assert case.title == "Integrationsvertrag Chor"
    assert case.reference == f"VI 3-58c-01/2026-{case.case_file.number:04d}/1"
    assert (case.state, case.owner, case.shared_on) == (CaseState.PROPOSAL, user("sachbearbeitung"), None)
    assert actions(case) == ["opened"]


def test_a_linked_case_counts_on_within_the_file_of_its_parent(house):
    parent = in_force().case
    first, second = (
        open_amendment(parent.pk, title=title, standing=standing("sachbearbeitung"), at=NOON) for title in ("A", "B")
    )
    parts = [case.reference.rsplit("/", 1) for case in (parent, first, second)]
    assert parts == [[parent.case_file.reference, number] for number in ("1", "2", "3")]


def test_numbers_are_given_once_however_many_open_cases_at_the_same_time(race_db):
    clerk = user("sachbearbeitung")

    def open_one(number: int) -> str:
        try:
            return open_case(new(f"Vertrag {number}"), opened_by=clerk, at=NOON).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        references = list(pool.map(open_one, range(24)))
    assert sorted(references) == [f"VI 3-58c-01/2026-{number:04d}/1" for number in range(1, 25)]


def test_what_is_refused_uses_up_no_number(house):
    before = open_case(new(), opened_by=user("sachbearbeitung"), at=NOON).case_file.number
    with pytest.raises(TypeError):
        open_case(
            NewCase("contract", "x", unit("VI 3"), detail={"unknown": 1}), opened_by=user("sachbearbeitung"), at=NOON
        )
    assert open_case(new(), opened_by=user("sachbearbeitung"), at=NOON).case_file.number == before + 1


def test_a_deferred_case_rests_as_a_whole(house):
    driver = deferred()
    assert driver.case.state == CaseState.DEFERRED
    assert CaseTask.objects.active().filter(process=driver.case).count() == 0
    assert [task.due_on for task in driver.tasks("suspended")] == [LATER]
    with pytest.raises(WorkflowError, match="zurückgestellt"):
        complete(
            driver.tasks("check_partner")[0].pk, Verdict("checked", "Geprüft."), standing=standing("sachbearbeitung"),
            at=NOON,
        )  # fmt: skip


def test_deadlines_move_by_the_real_days_of_the_deferral(house):
    assert due_days(proposal()) == {"check_partner": date(2026, 12, 7), "assign_fields": date(2026, 12, 7)}
    driver = deferred(until=LATER)
    finish_wait(driver.tasks("suspended")[0].pk, at=noon(LATER))
    driver.case.refresh_from_db()
    assert driver.case.state == CaseState.PROPOSAL
    assert due_days(driver) == {"check_partner": date(2026, 12, 28), "assign_fields": date(2026, 12, 28)}


def test_a_deferral_can_end_early_and_then_only_those_days_count(house):
    driver = deferred()
    resume_early(
        driver.case.pk, reason="Mittel sind da.", standing=standing("sachbearbeitung"), at=noon(date(2026, 11, 30))
    )
    driver.case.refresh_from_db()
    assert driver.case.state == CaseState.PROPOSAL
    assert due_days(driver) == {"check_partner": date(2026, 12, 14), "assign_fields": date(2026, 12, 14)}
    assert actions(driver.case) == ["opened", "deferred", "resumed_early", "suspended:done"]
    assert driver.tasks("suspended") == []


def test_the_day_of_a_deferral_that_ended_early_changes_nothing_any_more(house):
    driver = deferred()
    wait = driver.tasks("suspended")[0]
    resume_early(driver.case.pk, reason="Mittel sind da.", standing=standing("sachbearbeitung"), at=NOON)
    before = actions(driver.case)
    finish_wait(wait.pk, at=noon(LATER))
    assert actions(driver.case) == before


def test_a_deferral_decided_at_the_top_can_end_early_too(house):
    driver = before_decision().do("decide_proposal", "defer", "Nächstes Jahr.", until=date(2027, 3, 1))
    resume_early(
        driver.case.pk, reason="Neue Lage.", standing=standing("referatsleitung", driver.day), at=noon(driver.day)
    )
    assert list(due_days(driver)) == ["decision_note"]


def test_who_still_waits_for_an_answer_goes_on_waiting_after_the_deferral(house):
    driver = proposal()
    asker = driver.tasks("check_partner")[0]
    clerk = standing("sachbearbeitung")
    question = ask_back(asker.pk, "Seit wann?", to=unit("Z 1"), standing=clerk, at=NOON)
    suspend(driver.case.pk, until=LATER, reason="Später.", standing=clerk, at=NOON)
    resume_early(driver.case.pk, reason="Doch jetzt.", standing=clerk, at=NOON)
    asker.refresh_from_db()
    question.refresh_from_db()
    assert (asker.paused_on, question.paused_on) == (TODAY, None)
    complete(question.pk, Verdict("answer", "Seit 1997."), standing=standing("recht"), at=NOON)
    asker.refresh_from_db()
    assert asker.paused_on is None


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [(TODAY, "Später.", "until"), (date(2026, 11, 22), "Später.", "until"), (LATER, "  ", "reason")],
)
def test_a_deferral_needs_a_day_to_come_and_a_reason(house, until, reason, field):
    case = proposal().case
    with pytest.raises(InputError) as refused:
        suspend(case.pk, until=until, reason=reason, standing=standing("sachbearbeitung"), at=NOON)
    assert refused.value.field == field
    assert actions(case) == ["opened"]


def test_only_a_proposal_is_deferred(house):
    case = in_coordination().case
    with pytest.raises(WorkflowError, match="Verhandlung"):
        suspend(case.pk, until=date(2027, 12, 1), reason="x", standing=standing("sachbearbeitung"), at=NOON)


def test_an_amendment_knows_no_deferral(house):
    parent = in_force().case
    case = open_amendment(parent.pk, title="Nachtrag", standing=standing("sachbearbeitung"), at=NOON)
    with pytest.raises(WorkflowError, match="nicht vorgesehen"):
        suspend(case.pk, until=date(2028, 12, 1), reason="x", standing=standing("sachbearbeitung"), at=NOON)


def test_what_does_not_rest_cannot_go_on(house):
    case = proposal().case
    with pytest.raises(WorkflowError, match="nicht zurückgestellt"):
        resume_early(case.pk, reason="x", standing=standing("sachbearbeitung"), at=NOON)
    with pytest.raises(InputError):
        resume_early(case.pk, reason=" ", standing=standing("sachbearbeitung"), at=NOON)


@pytest.mark.parametrize("account", ["recht", "hmkb", "baf", "referatsleitung2"])
def test_only_the_lead_unit_acts_on_the_case(house, account):
    case = proposal().case
    other = standing(account)
    with pytest.raises(NotAllowedError):
        suspend(case.pk, until=LATER, reason="x", standing=other, at=NOON)
    with pytest.raises(NotAllowedError):
        act(case.pk, "withdraw", reason="x", standing=other, at=NOON)
    with pytest.raises(NotAllowedError):
        change_lead_unit(case.pk, to=unit("VI 2"), reason="x", standing=other, at=NOON)
    assert actions(case) == ["opened"]


def test_withdrawing_ends_the_open_tasks_and_leaves_the_filing(house):
    driver = proposal()
    act(driver.case.pk, "withdraw", reason="Partner verzichtet.", standing=standing("sachbearbeitung"), at=NOON)
    driver.case.refresh_from_db()
    assert driver.case.state == CaseState.WITHDRAWN
    assert list(due_days(driver)) == ["file_away"]
    event = CaseEvent.objects.get(case=driver.case, action="withdraw")
    assert (event.source, event.target, event.data) == ("proposal", "withdrawn", {"reason": "Partner verzichtet."})


@pytest.mark.parametrize("entry", ["start", "notice", "reopen", "nonsense", "check_partner"])
def test_what_the_flow_does_not_offer_now_is_refused(house, entry):
    case = proposal().case
    with pytest.raises(WorkflowError):
        act(case.pk, entry, reason="x", standing=standing("referatsleitung"), at=NOON)
    assert actions(case) == ["opened"]


def test_an_action_that_asks_for_a_reason_gets_one(house):
    with pytest.raises(InputError) as refused:
        act(proposal().case.pk, "withdraw", reason=" ", standing=standing("sachbearbeitung"), at=NOON)
    assert refused.value.field == "reason"


def test_a_rejection_is_taken_back_by_the_head_of_the_unit_only(house):
    driver = before_decision().do("decide_proposal", "reject", "Keine Mittel.")
    act_on = {"case_id": driver.case.pk, "entry_name": "reopen", "reason": "Versehen.", "at": noon(driver.day)}
    with pytest.raises(NotAllowedError):
        act(standing=standing("sachbearbeitung", driver.day), **act_on)
    case = act(standing=standing("referatsleitung", driver.day), **act_on)
    assert case.state == CaseState.PROPOSAL
    assert list(due_days(driver)) == ["decision_note"]


def test_a_new_lead_unit_gets_the_case_and_its_open_tasks_unclaimed(house):
    driver = proposal(funding_mode="grant")
    change_lead_unit(
        driver.case.pk, to=unit("VI 2"), reason="Neue Geschäftsverteilung.", standing=standing("referatsleitung"),
        at=NOON,
    )  # fmt: skip
    driver.case.refresh_from_db()
    assert (driver.case.lead_unit, driver.case.owner) == (unit("VI 2"), None)
    tasks = CaseTask.objects.open().filter(process=driver.case)
    assert {task.node.name: (task.unit.short, task.owner) for task in tasks} == {
        "check_partner": ("VI 2", None), "assign_fields": ("VI 2", None), "budget_opinion": ("Z 3", None),
    }  # fmt: skip
    assert CaseEvent.objects.get(case=driver.case, action="lead_changed").data == {
        "former": "VI 3", "to": "VI 2", "reason": "Neue Geschäftsverteilung.",
    }  # fmt: skip


@pytest.mark.parametrize(("to", "reason", "field"), [("VI 3", "x", "to"), ("VI 2", " ", "reason")])
def test_a_change_of_the_lead_unit_is_a_change_with_a_reason(house, to, reason, field):
    with pytest.raises(InputError) as refused:
        change_lead_unit(
            proposal().case.pk, to=unit(to), reason=reason, standing=standing("referatsleitung"), at=NOON
        )  # fmt: skip
    assert refused.value.field == field
