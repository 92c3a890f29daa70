"""Abberufung: whoever gave a mandate takes it back, in the case that gave it. What only happens to a mandate is recorded in `bodies` instead."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from viewflow.workflow.token import Token

from committees.bodies import cut_mandate
from committees.models import Appointment, EndReason, Mandate, Recall
from committees.models.recall import TOKEN
from directory.standing import Standing
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseTask
from workflow.opening import opened_case
from workflow.permissions import may_direct, require_direction
from workflow.states import CaseState
from workflow.steps import Step, Verdict

KIND = "appointment"


def may_recall(case: Case, standing: Standing) -> bool:
    """The lead unit, while those who were appointed are in office."""
    return case.kind == KIND and case.state == CaseState.IN_FORCE and may_direct(case, standing)


def recallable(case: Case, day: date) -> QuerySet[Mandate]:
    """Mandates this case gave that have not come to an end."""
    rows = Mandate.objects.filter(Q(ends=None) | Q(ends__gte=day), case=case, end_reason="")
    return rows.select_related("member", "seat__group")


def begin_recall(case_id: int, reason: str, *, standing: Standing, at: datetime) -> Recall:
    """Open the drafting of an Abberufung for the lead unit. The term runs on as it does; another Abberufung may be under way."""
    if not reason.strip():
        raise InputError("reason", _("Bitte geben Sie einen Grund an."))
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        if not may_recall(step.case, standing) or not recallable(step.case, step.day).exists():
            raise NotAllowedError(_("Abberufen lässt sich nur, wer aus diesem Vorgang im Amt ist."))
        recall = Recall.objects.create(appointment_id=case_id, reasons=reason.strip(), begun_on=step.day)
        step.log("recall_begun", reason=reason.strip())
        step.enter(step.case.flow_class.find("recall"), token=Token(recall.token))
    return recall


def recall_of(task: CaseTask) -> Recall:
    """The Abberufung a task belongs to, by its token."""
    rows = Recall.objects.select_related("mandate__member", "mandate__seat__group", "appointment__body__unit")
    return rows.get(pk=int(str(task.token.token).removeprefix(TOKEN)), appointment_id=task.process_id)


def draft(step: Step, row: Appointment, verdict: Verdict) -> None:
    """Who, until when, why, and whether she was heard."""
    recall, data = recall_of(_task(step)), verdict.payload
    for field, text in _required().items():
        if not data.get(field):
            raise InputError(field, text)
    mandate = recallable(step.case, step.day).filter(pk=data["mandate"].pk).first()
    if mandate is None:
        raise InputError("mandate", _("Dieses Mandat ist bereits beendet."))
    other = row.recalls.filter(mandate=mandate, decided_on=None, dropped_on=None).exclude(pk=recall.pk)
    if other.exists():
        raise InputError("mandate", _("Für dieses Mandat ist bereits eine Abberufung begonnen."))
    _check_day(mandate, data["last_day"], step.day)
    recall.mandate, recall.last_day = mandate, data["last_day"]
    recall.reasons, recall.hearing = data["reasons"], data["hearing"]
    recall.save()


def _required() -> dict[str, str]:
    """Asked for when the draft is handed in, not when it is given up."""
    return {
        "mandate": _("Wählen Sie, wer abberufen werden soll."),
        "last_day": _("Geben Sie den letzten Tag des Mandats an."),
        "reasons": _("Eine Abberufung wird begründet."),
        "hearing": _("Geben Sie an, ob die Person angehört wurde."),
    }


def _check_day(mandate: Mandate, last_day: date, today: date) -> None:
    if last_day < today:
        raise InputError("last_day", _("Eine Abberufung wirkt nicht zurück. Wählen Sie heute oder einen späteren Tag."))
    if last_day < mandate.begins:
        told = {"day": f"{mandate.begins:%d.%m.%Y}"}
        raise InputError("last_day", _("Das Mandat begann erst am %(day)s.") % told)
    if mandate.ends is not None and last_day >= mandate.ends:
        told = {"day": f"{mandate.ends:%d.%m.%Y}"}
        raise InputError("last_day", _("Das Mandat endet ohnehin am %(day)s.") % told)


def drop(step: Step, _row: Appointment, _verdict: Verdict) -> None:
    """It is not pursued; the mandate runs on."""
    recall = recall_of(_task(step))
    recall.dropped_on = step.day
    recall.save(update_fields=["dropped_on"])


def decide(step: Step, row: Appointment, verdict: Verdict) -> None:
    """The mandate ends on its day, which must not have passed while it was signed."""
    recall = recall_of(_task(step))
    if recall.mandate_id is None or recall.last_day is None or recall.last_day < step.day:
        raise WorkflowError(_("Der vorgesehene letzte Tag ist verstrichen. Geben Sie die Vorlage zurück."))
    cut_mandate(recall.mandate_id, recall.last_day, EndReason.RECALL, at=step.at)
    recall.decided_on = day_of_decision(verdict, step.day)
    recall.save(update_fields=["decided_on"])


def day_of_decision(verdict: Verdict, today: date) -> date:
    """Today, or the day on which the Cabinet decided, which has to be told and is never still to come."""
    day: date | None = verdict.payload.get("decided_on", today)
    if day is None:
        raise InputError("decided_on", _("Geben Sie an, an welchem Tag das Kabinett beschlossen hat."))
    if day > today:
        raise InputError("decided_on", _("Das Datum liegt in der Zukunft."))
    return day


def end_recalls(step: Step) -> None:
    """The term is over: what was still being drafted or signed is without object."""
    rows = Recall.objects.filter(appointment_id=step.case.pk, decided_on=None, dropped_on=None)
    tokens = {recall.token for recall in rows}
    for task in step.open_tasks():
        if task.token.token in tokens:
            task.process = step.case
            step.cancel(task)
    rows.update(dropped_on=step.day)


def _task(step: Step) -> CaseTask:
    assert step.task is not None  # noqa: S101 -- called for tasks
    return step.task
