"""What an official does to a contract outside its tasks: notice, Nachtrag, measures, a further co-signer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.dates import earliest_effect
from contracts.flows import AmendmentFlow
from contracts.models import Contract, Indicator, Measure, Relation, Side, Termination
from directory.models import Rank
from directory.standing import Standing
from workflow.calendars import office_calendar
from workflow.errors import InputError, NotAllowedError, WorkflowError
from workflow.models import Case, CaseTask
from workflow.office import NewCase, open_case
from workflow.opening import opened_case
from workflow.permissions import Authority, authority_over, may_record_for_partner, require_direction
from workflow.states import CaseState

MEASURE_NODES = {"state_measures": Side.STATE, "partner_measures": Side.PARTNER}


@dataclass(frozen=True)
class Notice:
    """A Kündigung as it was declared and received."""

    side: str
    kind: str
    reasons: str
    declared_on: date
    received_on: date
    effective_on: date


def give_notice(case_id: int, notice: Notice, *, standing: Standing, at: datetime) -> Case:
    """Record a Kündigung. The state changes by itself on the day it takes effect; until then all duties go on (§ 60 HVwVfG: in writing, with reasons)."""
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing, rank=Rank.HEAD_OF_UNIT)
        if step.case.state != CaseState.IN_FORCE or step.case.relation == Relation.AMENDMENT:
            raise WorkflowError(_("Gekündigt werden kann nur ein Vertrag, der in Kraft ist."))
        if Termination.objects.filter(contract_id=case_id).exists():
            raise WorkflowError(_("Für diesen Vertrag ist bereits eine Kündigung erfasst."))
        _check_notice(notice, step.day)
        _check_effect(notice, Contract.objects.get(pk=case_id))
        Termination.objects.create(contract_id=case_id, **vars(notice))
        step.log(
            "notice_given",
            side=notice.side,
            kind=notice.kind,
            effective_on=notice.effective_on.isoformat(),
            reasons=notice.reasons,
        )
        step.announce("notice_given", effective_on=notice.effective_on.isoformat())
        step.enter(step.case.flow_class.find("notice"))
    return step.case


def _check_notice(notice: Notice, today: date) -> None:
    if not notice.reasons.strip():
        raise InputError("reasons", _("Eine Kündigung soll begründet werden (§ 60 Absatz 2 HVwVfG)."))
    if notice.declared_on > today:
        raise InputError("declared_on", _("Das Datum liegt in der Zukunft."))
    if not notice.declared_on <= notice.received_on <= today:
        raise InputError("received_on", _("Der Zugang muss zwischen Erklärung und heute liegen."))
    if notice.effective_on < notice.received_on:
        raise InputError("effective_on", _("Die Kündigung kann nicht vor ihrem Zugang wirksam werden."))


def _check_effect(notice: Notice, contract: Contract) -> None:
    """The agreed period binds an ordinary notice only; nothing can end after the term."""
    if contract.ends_on and notice.effective_on > contract.ends_on:
        text = _("Der Vertrag endet ohnehin am %(day)s.")
        raise InputError("effective_on", text % {"day": f"{contract.ends_on:%d.%m.%Y}"})
    if notice.kind != Termination.Kind.ORDINARY or contract.notice_months is None:
        return
    earliest = earliest_effect(notice.received_on, contract.notice_months, office_calendar())
    if notice.effective_on < earliest:
        text = _("Mit der vereinbarten Frist wirkt eine ordentliche Kündigung frühestens zum %(day)s.")
        raise InputError("effective_on", text % {"day": f"{earliest:%d.%m.%Y}"})


def open_amendment(case_id: int, *, title: str, standing: Standing, at: datetime) -> Case:
    """Begin a Nachtrag as a linked case with its short run; the contract stays in force meanwhile."""
    if not title.strip():
        raise InputError("title", _("Bitte benennen Sie den Nachtrag."))
    with transaction.atomic():
        case = Case.objects.select_related("lead_unit", "organisation", "case_file").get(pk=case_id)
        authority = require_direction(case, standing)
        if case.state != CaseState.IN_FORCE or case.relation == Relation.AMENDMENT:
            raise WorkflowError(_("Ein Nachtrag ist nur zu einem Vertrag möglich, der in Kraft ist."))
        new = NewCase(
            kind=case.kind, title=title.strip(), lead_unit=case.lead_unit, organisation=case.organisation,
            fields_of_action=tuple(case.fields_of_action.all()), affected_units=tuple(case.affected_units.all()),
            confidentiality=case.confidentiality, parent=case, relation=Relation.AMENDMENT, flow_class=AmendmentFlow, shared=True,
        )  # fmt: skip
        return open_case(new, opened_by=standing.user, at=at, authority=authority)


def measure_side(case: Case, standing: Standing) -> str:
    """The side whose measures the person may edit now, because the task to do so is open and hers; NotAllowedError otherwise."""
    tasks = CaseTask.objects.filter(process=case, closed_at=None).select_related("process", "unit", "organisation")
    sides = [(task, MEASURE_NODES[task.node.name]) for task in tasks if task.node.name in MEASURE_NODES]
    for task, side in sides:
        if authority_over(task, standing):
            return side
    for task, side in sides:
        if may_record_for_partner(task, standing):
            return side
    raise NotAllowedError(_("Maßnahmen können Sie nur bearbeiten, solange Ihre Aufgabe dazu offen ist."))


def save_measure(
    case_id: int, measure: Measure, indicators: list[dict[str, Any]], *, standing: Standing, at: datetime
) -> Measure:
    """Add or change a measure of one's own side, with its indicators."""
    with opened_case(case_id, at=at) as step:
        side = measure_side(step.case, standing)
        if measure.pk and not Measure.objects.filter(pk=measure.pk, contract_id=case_id, side=side).exists():
            raise NotAllowedError(_("Diese Maßnahme gehört zur anderen Seite."))
        measure.contract, measure.side = Contract.objects.get(pk=case_id), side
        measure.save()
        measure.indicators.all().delete()
        Indicator.objects.bulk_create(Indicator(measure=measure, **indicator) for indicator in indicators)
        step.authority = Authority(standing.user)
        step.log("measure_saved", title=measure.title, side=side)
    return measure


def delete_measure(case_id: int, measure_id: int, *, standing: Standing, at: datetime) -> None:
    """Take a measure of one's own side back, while the task is open."""
    with opened_case(case_id, at=at) as step:
        side = measure_side(step.case, standing)
        measure = Measure.objects.filter(pk=measure_id, contract_id=case_id, side=side).first()
        if measure is None:
            raise NotAllowedError(_("Diese Maßnahme gehört zur anderen Seite."))
        step.authority = Authority(standing.user)
        step.log("measure_deleted", title=measure.title, side=side)
        measure.indicators.all().delete()
        measure.delete()
