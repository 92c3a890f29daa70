"""What may be done to a contract outside its tasks, by whom, in which state."""

from typing import Any

from contracts.models import Relation, Termination
from directory.models import Rank
from directory.standing import Standing
from workflow.models import Case, CaseTask
from workflow.permissions import may_direct
from workflow.states import CaseState

# Rounds to which a further unit may be added.
OPEN_ROUNDS = ("cosign_house", "cosign_ressort", "vote", "contribute")


def may_give_notice(case: Case, standing: Standing) -> bool:
    """Once, while the contract is in force, by the head of the lead unit or above."""
    running = case.state == CaseState.IN_FORCE and case.relation != Relation.AMENDMENT
    known = running and Termination.objects.filter(contract_id=case.pk).exists()
    return running and not known and may_direct(case, standing, rank=Rank.HEAD_OF_UNIT)


def may_amend(case: Case, standing: Standing) -> bool:
    """While the contract is in force, by the lead unit."""
    return case.state == CaseState.IN_FORCE and case.relation != Relation.AMENDMENT and may_direct(case, standing)


def may_add_co_signer(case: Case, standing: Standing) -> bool:
    """While a round runs, by the lead unit."""
    return may_direct(case, standing) and running_rounds(case).exists()


def running_rounds(case: Case) -> Any:
    """One open task of each running round."""
    refs = [node.ref for node in case.flow_class.instance.nodes() if node.name in OPEN_ROUNDS]
    tasks = CaseTask.objects.filter(process=case, closed_at=None, flow_task__in=refs)
    return CaseTask.objects.filter(pk__in=tasks.order_by("flow_task", "pk").distinct("flow_task").values("pk"))
