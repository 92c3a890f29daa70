"""Versions of what an office may set itself. A running case keeps the version it began with; a change is a new version."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workflow.errors import InputError
from workflow.models import CalendarDay, Procedure
from workflow.nodes import CaseFlow, HumanTask
from workflow.policies import policy_of, rules


def human_nodes(flow: type[CaseFlow]) -> list[HumanTask]:
    """The tasks of a flow whose period can be set."""
    return [node for node in flow.instance.nodes() if isinstance(node, HumanTask)]


def known_tasks(kind: str) -> list[tuple[str, str, str]]:
    """Name, title and default period of every task of a kind; the period is empty where it is computed from the case."""
    found = []
    for node in human_nodes(policy_of(kind).flow_class):
        period = node.duty.period
        found.append((node.name, str(node.task_title), "" if callable(period) else period))
    return found


def silent_tasks(kind: str) -> list[tuple[str, str]]:
    """Tasks where silence could count as an answer."""
    nodes = human_nodes(policy_of(kind).flow_class)
    return [(node.name, str(node.task_title)) for node in nodes if node.duty.silent]


def present(kind: str) -> Procedure | None:
    """The newest version."""
    return Procedure.objects.filter(kind=kind).order_by("-version").first()


@transaction.atomic
def add_version(kind: str, wanted: dict[str, Any], *, valid_from: date, remark: str, day: date) -> Procedure:
    """Store a new version; InputError when it would begin in the past."""
    if valid_from < day:
        raise InputError("valid_from", _("Eine neue Fassung kann nicht rückwirkend gelten."))
    last = Procedure.objects.select_for_update().filter(kind=kind).order_by("-version").first()
    number = last.version + 1 if last else 1
    return Procedure.objects.create(kind=kind, version=number, valid_from=valid_from, rules=wanted, remark=remark)


def rules_of(procedure: Procedure) -> dict[str, Any]:
    """The rules in force under this version, defaults included."""
    return rules(procedure.pk)


def remove_day(pk: int) -> None:
    """Take a one-off day out of the calendar; computed deadlines stay as they are."""
    CalendarDay.objects.filter(pk=pk).delete()
