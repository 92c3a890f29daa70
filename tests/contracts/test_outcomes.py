"""Every outcome of every task of a contract, tried by every role: who may, may; who may not, changes nothing."""

import pytest
from django.db import transaction
from viewflow.workflow.token import Token

from contracts.flows import AmendmentFlow, ContractFlow, RenewalFlow
from directory.models import ContactRole, Organisation, OrgUnit, User
from directory.standing import Standing, standing_of
from tests.conftest import NOON, TODAY
from tests.factories.contracts import proposal
from tests.factories.directory import ContactFactory
from workflow.errors import NotAllowedError, WorkflowError
from workflow.models import CaseEvent, CaseTask
from workflow.nodes import HumanTask
from workflow.permissions import require_authority
from workflow.services import complete
from workflow.steps import Step, Verdict

# Which accounts reach a task of which addressee and rank. The lead unit may record what a partner sent on paper.
LEAD = {"sachbearbeitung", "sachbearbeitung2", "referatsleitung"}
REACH = {
    "lead": {20: LEAD, 40: {"referatsleitung"}},
    "division": {50: {"abteilungsleitung"}},
    "leadership": {60: {"staatssekretaer", "ministerin"}, 70: {"ministerin"}},
    "legal_unit": {20: {"recht"}},
    "budget_unit": {20: {"haushalt"}},
    "press_unit": {10: {"presse"}, 20: {"presse"}},
    "registry": {10: {"registratur"}, 20: {"registratur"}},
    "front_office": {20: {"buero"}},
    "secretariat": {20: {"geschaeftsstelle"}},
    "partner": {1: {"baf"} | LEAD, 2: {"baf"} | LEAD, 10: {"baf"} | LEAD, 20: {"baf"} | LEAD},
    "expert_seats": {30: {"hmkb"}},
    "ressort_seats": {30: {"hmkb"}},
    "house_units": {20: {"recht"}},
}
ROUNDS = {
    "vote": "expert_seats",
    "contribute": "expert_seats",
    "cosign_ressort": "ressort_seats",
    "cosign_house": "house_units",
}
ACCOUNTS = (
    "sachbearbeitung", "sachbearbeitung2", "referatsleitung", "referatsleitung2", "abteilungsleitung", "staatssekretaer", "ministerin", "buero",
    "recht", "haushalt", "datenschutz", "presse", "geschaeftsstelle", "registratur", "fachadmin", "revision", "hmkb", "hmwk", "baf", "hjr", "iaf", "drk",
    "jury1",
)  # fmt: skip
UNIT_OF = {
    "vote": "FAG HMKB",
    "contribute": "FAG HMKB",
    "cosign_ressort": "FAG HMKB",
    "cosign_house": "Z 1",
}


def human_nodes(flow):
    return [
        node for node in flow.instance.nodes() if isinstance(node, HumanTask) and node.name not in {"adhoc", "question"}
    ]


FLOWS = [ContractFlow, AmendmentFlow]


@pytest.fixture
def opened(house):
    """`opened(flow)` gives an open task of every human node, with the addressee the flow names."""

    def open_all(flow) -> dict[str, CaseTask]:
        case = proposal().case
        step = Step(case, authority=None, at=NOON)
        return {node.name: open_one(step, node) for node in human_nodes(flow)}

    return open_all


def open_one(step: Step, node: HumanTask) -> CaseTask:
    name = UNIT_OF.get(node.name)
    addressee = OrgUnit.objects.get(short=name) if name else node.who(step)
    task = CaseTask(
        process=step.case,
        flow_task=node,
        flow_task_type="HUMAN",
        token=Token("start"),
        title="x",
        opened_at=NOON,
        rank=node.duty.rank,
    )
    if isinstance(addressee, Organisation):
        task.organisation = addressee
    else:
        task.unit = addressee
    task.save()
    return task


def expected(node: HumanTask) -> set[str]:
    return REACH[ROUNDS.get(node.name) or node.who.__name__][node.duty.rank]


def people() -> dict[str, Standing]:
    return {user.username: standing_of(user, TODAY) for user in User.objects.filter(username__in=ACCOUNTS)}


def refusal(task: CaseTask, verdict: Verdict, standing: Standing) -> str:
    """What completing answers; empty when it is allowed. Undone in any case."""
    try:
        with transaction.atomic():
            complete(task.pk, verdict, standing=standing, at=NOON)
            transaction.set_rollback(True)
    except WorkflowError as error:
        return error.message
    return ""


@pytest.mark.parametrize("flow", FLOWS)
def test_exactly_the_named_roles_may_act_on_each_task(opened, flow):
    tasks, everybody = opened(flow), people()
    assert set(everybody) == set(ACCOUNTS)

    def may(task: CaseTask, standing: Standing) -> bool:
        try:
            require_authority(task, standing)
        except NotAllowedError:
            return False
        return True

    table = {
        name: {account for account, standing in everybody.items() if may(task, standing)}
        for name, task in tasks.items()
    }
    assert table == {name: expected(task.node) for name, task in tasks.items()}


@pytest.mark.parametrize(("role", "may"), [(ContactRole.EDITOR, False), (ContactRole.SIGNATORY, True)])
def test_a_contact_who_may_not_sign_for_the_partner_does_not(opened, role, may):
    task = opened(ContractFlow)["sign_partner"]
    contact = ContactFactory(organisation=task.organisation, role=role).user
    answer = refusal(task, Verdict("decline", "§ 4 geht so nicht."), standing_of(contact, TODAY))
    assert ("zuständig" in answer) is not may


@pytest.mark.parametrize("flow", FLOWS)
def test_no_outcome_is_open_to_anybody_else_and_a_refusal_writes_nothing(opened, flow):
    tasks, everybody = opened(flow), people()
    before = CaseEvent.objects.count()
    slipped = [
        (name, outcome, account)
        for name, task in tasks.items()
        for outcome in task.node.choices
        for account in set(ACCOUNTS) - expected(task.node)
        if not refusal(task, Verdict(outcome, "Versuch"), everybody[account])
    ]
    still_open = CaseTask.objects.filter(pk__in=[task.pk for task in tasks.values()], closed_at=None).count()
    assert (slipped, still_open, CaseEvent.objects.count()) == ([], len(tasks), before)


@pytest.mark.parametrize("flow", FLOWS)
def test_reasons_are_demanded_and_what_only_the_clock_decides_is_closed_to_people(opened, flow):
    tasks, everybody = opened(flow), people()
    wrong = []
    for name, task in tasks.items():
        standing = everybody[min(expected(task.node) - LEAD or expected(task.node))]
        for outcome, to in task.node.choices.items():
            if to.reason and "begründen" not in refusal(task, Verdict(outcome, "  "), standing):
                wrong.append((name, outcome))
        closed = {*task.node.outcomes, "nonsense", ""} - set(task.node.choices)
        answers = {outcome: refusal(task, Verdict(outcome, "x"), standing) for outcome in closed}
        wrong += [(name, outcome) for outcome, text in answers.items() if text != "Bitte wählen Sie ein Ergebnis."]
    assert wrong == []


def test_a_renewal_has_the_tasks_of_a_contract():
    assert [node.name for node in human_nodes(RenewalFlow)] == [node.name for node in human_nodes(ContractFlow)]
