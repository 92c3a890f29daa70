"""Asking one more unit in a round that is already running; the join then waits for it too."""

from datetime import datetime

from django.utils.translation import gettext as _
from viewflow.workflow.token import Token

from directory.models import OrgUnit, Rank, UnitKind
from directory.standing import Standing
from workflow.errors import AlreadyDoneError, InputError, NotAllowedError
from workflow.models import CaseTask
from workflow.nodes import TaskNode
from workflow.opening import opened_task
from workflow.permissions import require_direction
from workflow.verdicts import already_done


def add_to_round(task_id: int, unit: OrgUnit, *, reason: str, standing: Standing, at: datetime) -> CaseTask:
    """Open a further task beside an open one of the same round, for `unit`; by the lead unit.

    Raises AlreadyDoneError when the task that stands for the round is closed, InputError when the unit was asked already.
    """
    if not reason.strip():
        raise InputError("reason", _("Bitte geben Sie an, warum diese Stelle zusätzlich beteiligt wird."))
    with opened_task(task_id, at=at) as step:
        sibling = step.task
        assert sibling is not None  # noqa: S101 -- opened on a task
        step.authority = require_direction(step.case, standing)
        if not sibling.is_open:
            raise AlreadyDoneError(already_done(sibling))
        if not isinstance(sibling.node, TaskNode) or sibling.node.join is None or not sibling.token.is_split_token():
            raise NotAllowedError(_("Diese Aufgabe gehört zu keiner laufenden Runde."))
        prefix = sibling.token.token.rsplit("_", 1)[0] + "_"
        round_tasks = CaseTask.objects.filter(process=step.case, token__startswith=prefix)
        if (
            round_tasks.filter(unit=unit, flow_task=sibling.node.ref)
            .exclude(outcome="", closed_at__isnull=False)
            .exists()
        ):
            raise InputError("unit", _("%(unit)s ist in dieser Runde bereits gefragt.") % {"unit": unit})
        number = 1 + max(int(token.token.rsplit("_", 1)[1]) for token in round_tasks.values_list("token", flat=True))
        rank = Rank.REPRESENTATIVE if unit.kind == UnitKind.SEAT else Rank.CASE_WORKER
        task = step.open(sibling.node, unit, token=Token(f"{prefix}{number}"), rank=rank)
        task.cause_id = sibling.cause_id
        step.log("co_signer_added", unit=unit.short, title=task.title, reason=reason.strip())
    return task
