"""Everything that happens because time passes. Each item is a transaction of its own: one that fails never stops the others.

A tick asks what is due, not what became due since the tick before, so that after a week without one everything is caught up at once.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from workflow.announcements import Chore, chores
from workflow.automatic import finish_wait, let_lapse, retry_job
from workflow.calendars import office_calendar
from workflow.deadlines import Period, Regime, compute
from workflow.desk import raise_follow_up
from workflow.models import CaseTask, FollowUp, Outbox, TaskKind
from workflow.opening import opened_task
from workflow.policies import rules
from workflow.wakeup import wake

log = logging.getLogger(__name__)

AT_ONCE = 5_000
MOST_LEVELS = 3
RESEND_AFTER = timedelta(seconds=60)
RETRY_AFTER = timedelta(minutes=2)
MOST_RETRIES = 3


@dataclass
class Done:
    """How many items of each kind a tick dealt with, and how many failed."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: int = 0

    @property
    def total(self) -> int:
        """All items."""
        return sum(self.counts.values())


def tick(at: datetime) -> Done:
    """Let happen what is due at `at`: waits, follow-ups, silence, reminders, escalation, and what the apps have announced."""
    done, day = Done(), timezone.localtime(at).date()
    open_tasks = CaseTask.objects.open()
    waits = open_tasks.filter(flow_task_type=TaskKind.WAIT, due_on__lte=day)
    _each(done, "waits", _ids(waits), lambda pk: finish_wait(pk, at=at))
    follow_ups = FollowUp.objects.filter(task=None, cancelled_at=None, on__lte=day).order_by("on", "pk")
    _each(done, "follow_ups", follow_ups.values_list("pk", flat=True)[:AT_ONCE], lambda pk: raise_follow_up(pk, at=at))
    _each(done, "lapsed", _silent(day), lambda pk: let_lapse(pk, at=at))
    _each(done, "due_soon", _due_soon(day), lambda pk: _remind(pk, "due_soon", at))
    _each(done, "overdue", _newly_overdue(day), lambda pk: _remind(pk, "overdue", at))
    _each(done, "escalated", _to_escalate(day), lambda pk: escalate(pk, at=at))
    for chore in chores():
        _each(done, chore.name, _due(done, chore, at), partial(chore.act, at=at))
    return done


def _due(done: Done, chore: Chore, at: datetime) -> list[int]:
    """What a chore has to do; one that cannot say it never stops the others."""
    try:
        return list(chore.due(at))[:AT_ONCE]
    except Exception:
        done.failed += 1
        log.exception("%s", chore.name)
        return []


def _ids(tasks: Any) -> list[int]:
    return list(tasks.order_by("due_on", "pk").values_list("pk", flat=True)[:AT_ONCE])


def _each(done: Done, name: str, ids: Iterable[int], act: Callable[[int], object]) -> None:
    for pk in list(ids):
        try:
            act(pk)
        except Exception:
            done.failed += 1
            log.exception("%s %s", name, pk)
        else:
            done.counts[name] = done.counts.get(name, 0) + 1


def _silent(day: date) -> list[int]:
    """Tasks whose period passed and whose procedure counts silence as an answer."""
    late = CaseTask.objects.overdue(day).select_related("process").order_by("due_on", "pk")[:AT_ONCE]
    return [
        task.pk for task in late
        if task.node.duty.silent and task.node.name in rules(task.process.procedure_id)["silence_is_consent"]
    ]  # fmt: skip


def _due_soon(day: date) -> list[int]:
    """Not yet reminded of, due within the days the procedure sets."""
    longest = day + timedelta(days=31)
    tasks = CaseTask.objects.active().filter(reminded_on=None, due_on__range=(day, longest)).select_related("process")
    return [
        task.pk for task in tasks.order_by("due_on", "pk")[:AT_ONCE]
        if task.due_on <= day + timedelta(days=rules(task.process.procedure_id)["remind_days"])
        and timezone.localtime(task.opened_at).date() < day
    ]  # fmt: skip


def _newly_overdue(day: date) -> list[int]:
    """Late, and nobody was told since the due day."""
    return _ids(CaseTask.objects.overdue(day).filter(Q(reminded_on=None) | Q(reminded_on__lte=F("due_on"))))


def _to_escalate(day: date) -> list[int]:
    """Late by the period the procedure sets, once for each rank above."""
    late = CaseTask.objects.overdue(day).filter(escalation_level__lt=MOST_LEVELS).select_related("process")
    return [task.pk for task in late.order_by("due_on", "pk")[:AT_ONCE] if escalates_on(task) <= day]


def escalates_on(task: CaseTask) -> date:
    """The day on which a late task goes to the next rank, counted from its due date."""
    one = Period.parse(rules(task.process.procedure_id)["escalate_after"])
    assert task.due_on is not None  # noqa: S101 -- only late tasks are asked about
    period = Period(one.amount * (task.escalation_level + 1), one.unit)
    return compute(period, task.due_on, calendar=office_calendar(), regime=Regime.INTERNAL).effective_end


def _remind(task_id: int, kind: str, at: datetime) -> None:
    """Announce that a task is due soon or late; asked again under the lock, for it may be done by now."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if task is None or not task.is_open or task.paused_on or task.due_on is None:
            return
        task.reminded_on = step.day
        step.touch(task, "reminded_on")
        step.announce(kind, task=task)


def escalate(task_id: int, *, at: datetime) -> None:
    """Tell the next rank that a task is late."""
    with opened_task(task_id, at=at) as step:
        task = step.task
        if task is None or not task.is_open or task.paused_on or task.due_on is None or escalates_on(task) > step.day:
            return
        task.escalation_level += 1
        step.touch(task, "escalation_level")
        step.log("escalated", level=task.escalation_level, due_on=task.due_on.isoformat())
        step.announce("escalated", task=task, level=task.escalation_level)


def sweep(at: datetime) -> Done:
    """Send jobs whose message was lost between commit and broker, or whose worker died; try failed ones again, three times."""
    done = Done()
    failed = CaseTask.objects.filter(closed_at=None, flow_task_type=TaskKind.JOB, status="ERROR")
    again = [task.pk for task in failed if task.data.get("failures", 0) < MOST_RETRIES and _rested(task, at)]
    _each(done, "retried", again, lambda pk: retry_job(pk, at=at))
    waiting = Outbox.objects.filter(kind="job", task__closed_at=None, task__status="NEW")
    unsent = Q(sent_at=None, at__lte=at - timedelta(seconds=5)) | Q(sent_at__lte=at - RESEND_AFTER) | Q(sent_at__gt=at)
    for row in waiting.filter(unsent).order_by("pk")[:AT_ONCE]:
        if not wake("workflow.run_job", row.task_id):
            break
        Outbox.objects.filter(pk=row.pk).update(sent_at=at, attempts=F("attempts") + 1)
        done.counts["sent"] = done.counts.get("sent", 0) + 1
    return done


def _rested(task: CaseTask, at: datetime) -> bool:
    failed_at = task.data.get("failed_at")
    return not failed_at or datetime.fromisoformat(failed_at) <= at - RETRY_AFTER
