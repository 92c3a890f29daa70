"""A case as a whole: opening it, and what may be done to it from outside its tasks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.models import FieldOfAction, Organisation, OrgUnit, Rank, User
from directory.standing import Standing
from workflow.errors import InputError, WorkflowError
from workflow.leading import require_leading
from workflow.models import ORIGIN, Case, CaseFile, Confidentiality, Procedure
from workflow.nodes import Entry, HumanTask, WaitUntil
from workflow.opening import opened_case
from workflow.permissions import Authority, require_direction
from workflow.policies import policy_of
from workflow.services import decide, pause_task, resume_task
from workflow.steps import Step, Verdict


@dataclass(frozen=True)
class NewCase:
    """What is known when a case is opened. `file`: the Akte it goes into, else a new one."""

    kind: str
    title: str
    lead_unit: OrgUnit
    organisation: Organisation | None = None
    fields_of_action: tuple[FieldOfAction, ...] = ()
    affected_units: tuple[OrgUnit, ...] = ()
    confidentiality: str = Confidentiality.NORMAL
    parent: Case | None = None
    relation: str = ""
    file: CaseFile | None = None
    flow_class: Any = None
    shared: bool = False
    detail: dict[str, Any] = field(default_factory=dict)


def open_case(new: NewCase, *, opened_by: User | None, at: datetime, authority: Authority | None = None) -> Case:
    """Open a case with its numbers and let its flow begin. `before_start` of the policy writes the kind's own row first."""
    policy = policy_of(new.kind)
    day = timezone.localtime(at).date()
    procedure = current_procedure(new.kind, day)
    if new.parent is None:
        require_leading(new.lead_unit, procedure.pk, field="lead_unit")
    with transaction.atomic():
        file, number = _numbered(new, policy.plan_code, day)
        case = Case(
            kind=new.kind, title=new.title.strip(), case_file=file, number=number, reference=f"{file.reference}/{number}",
            procedure=procedure, lead_unit=new.lead_unit, owner=opened_by, organisation=new.organisation,
            confidentiality=new.confidentiality, parent=new.parent, relation=new.relation, opened_at=at, state_since=at, created=at,
            shared_on=day if new.shared else None, flow_class=new.flow_class or policy.flow_class,
        )  # fmt: skip
        case.save(force_insert=True)
        case.fields_of_action.set(new.fields_of_action)
        case.affected_units.set(new.affected_units)
        step = Step(case, authority=authority or (Authority(opened_by) if opened_by else None), at=at)
        policy.before_start(step, new.detail)
        step.log("opened", title=case.title)
        step.enter(case.flow_class.find("start"))
        step.flush()
    return case


def current_procedure(kind: str, day: date) -> Procedure:
    """The procedure version in force for a kind; the first version is made from the kind's defaults."""
    found = Procedure.objects.filter(kind=kind, valid_from__lte=day).order_by("-valid_from", "-version").first()
    return (
        found
        or Procedure.objects.get_or_create(
            kind=kind, version=1, defaults={"valid_from": date(2023, 4, 4), "remark": _("Vorbelegung, nicht bestätigt")}
        )[0]
    )


def _numbered(new: NewCase, plan_code: str, day: date) -> tuple[CaseFile, int]:
    """File and number within it. A linked case goes into its parent's file, unless it only came of it. Numbers only count up, so none is given twice."""
    file = new.parent.case_file if new.parent and new.relation != ORIGIN else new.file
    if file is None:
        file = open_file(new.lead_unit, plan_code, subject=new.title.strip(), year=day.year)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_casefile SET last_case_number = last_case_number + 1 WHERE id = %s RETURNING last_case_number",
            [file.pk],
        )
        return file, cursor.fetchone()[0]


def open_file(lead_unit: OrgUnit, plan_code: str, *, subject: str, year: int) -> CaseFile:
    """A new Akte under the next number of its place in the Aktenplan."""
    code = f"{lead_unit.short}-{plan_code}"
    number = _count_up(code)
    return CaseFile.objects.create(
        plan_code=code, number=number, reference=f"{code}/{year}-{number:04d}", subject=subject
    )


def _count_up(plan_code: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflow_filecounter (plan_code, last) VALUES (%s, 1)"
            " ON CONFLICT (plan_code) DO UPDATE SET last = workflow_filecounter.last + 1 RETURNING last",
            [plan_code],
        )
        number: int = cursor.fetchone()[0]
        return number


def act(case_id: int, entry_name: str, *, reason: str, standing: Standing, at: datetime) -> Case:
    """Do what the flow offers from outside: withdraw, defer, reopen … `entry_name` names one of the flow's entries."""
    with opened_case(case_id, at=at) as step:
        entry = step.case.flow_class.entries().get(entry_name)
        if not isinstance(entry, Entry) or not entry.to.label:
            raise WorkflowError(_("Diese Aktion gibt es für diesen Vorgang nicht."))
        if entry.to.reason and not reason.strip():
            raise InputError("reason", _("Bitte geben Sie einen Grund an."))
        step.authority = require_direction(step.case, standing, rank=entry.rank)
        step.log(entry_name, reason=reason.strip())
        step.enter(entry)
        step.events[0].target = step.case.state
        step.announce(entry_name, reason=reason.strip())
    return step.case


def suspend(case_id: int, *, until: date, reason: str, standing: Standing, at: datetime) -> Case:
    """Defer a proposal from wherever it stands: its tasks rest (Hemmung) and go on by themselves on `until`."""
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        _check_deferral(step, until, reason)
        for task in step.open_tasks():
            if task.flow_task_type == HumanTask.task_type and not task.paused_on:
                pause_task(step, task, reason=_("Vorgang zurückgestellt"))
        step.move("defer")
        step.open(step.case.flow_class.find("suspended"), due_on=until)
        step.log("deferred", until=until.isoformat(), reason=reason.strip())
        step.announce("deferred", until=until.isoformat())
    return step.case


def _check_deferral(step: Step, until: date, reason: str) -> None:
    if not step.case.flow_class.knows("suspended"):
        raise WorkflowError(_("Eine Zurückstellung ist in diesem Verfahren nicht vorgesehen."))
    if until <= step.day:
        raise InputError("until", _("Das Datum muss in der Zukunft liegen."))
    if not reason.strip():
        raise InputError("reason", _("Bitte begründen Sie die Zurückstellung."))


def resume_early(case_id: int, *, reason: str, standing: Standing, at: datetime) -> Case:
    """End a deferral before its day."""
    if not reason.strip():
        raise InputError("reason", _("Bitte begründen Sie, warum der Vorgang jetzt fortgesetzt wird."))
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing)
        waits = [task for task in step.open_tasks() if isinstance(task.node, WaitUntil)]
        step.task = next((task for task in waits if "resume" in task.node.outcomes["done"].moves), None)
        if step.task is None:
            raise WorkflowError(_("Der Vorgang ist nicht zurückgestellt."))
        step.task.process = step.case
        step.log("resumed_early", reason=reason.strip())
        decide(step, Verdict("done"))
    return step.case


def resume_tasks(step: Step) -> None:
    """Let the resting tasks of the case go on, except those that still wait for the answer to a question."""
    tasks = step.open_tasks()
    asking = {task.cause_id for task in tasks if task.node.name == "question"}
    for task in tasks:
        if task.paused_on and task.pk not in asking:
            task.process = step.case
            resume_task(step, task)


def change_lead_unit(case_id: int, *, to: OrgUnit, reason: str, standing: Standing, at: datetime) -> Case:
    """Hand the Federführung over. Open tasks of the former lead unit go to the new one, unclaimed."""
    if not reason.strip():
        raise InputError("reason", _("Bitte begründen Sie den Wechsel der Federführung."))
    with opened_case(case_id, at=at) as step:
        former = step.case.lead_unit
        step.authority = require_direction(step.case, standing, rank=Rank.HEAD_OF_UNIT)
        if to.pk == former.pk:
            raise InputError("to", _("Diese Einheit ist bereits federführend."))
        require_leading(to, step.case.procedure_id, field="to")
        step.case.lead_unit, step.case.owner = to, None
        step.touch_case("lead_unit", "owner")
        for task in step.open_tasks():
            if task.unit_id == former.pk:
                task.process = step.case
                if task.owner_id:
                    step.release(task)
                task.unit = to
                step.touch(task, "unit")
                step.announce("assigned", task=task)
        step.log("lead_changed", former=former.short, to=to.short, reason=reason.strip())
    return step.case
