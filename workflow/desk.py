"""Everyday work on a case: errands, Vermerk, Wiedervorlage, Verfügung, Beteiligung."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import OrgUnit, User
from directory.standing import Standing
from workflow.calendars import office_calendar
from workflow.deadlines import DeadlineError, fixed
from workflow.errors import AlreadyDoneError, InputError, WorkflowError
from workflow.models import (
    Case,
    CaseTask,
    Disposition,
    DispositionAction,
    DispositionStep,
    FollowUp,
    FollowUpKind,
    Note,
    NoteKind,
)
from workflow.nodes import Addressee
from workflow.opening import opened_case
from workflow.permissions import Authority, require_direction
from workflow.states import CaseState
from workflow.steps import Step


@dataclass(frozen=True)
class Errand:
    """A task an official gives on her own."""

    title: str
    to: Addressee
    due_on: date | None = None
    instruction: str = ""
    owner: User | None = None
    share: bool = False


def add_task(case_id: int, errand: Errand, *, standing: Standing, at: datetime) -> CaseTask:
    """Add a task the flow does not know."""
    if not errand.title.strip():
        raise InputError("title", _("Bitte benennen Sie die Aufgabe."))
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        _refuse_when_filed(step.case)
        if errand.share:
            step.share()
        task = give(step, errand)
        step.log("task_added", title=task.title, to=str(errand.to))
    return task


def _refuse_when_filed(case: Case) -> None:
    if case.state == CaseState.FILED:
        raise WorkflowError(_("Der Vorgang ist zu den Akten genommen; neue Aufgaben sind nicht möglich."))


def give(step: Step, errand: Errand) -> CaseTask:
    """Open an errand within a step."""
    extra: dict[str, Any] = {
        "title": errand.title.strip()[:300],
        "instruction": errand.instruction.strip(),
        "owner": errand.owner,
    }
    if errand.due_on:
        if errand.due_on < step.day:
            raise InputError("due_on", _("Die Frist liegt in der Vergangenheit."))
        try:
            deadline = fixed(errand.due_on, calendar=office_calendar(), binding=True)
        except DeadlineError as error:
            raise InputError("due_on", str(error)) from error
        extra |= {"due_on": errand.due_on, "deadline": deadline.as_json()}
    return step.open(step.case.flow_class.find("adhoc"), errand.to, **extra)


def write_note(  # noqa: PLR0913 -- what a Vermerk consists of
    case_id: int, *, kind: str, text: str, occurred_on: date, standing: Standing, at: datetime
) -> Note:
    """Vermerk: kept as written; a correction is a further note."""
    if not text.strip():
        raise InputError("text", _("Bitte schreiben Sie den Vermerk."))
    with opened_case(case_id, at=at) as step:
        _require_full_view(step.case, standing)
        step.authority = Authority(standing.user)
        if occurred_on > step.day:
            raise InputError("occurred_on", _("Das Datum liegt in der Zukunft."))
        note = Note.objects.create(
            case=step.case, kind=NoteKind(kind), text=text.strip(), occurred_on=occurred_on, author=standing.user, at=at
        )
        step.log("note", kind=kind, note=note.pk)
    return note


def _require_full_view(case: Case, standing: Standing) -> None:
    if not Case.objects.in_full_view_of(standing).filter(pk=case.pk).exists():
        raise WorkflowError(_("Dazu fehlt Ihnen der Zugriff auf die vollständige Akte."))


def set_follow_up(case_id: int, follow_up: FollowUp, *, standing: Standing, at: datetime) -> FollowUp:
    """Wiedervorlage for oneself or others; on its day it becomes a task by itself."""
    with opened_case(case_id, at=at) as step:
        _require_full_view(step.case, standing)
        step.authority = Authority(standing.user)
        if not follow_up.reason.strip():
            raise InputError("reason", _("Bitte geben Sie den Anlass an."))
        if follow_up.on <= step.day:
            raise InputError("on", _("Das Datum muss in der Zukunft liegen."))
        remember(step, follow_up, created_by=standing.user)
    return follow_up


def remember(step: Step, follow_up: FollowUp, *, created_by: User) -> FollowUp:
    """Store a follow-up within a step."""
    follow_up.case, follow_up.created_by, follow_up.created_at = step.case, created_by, step.at
    follow_up.kind = FollowUpKind(follow_up.kind)
    follow_up.save(force_insert=True)
    step.log("follow_up", on=follow_up.on.isoformat(), reason=follow_up.reason)
    return follow_up


def cancel_follow_up(follow_up_id: int, *, standing: Standing, at: datetime) -> None:
    """Take a Wiedervorlage back before its day."""
    case_id = FollowUp.objects.visible_to(standing).values_list("case_id", flat=True).get(pk=follow_up_id)
    with opened_case(case_id, at=at) as step:
        follow_up = FollowUp.objects.get(pk=follow_up_id)
        step.authority = Authority(standing.user)
        if follow_up.task_id or follow_up.cancelled_at:
            raise WorkflowError(_("Diese Wiedervorlage ist bereits erledigt."))
        follow_up.cancelled_at = at
        follow_up.save(update_fields=["cancelled_at"])
        step.log("follow_up_cancelled", on=follow_up.on.isoformat(), reason=follow_up.reason)


def raise_follow_up(follow_up_id: int, *, at: datetime) -> None:
    """Its day has come: open the task. Does nothing the second time."""
    case_id = FollowUp.objects.values_list("case_id", flat=True).get(pk=follow_up_id)
    with opened_case(case_id, at=at) as step:
        follow_up = FollowUp.objects.select_related("for_unit", "for_user").get(pk=follow_up_id)
        if follow_up.task_id or follow_up.cancelled_at or follow_up.on > step.day:
            return
        title = _("Wiedervorlage: %(reason)s") % {"reason": follow_up.reason}
        task = give(step, Errand(title=title, to=follow_up.for_unit, due_on=step.day, owner=follow_up.for_user))
        step.log("follow_up_raised", reason=follow_up.reason)
        step.flush_born()
        follow_up.task = task
        follow_up.save(update_fields=["task"])


@dataclass(frozen=True)
class Instruction:
    """One numbered step of a Verfügung."""

    action: str
    unit: OrgUnit | None = None
    text: str = ""
    due_on: date | None = None


def dispose(
    case_id: int, text: str, instructions: Iterable[Instruction], *, standing: Standing, at: datetime
) -> Disposition:
    """Verfügung: each step becomes what it says, a task, a follow-up or, for z.d.A., the order to file."""
    wanted = list(instructions)
    if not wanted:
        raise InputError("steps", _("Bitte verfügen Sie mindestens einen Schritt."))
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        _refuse_when_filed(step.case)
        disposition = Disposition.objects.create(case=step.case, text=text.strip(), author=standing.user, at=at)
        rows = [_dispose_one(step, disposition, number, one) for number, one in enumerate(wanted, 1)]
        step.log(
            "disposition",
            steps=[f"{row.number}. {row.get_action_display()} {row.unit or ''} {row.text}".strip() for row in rows],
        )
        step.flush_born()
        DispositionStep.objects.bulk_create(rows)
    return disposition


ORDERS = {
    DispositionAction.INFORM: gettext_lazy("Zur Kenntnis"),
    DispositionAction.COSIGN: gettext_lazy("Mitzeichnen"),
    DispositionAction.PROCESS: gettext_lazy("Zur Bearbeitung"),
    DispositionAction.FILE: gettext_lazy("Zu den Akten nehmen"),
}


def _dispose_one(step: Step, disposition: Disposition, number: int, wanted: Instruction) -> DispositionStep:
    action = DispositionAction(wanted.action)
    unit = wanted.unit or step.case.lead_unit
    row = DispositionStep(
        disposition=disposition, number=number, action=action, unit=unit, text=wanted.text.strip(), due_on=wanted.due_on
    )
    if action == DispositionAction.FOLLOW_UP:
        if not wanted.due_on or wanted.due_on <= step.day:
            raise InputError(
                "steps", _("Schritt %(number)s: Eine Wiedervorlage braucht ein künftiges Datum.") % {"number": number}
            )
        assert step.authority  # noqa: S101 -- set by the caller
        reason = wanted.text.strip() or _("Verfügung")
        row.follow_up = remember(
            step, FollowUp(on=wanted.due_on, reason=reason, for_unit=unit), created_by=step.authority.actor
        )
        return row
    title = ": ".join(filter(None, [str(ORDERS[action]), wanted.text.strip()]))
    try:
        row.task = give(step, Errand(title=title, to=unit, due_on=wanted.due_on))
    except InputError as error:
        raise InputError(
            "steps", _("Schritt %(number)s: %(problem)s") % {"number": number, "problem": error.message}
        ) from error
    return row


def share_case(case_id: int, *, standing: Standing, at: datetime) -> Case:
    """The lead lets the partner see the case."""
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        if step.case.organisation is None or step.case.shared_on is not None:
            raise AlreadyDoneError(_("Der Vorgang ist für den Partner bereits sichtbar, oder es gibt keinen Partner."))
        step.share()
    return step.case
