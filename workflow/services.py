"""What an official says she does with a task. Each is one transaction under the case lock, or nothing."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from directory.models import Membership, User
from directory.standing import Standing, standing_of
from workflow.asking import require_askable
from workflow.calendars import office_calendar
from workflow.deadlines import Deadline, DeadlineError, extend, fixed, pause
from workflow.errors import AlreadyDoneError, InputError, WorkflowError
from workflow.models import CaseTask
from workflow.nodes import Addressee, TaskNode
from workflow.opening import opened_task
from workflow.permissions import (
    Authority,
    authority_over,
    require_authority,
    require_custody,
    require_direction,
    require_extension,
)
from workflow.policies import policy_for
from workflow.states import CaseState
from workflow.steps import SHARE, Step, Verdict
from workflow.verdicts import already_done


def claim(task_id: int, *, standing: Standing, at: datetime) -> CaseTask:
    """Take a free task, for oneself or, as deputy in force, for the person deputised for."""
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        if task.owner_id == standing.user.pk:
            raise AlreadyDoneError(_("Sie bearbeiten diese Aufgabe bereits."))
        step.authority = authority_over(task, standing)
        if step.authority is None:
            if task.owner_id is not None:
                raise AlreadyDoneError(already_done(task))
            require_authority(task, standing)
        step.claim(task, standing.user if step.authority is None else step.authority.actor)
        step.log("claimed")
    return task


def release(task_id: int, *, standing: Standing, at: datetime) -> CaseTask:
    """Put one's task back to the unit; the head of the unit may do it for an absent colleague."""
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        if task.owner_id is None:
            raise AlreadyDoneError(_("Die Aufgabe liegt bereits zur Übernahme bereit."))
        step.authority = require_custody(task, standing)
        step.release(task)
        step.log("released")
    return task


def hand_over(task_id: int, *, to: User, reason: str, standing: Standing, at: datetime) -> CaseTask:
    """Give a task to somebody who may do it: by its owner, or as Zuweisung by the head of the unit. The reason is kept."""
    if not reason.strip():
        raise InputError("reason", _("Bitte geben Sie einen Grund für die Weitergabe an."))
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        step.authority = require_custody(task, standing)
        _pass_on(step, task, to, reason)
    return task


def succeed(task_id: int, *, to: User, reason: str, by: Authority | None, at: datetime) -> CaseTask:
    """Give the task of somebody who has left the unit to the successor. Whether `by` may arrange that is the caller's to know; None: its day has come."""
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        step.authority = by
        _pass_on(step, task, to, reason)
    return task


def _pass_on(step: Step, task: CaseTask, to: User, reason: str) -> None:
    if authority_over_free(task, standing_of(to, step.day)) is None:
        raise InputError(
            "to",
            _("%(person)s kann diese Aufgabe nicht übernehmen: Rang oder Zugehörigkeit passen nicht.") % {"person": to},
        )
    if task.owner_id is not None:
        step.release(task)
    step.claim(task, to)
    step.log("handed_over", to=to.pk, to_name=str(to), reason=reason.strip())
    step.announce("handed_over", task=task, reason=reason.strip())


def authority_over_free(task: CaseTask, standing: Standing) -> Authority | None:
    """What authority this standing would have if nobody owned the task; own posts only."""
    probe = CaseTask(
        process=task.process,
        unit_id=task.unit_id,
        organisation_id=task.organisation_id,
        rank=task.rank,
        flow_task=task.flow_task,
    )
    authority = authority_over(probe, standing)
    return authority if authority and authority.on_behalf_of is None else None


def complete(task_id: int, verdict: Verdict, *, standing: Standing, at: datetime) -> CaseTask:
    """Complete a task: it closes, the state moves, the next tasks open, history and outbox fill, all together or not at all."""
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        _refuse_while_deferred(task)
        to = task.node.choices.get(verdict.outcome)
        if to is None:
            raise InputError("outcome", _("Bitte wählen Sie ein Ergebnis."))
        if to.reason and not verdict.note.strip():
            raise InputError("note", _("Bitte begründen Sie dieses Ergebnis."))
        authors = policy_for(task.case).authors(task.case) if task.node.duty.signs else frozenset()
        step.authority = require_authority(task, standing, authors=authors)
        if step.authority.recorded_for_partner and not verdict.note.strip():
            raise InputError("note", _("Bitte vermerken Sie, wie und wann der Partner sich geäußert hat."))
        if verdict.payload.get(SHARE):
            require_direction(task.case, standing)
        decide(step, verdict)
        if step.authority.recorded_for_partner:
            step.events[-1].data["recorded_for_partner"] = True
    return task


def _refuse_while_deferred(task: CaseTask) -> None:
    """A deferred case rests as a whole; errands given meanwhile are not part of it."""
    if task.paused_on and task.case.state == CaseState.DEFERRED:
        raise WorkflowError(
            _("Der Vorgang ist zurückgestellt. Setzen Sie ihn zuerst fort oder warten Sie die Wiedervorlage ab.")
        )


def decide(step: Step, verdict: Verdict) -> None:
    """The common end of every task, whoever decides: a person, the clock or a job."""
    task = step.task
    assert task is not None  # noqa: S101 -- only called on steps opened on a task
    node: TaskNode = task.node
    step.close(verdict)
    if verdict.payload.get(SHARE):
        step.share()
    if task.paused_on:
        _withdraw_questions(step, task)
    policy_for(step.case).before_complete(step, verdict)
    step.follow(node, verdict.outcome, task.token)
    if node.name == "question":
        _resume_asker(step, task)
    step.log(f"{node.name}:{verdict.outcome}", note=verdict.note)
    step.announce("completed", task=task, outcome=verdict.outcome)


def _withdraw_questions(step: Step, task: CaseTask) -> None:
    """Whoever decides without waiting for the answer no longer needs it."""
    for asked in step.open_tasks():
        if asked.cause_id == task.pk and asked.node.name == "question":
            asked.process = step.case
            step.cancel(asked)


def ask_back(  # noqa: PLR0913 -- what a Rückfrage consists of
    task_id: int, question: str, *, to: Addressee, standing: Standing, at: datetime, share: bool = False
) -> CaseTask:
    """Rückfrage: opens a question to a unit or the partner; the asking task rests, and its deadline with it, until the answer.

    NotAllowedError for an addressee the asker's standing does not reach. `share` lets the partner see the case from now on.
    """
    if not question.strip():
        raise InputError("question", _("Bitte formulieren Sie Ihre Rückfrage."))
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        if task.paused_on:
            raise WorkflowError(_("Zu dieser Aufgabe läuft bereits eine Rückfrage."))
        step.authority = require_authority(task, standing)
        require_askable(task, to, standing)
        if share:
            require_direction(task.case, standing)
            step.share()
        if task.owner_id is None:
            step.claim(task, standing.user)
        asked = step.open(
            step.case.flow_class.find("question"),
            to,
            instruction=question.strip(),
            title=_("Rückfrage: %(task)s") % {"task": task.title},
        )
        pause_task(step, task, reason=_("Rückfrage an %(unit)s") % {"unit": to})
        step.log("asked_back", to=str(to), question=question.strip())
    return asked


def _resume_asker(step: Step, question: CaseTask) -> None:
    asker = CaseTask.objects.filter(pk=question.cause_id, closed_at=None).first()
    if asker and asker.paused_on:
        asker.process = step.case
        resume_task(step, asker)
        step.announce("answered", task=asker)


def pause_task(step: Step, task: CaseTask, *, reason: str) -> None:
    """Hemmung: the task rests from today; its deadline moves by the real days once it goes on."""
    task.paused_on, task.pause_reason = step.day, reason[:200]
    step.touch(task, "paused_on", "pause_reason")


def resume_task(step: Step, task: CaseTask) -> None:
    """The task goes on; every resting day is added to its deadline."""
    since, reason = task.paused_on, task.pause_reason
    if since is None:
        return
    deadline = task.computed_deadline
    if deadline and step.day > since and since <= deadline.effective_end:
        set_deadline(
            step, task, pause(deadline, since=since, until=step.day, calendar=office_calendar(), reason=reason)
        )
    task.paused_on, task.pause_reason = None, ""
    step.touch(task, "paused_on", "pause_reason")


def set_deadline(step: Step, task: CaseTask, deadline: Deadline) -> None:
    """Store a deadline with its derivation."""
    task.deadline, task.due_on, task.reminded_on = deadline.as_json(), deadline.effective_end, None
    step.touch(task, "deadline", "due_on", "reminded_on")


def extend_deadline(task_id: int, *, until: date, reason: str, standing: Standing, at: datetime) -> CaseTask:
    """Extend a task's deadline; by the lead unit, or by the head of the unit that has the task. The earlier end stays readable."""
    if not reason.strip():
        raise InputError("reason", _("Bitte begründen Sie die Verlängerung."))
    with opened_task(task_id, at=at) as step:
        task = _open(step)
        step.authority = require_extension(task, standing)
        if task.hard_due_on and until > task.hard_due_on:
            raise InputError(
                "until",
                _("Diese Frist kann nicht über den %(day)s hinaus verlängert werden.")
                % {"day": f"{task.hard_due_on:%d.%m.%Y}"},
            )
        before = task.due_on
        try:
            deadline = task.computed_deadline
            changed = (
                extend(deadline, until=until, calendar=office_calendar(), reason=reason.strip())
                if deadline
                else fixed(until, calendar=office_calendar(), binding=False)
            )
        except DeadlineError as error:
            raise InputError("until", str(error)) from error
        set_deadline(step, task, changed)
        step.log(
            "deadline_extended",
            before=before.isoformat() if before else "",
            until=changed.effective_end.isoformat(),
            reason=reason.strip(),
        )
        step.announce("deadline_extended", task=task)
    return task


def _open(step: Step) -> CaseTask:
    task = step.task
    assert task is not None  # noqa: S101 -- steps of this module are opened on a task
    if not task.is_open:
        raise AlreadyDoneError(already_done(task))
    return task


def colleagues(task: CaseTask, day: date) -> list[User]:
    """People of the addressed unit whose rank suffices for the task, by name; nobody for partner tasks."""
    if task.unit_id is None:
        return []
    members = Membership.objects.valid_on(day).filter(unit_id=task.unit_id, rank__gte=task.rank, user__is_active=True)
    return list(User.objects.filter(pk__in=members.values("user")).order_by("last_name", "first_name"))
