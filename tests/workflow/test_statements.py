"""How many statements an action costs, counted literally: ≤ 3 for a claim, ≤ 7 for a completion, whatever the size of the case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tests.factories.contracts import in_coordination, in_force, proposal, standing
from workflow.services import claim, complete
from workflow.steps import Verdict


def statements(act) -> list[str]:
    """What reached the database, without transaction control."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return [query["sql"] for query in captured if not query["sql"].startswith(control)]


def test_a_claim_takes_three_statements(house):
    task, who = proposal().tasks("check_partner")[0], standing("sachbearbeitung")
    sent = statements(lambda: claim(task.pk, standing=who, at=NOON))
    assert [sql.split()[0] for sql in sent] == ["SELECT", "UPDATE", "INSERT"]


@pytest.mark.parametrize("others", [0, 3])
def test_a_completion_that_opens_the_next_task_takes_seven_at_most(house, others):
    for _number in range(others):
        in_force()
    driver = proposal()
    driver.do("assign_fields", "assigned", by="referatsleitung", fields_of_action=[], affected_units=[])
    driver.do("check_partner", "checked", "geprüft")
    driver.do("summarise_vote", "summarised", "keine")
    task, who = driver.tasks("decision_note")[0], standing("sachbearbeitung")
    sent = statements(lambda: complete(task.pk, Verdict("submit", "Aufnahme empfohlen"), standing=who, at=NOON))
    assert len(sent) <= 7, "\n".join(sent)


def test_a_decision_that_moves_the_case_takes_seven_at_most(house):
    from tests.factories.contracts import before_decision

    task, who = before_decision().tasks("decide_proposal")[0], standing("staatssekretaer")
    sent = statements(lambda: complete(task.pk, Verdict("take_up", ""), standing=who, at=NOON))
    # Four eyes: who drafted is the kind's question (the contract, the uploads, the drafting tasks); the engine's own are the rest.
    assert len(sent) - 3 <= 7, "\n".join(sent)


def test_a_round_of_many_costs_no_more_than_one_of_few(house):
    few, many = (
        in_coordination(ressorts=("HMKB",)),
        in_coordination(ressorts=("HMKB", "HMFG", "HMWK", "HMdF", "HMdI", "HMLU")),
    )
    who = standing("recht")

    def cosign(driver) -> int:
        task = next(task for task in driver.tasks("cosign_house") if task.unit.short == "Z 1")
        return len(statements(lambda: complete(task.pk, Verdict("consent"), standing=who, at=NOON)))

    assert cosign(few) == cosign(many)
