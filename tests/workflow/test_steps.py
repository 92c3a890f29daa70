"""The one door to a case: what a step refuses whoever opened it, and which tasks end with a round that is cut."""

import pytest
from django.db.utils import IntegrityError
from viewflow.workflow.status import STATUS

from tests.conftest import NOON, TODAY
from tests.factories.contracts import in_coordination, proposal, standing, to_be_signed, unit, user
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError, WorkflowError
from workflow.exclusion import exclude
from workflow.models import Case, CaseEvent, CaseTask, Outbox
from workflow.nodes import TaskNode
from workflow.opening import opened_case, opened_task
from workflow.permissions import Authority
from workflow.steps import Verdict

pytestmark = pytest.mark.usefixtures("house")


def shut(driver, account: str = "sachbearbeitung"):
    exclude(driver.case.pk, user(account), "Bruder", standing=standing(account), at=NOON)
    return driver


def test_a_task_is_given_to_nobody_who_is_excluded():
    task = shut(proposal()).tasks("check_partner")[0]
    with pytest.raises(InputError) as refused, opened_task(task.pk, at=NOON) as step:
        step.claim(step.task, user("sachbearbeitung"))
    assert (refused.value.field, CaseTask.objects.get(pk=task.pk).owner) == ("to", None)


def test_a_new_task_for_somebody_excluded_lies_with_the_unit():
    driver = shut(proposal())
    with opened_case(driver.case.pk, at=NOON) as step:
        task = step.open(driver.case.flow_class.find("adhoc"), unit("VI 3"), owner=user("sachbearbeitung"))
    task.refresh_from_db()
    assert (task.owner, task.status) == (None, STATUS.NEW)


def stepping(driver, *moves: str, account: str = "") -> None:
    """Write an entry and make moves, as somebody whom nothing has checked yet."""
    with opened_case(driver.case.pk, at=NOON) as step:
        step.authority = Authority(user(account)) if account else None
        step.log("note")
        step.move(*moves)


def test_nobody_who_is_excluded_writes_whichever_way_she_came():
    driver = shut(proposal())
    before = CaseEvent.objects.count()
    with pytest.raises(NotAllowedError, match="ausgeschlossen"):
        stepping(driver, account="sachbearbeitung")
    assert CaseEvent.objects.count() == before


def test_a_move_the_state_does_not_allow_is_refused_and_nothing_is_written():
    driver = proposal()
    with pytest.raises(WorkflowError, match="nicht möglich"):
        stepping(driver, "evaluate")
    assert CaseEvent.objects.filter(case=driver.case).count() == 1


@pytest.mark.parametrize("act", ["close", "cancel", "claim", "release"])
def test_what_is_done_is_not_done_again(act):
    task = proposal().do("check_partner", "checked", "Geprüft.").case.task_set.get(outcome="checked")
    acts = {
        "close": lambda step: step.close(Verdict("checked")),
        "cancel": lambda step: step.cancel(step.task),
        "claim": lambda step: step.claim(step.task, user("sachbearbeitung2")),
        "release": lambda step: step.release(step.task),
    }
    with pytest.raises(AlreadyDoneError), opened_task(task.pk, at=NOON) as step:
        acts[act](step)


@pytest.mark.parametrize(("declines", "open_yet"), [("sign_partner", "sign_state"), ("sign_state", "sign_partner")])
def test_the_other_side_is_asked_no_longer_when_one_declines(declines, open_yet):
    driver = to_be_signed().wait(1)
    (task,) = driver.tasks(open_yet)
    driver.do(declines, "decline", "§ 4 geht so nicht.")
    task.refresh_from_db()
    assert (task.status, task.outcome, bool(task.closed_at)) == (STATUS.CANCELED, "", True)
    names = {task.node.name for task in CaseTask.objects.open().filter(process=driver.case)}
    assert names == {"incorporate"}


def test_only_the_round_that_is_cut_ends():
    driver = to_be_signed().wait(1)
    with opened_case(driver.case.pk, at=NOON) as step:
        errand = step.open(driver.case.flow_class.find("adhoc"), unit("Z 1"))
    driver.do("sign_partner", "decline", "§ 4 geht so nicht.")
    errand.refresh_from_db()
    assert errand.is_open


def test_a_round_is_over_when_the_last_has_answered_and_not_before():
    driver = in_coordination()
    driver.do_all("cosign_house", lambda _task: ("consent", "", {}))
    driver.do("partner_feedback", "agreed")
    assert {task.node.name for task in CaseTask.objects.open().filter(process=driver.case)} == {"cosign_ressort"}
    driver.do_all("cosign_ressort", lambda _task: ("consent", "", {}))
    assert {task.node.name for task in CaseTask.objects.open().filter(process=driver.case)} == {"committee_decision"}


def test_new_tasks_are_announced_to_those_who_have_to_do_them():
    driver = proposal()
    announced = Outbox.objects.filter(case=driver.case, kind="assigned").values_list("task__flow_task", flat=True)
    assert {node.name for node in announced} == {"check_partner", "assign_fields"}


def test_nodes_write_no_tasks_themselves():
    """viewflow's own ways past the step are closed."""
    node = proposal().case.flow_class.find("check_partner")
    assert isinstance(node, TaskNode)
    with pytest.raises(Exception, match="Only the step writes tasks"):
        node._create(None, None)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        (lambda task: {"organisation": task.case.organisation}, "task_one_addressee"),
        (lambda _task: {"closed_at": NOON}, "task_closed_when_done"),
        (lambda _task: {"status": STATUS.DONE}, "task_closed_when_done"),
    ],
)
def test_the_database_refuses_a_task_that_cannot_be(wrong, constraint):
    task = proposal().tasks("check_partner")[0]
    with pytest.raises(IntegrityError, match=constraint):
        CaseTask.objects.filter(pk=task.pk).update(**wrong(task))


def test_a_filed_case_is_done_on_its_day():
    driver = proposal()
    driver.case.refresh_from_db()
    with opened_case(driver.case.pk, at=NOON) as step:
        step.cancel_open()
        step.move("withdraw", "file")
    case = Case.objects.get(pk=driver.case.pk)
    assert (case.state, case.status, case.filed_on) == ("filed", "DONE", TODAY)
