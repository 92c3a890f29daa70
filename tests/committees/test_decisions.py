"""What cases ask of bodies, whatever their kind."""

import pytest

from committees.agenda import put_on, waiting_for
from committees.session_states import Result
from contracts.demo import stages
from tests.committees.conftest import clerk, put_contract_on, running, waiting_contract
from tests.conftest import NOON
from tests.factories.contracts import proposal, standing, unit
from workflow.models import CaseTask
from workflow.policies import kinds
from workflow.services import complete
from workflow.steps import Verdict

DECISIONS = [(policy, name, decision) for policy in kinds() for name, decision in policy.decisions.items()]


@pytest.mark.parametrize(("policy", "name", "decision"), DECISIONS, ids=lambda value: str(value)[:30])
def test_every_kind_names_nodes_and_outcomes_that_exist(policy, name, decision):
    node = policy.flow_class.find(name)
    assert set(decision.outcomes) <= set(Result.values) - {"", "postponed", "dropped"}
    assert set(decision.outcomes.values()) <= set(node.choices)


def test_something_is_decided_by_bodies_at_all():
    assert {decision.by for _policy, _name, decision in DECISIONS} == {"expert_group", "cabinet_committee"}


def voted():
    """A proposal whose seats have voted; the Geschäftsstelle has to sum it up."""
    driver = stages.examined(proposal(), [])
    driver.do_all("vote", lambda task: ("nil_return", "", {}))
    return driver


def test_the_facharbeitsgruppe_is_asked_what_the_kabinettsausschuss_is_not(house):
    driver = voted()
    (waiting,) = waiting_for(unit("FAG"), clerk(driver.day))
    assert waiting.title == driver.case.title
    assert waiting_for(unit("KAI"), clerk(driver.day)) == []
    assert waiting_for(unit("IK"), clerk(driver.day)) == []


def test_nobody_is_shown_what_waits_in_cases_she_may_not_see(house):
    voted()
    assert waiting_for(unit("FAG"), standing("hmdf")) == []
    assert waiting_for(unit("FAG"), standing("fachadmin")) == []


def test_what_the_facharbeitsgruppe_resolved_becomes_its_summary(pages):
    driver = voted()
    session = running("FAG")
    (waiting,) = waiting_for(session.body, clerk(driver.day))
    item = put_on(session.pk, waiting.key, standing=clerk(driver.day))
    sent = pages(
        "geschaeftsstelle", "session-record", session.pk, item.pk, result="rejected", no="11", resolution="Kein Bedarf."
    )
    assert sent.status_code == 302
    task = CaseTask.objects.get(pk=item.task_id)
    assert task.outcome == "summarised"
    assert task.note == "FAG: 1. Sitzung 2026 vom 23.11.2026: abgelehnt. Kein Bedarf."


def test_a_task_completed_on_its_own_page_is_not_completed_again(pages):
    driver = voted()
    session = running("FAG")
    (waiting,) = waiting_for(session.body, clerk(driver.day))
    item = put_on(session.pk, waiting.key, standing=clerk(driver.day))
    complete(item.task_id, Verdict("summarised", "Schon geschehen."), standing=clerk(driver.day), at=NOON)
    refused = pages("geschaeftsstelle", "session-record", session.pk, item.pk, result="noted")
    assert (refused.status_code, "wurde bereits erledigt" in refused.content.decode()) == (422, True)
    assert "Im Vorgang ist inzwischen entschieden" in pages("geschaeftsstelle", "session", session.pk).content.decode()
    assert pages("geschaeftsstelle", "session-item-off", session.pk, item.pk, x="1").status_code == 302


def test_the_page_of_the_task_is_not_needed_but_stays(pages):
    driver = waiting_contract()
    session = running()
    item = put_contract_on(session, driver)
    assert pages("geschaeftsstelle", "task", item.task_id).status_code == 200
