"""By when a new task is to be done: as its procedure says, else as its node says."""

from typing import TYPE_CHECKING

from workflow.calendars import office_calendar
from workflow.deadlines import Deadline, Period, Regime, compute
from workflow.models import CaseTask
from workflow.nodes import HumanTask
from workflow.policies import rules

if TYPE_CHECKING:
    from workflow.steps import Step


def set_due(task: CaseTask, node: HumanTask, step: "Step") -> None:
    """Give a task its deadline with the derivation; a node without a period has none."""
    deadline = _deadline(task, node, step)
    if deadline:
        task.deadline, task.due_on = deadline.as_json(), deadline.effective_end


def _deadline(task: CaseTask, node: HumanTask, step: "Step") -> Deadline | None:
    period = rules(step.case.procedure_id)["periods"].get(node.name, node.duty.period)
    if callable(period):
        found: Deadline | None = period(step)
        return found
    if not period:
        return None
    # Between authority and partner § 31 HVwVfG rules; inside the house no law does, only the office calendar.
    regime = Regime.ADMINISTRATIVE if task.organisation_id else Regime.INTERNAL
    return compute(Period.parse(period), step.day, calendar=office_calendar(), regime=regime)
