"""What must be true before a contract moves, asked of the policy itself: the flow's own order stands before it and would hide it."""

import pytest

from contracts.demo.papers import paper
from contracts.effects import contract_of
from contracts.models import Declaration, Side
from contracts.policy import ContractPolicy
from directory.models import Deputyship
from documents.models import CoSignature, DocumentVersion
from documents.services import NewDocument, add_paper, file_version
from tests.conftest import NOON
from tests.factories.contracts import before_decision, in_coordination, negotiated, standing, to_be_signed, user
from workflow.errors import WorkflowError
from workflow.models import Case
from workflow.opening import opened_case
from workflow.permissions import Authority
from workflow.services import complete
from workflow.steps import Verdict

pytestmark = pytest.mark.usefixtures("house")
BOTH = {Side.STATE: {}, Side.PARTNER: {}}


def move(driver, name: str) -> str:
    """Make the move with all tasks left aside; the state it leads to."""
    with opened_case(driver.case.pk, at=NOON) as step:
        step.cancel_open()
        step.move(name)
    return Case.objects.get(pk=driver.case.pk).state


def declared(driver, sides: dict) -> None:
    """Declarations of these sides on the final text, with what is different about them."""
    contract = driver.contract
    for side, changed in sides.items():
        known = {
            "contract": contract, "side": side, "person": "x", "capacity": "x", "signed_on": driver.day, "place": "Wiesbaden",
            "version": contract.final_version, "text_sha256": contract.final_version.sha256, "received_on": driver.day,
            "recorded_by": user("sachbearbeitung"), "recorded_at": NOON,
        }  # fmt: skip
        Declaration.objects.create(**known | changed)


@pytest.mark.parametrize(
    ("sides", "enters"),
    [
        ({}, False),
        ({Side.STATE: {}}, False),
        ({Side.PARTNER: {}}, False),
        (BOTH, True),
        (BOTH | {Side.STATE: {"received_on": None}}, False),
        (BOTH | {Side.PARTNER: {"received_on": None}}, False),
        (BOTH | {Side.STATE: {"text_sha256": "0" * 64}}, False),
        (BOTH | {Side.PARTNER: {"text_sha256": "0" * 64}}, False),
        (BOTH | {Side.STATE: {"withdrawn_at": NOON}}, False),
        (BOTH | {Side.PARTNER: {"withdrawn_at": NOON}}, False),
    ],
)
def test_a_contract_enters_into_force_when_both_have_declared_themselves_on_this_very_text(sides, enters):
    driver = to_be_signed()
    declared(driver, sides)
    type(driver.contract).objects.filter(pk=driver.case.pk).update(effective_on=driver.day)
    if enters:
        assert move(driver, "enter_into_force") == "in_force"
    else:
        with pytest.raises(WorkflowError, match="Erklärungen beider Seiten"):
            move(driver, "enter_into_force")


def test_a_contract_enters_into_force_on_a_day():
    driver = to_be_signed()
    declared(driver, BOTH)
    type(driver.contract).objects.filter(pk=driver.case.pk).update(effective_on=None)
    with pytest.raises(WorkflowError, match="Tag des Inkrafttretens"):
        move(driver, "enter_into_force")


@pytest.mark.parametrize(
    ("row", "frozen"),
    [
        ({"outcome": "consent"}, True),
        ({"outcome": "remarks"}, True),
        ({"outcome": "dissent"}, False),
        ({"outcome": "dissent", "resolved_at": NOON}, True),
        ({"outcome": "dissent", "superseded_at": NOON}, True),
    ],
)
def test_no_text_is_frozen_while_a_dissent_on_it_stands(row, frozen):
    driver = in_coordination()
    one = CoSignature.objects.filter(task__process=driver.case)[0]
    CoSignature.objects.filter(pk=one.pk).update(**row)
    if frozen:
        assert move(driver, "freeze") == "signature"
        assert DocumentVersion.objects.get(pk=one.version_id).frozen_at == NOON
    else:
        with pytest.raises(WorkflowError, match="Dissens ist noch nicht geklärt"):
            move(driver, "freeze")


def test_nothing_is_frozen_before_there_is_a_text():
    with pytest.raises(WorkflowError, match="noch keinen Vertragsentwurf"):
        move(negotiated(), "freeze")


def test_a_text_that_is_opened_again_takes_the_declarations_with_it():
    driver = to_be_signed()
    declared(driver, BOTH)
    assert move(driver, "reopen_text") == "negotiation"
    assert driver.contract.final_version is None
    assert not driver.contract.declarations.filter(withdrawn_at=None).exists()


def test_authors_are_those_who_drafted_and_those_who_uploaded_a_version():
    driver = in_coordination()
    policy = ContractPolicy()
    assert policy.authors(driver.case) == {user("sachbearbeitung").pk}
    with opened_case(driver.case.pk, at=NOON) as step:
        step.authority = Authority(user("abteilungsleitung"))
        file_version(step, contract_of(step).draft, paper("b.pdf", "zwei"), remark="")
    assert policy.authors(driver.case) == {user("sachbearbeitung").pk, user("abteilungsleitung").pk}


def test_whoever_drafted_is_an_author_before_there_is_a_text():
    assert ContractPolicy().authors(before_decision().case) == {user("sachbearbeitung").pk}


def test_whoever_was_deputised_for_is_an_author_too():
    driver = negotiated()
    before = ContractPolicy().authors(driver.case)
    Deputyship.objects.create(principal=user("sachbearbeitung2"), deputy=user("recht"), valid_from=driver.day)
    (task,) = driver.tasks("draft")
    verdict = Verdict("circulate", "", {"file": paper("v.pdf", "Text"), "remark": ""})
    complete(task.pk, verdict, standing=standing("recht", driver.day), at=driver.now())
    assert ContractPolicy().authors(driver.case) - before == {user("recht").pk, user("sachbearbeitung2").pk}


def test_whoever_files_another_paper_is_no_author_of_the_text():
    driver = in_coordination()
    add_paper(
        driver.case.pk, NewDocument("note", "Vermerk"), paper("n.pdf"), standing=standing("abteilungsleitung"), at=NOON
    )
    assert user("abteilungsleitung").pk not in ContractPolicy().authors(driver.case)
