"""Waits follow the dates they hang on."""

from collections.abc import Collection

from workflow.nodes import WaitUntil
from workflow.steps import Step


def recompute_waits(step: Step, names: Collection[str]) -> None:
    """Move the open waits of these nodes to the day their rule gives now; a wait that lost its day ends, unless it is patient."""
    for task in step.open_tasks():
        node = task.node
        if not isinstance(node, WaitUntil) or node.name not in names:
            continue
        task.process = step.case
        day = node.rule(step)
        if day is None and not node.patient:
            step.cancel(task)
        elif day != task.due_on:
            task.due_on = day
            step.touch(task, "due_on")
