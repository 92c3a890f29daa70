"""Who is told of what. Nobody is told of a task or a case that she may not see."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Q

from directory.models import Contact, Membership, OrgUnit, Rank, UnitFunction, User
from directory.standing import standing_of
from workflow.concerns import BODIES
from workflow.models import AccessRequest, Case, CaseTask, Outbox

Found = Iterable[User]
LADDER = (Rank.HEAD_OF_UNIT, Rank.HEAD_OF_DIVISION, Rank.STATE_SECRETARY, Rank.MINISTER)


def recipients(row: Outbox, day: date) -> list[User]:
    """Active people to be told, each once, that may see what it is about."""
    finder = _FINDERS.get(row.kind)
    if finder is None:
        return []
    people = {user.pk: user for user in finder(row, day) if user.is_active}
    return [user for user in people.values() if _may_know(user, row, day)]


def deciders(request: AccessRequest, day: date) -> list[User]:
    """Who may answer a request to be let in, by name of her office and not by deputyship, each once."""
    named = Case.objects.filter(reference=request.reference).values("lead_unit")
    asked = Q(unit=request.unit_id) if request.unit_id else Q(unit__in=named)
    found = Q(asked, rank__gte=Rank.HEAD_OF_UNIT)
    if request.unit_id is None:
        found |= Q(unit__function=UnitFunction.ADMINISTRATION)
    members = Membership.objects.valid_on(day).filter(found, user__is_active=True).select_related("user")
    people = {member.user_id: member.user for member in members}
    return [user for user in people.values() if _decides(user, request, day)]


def _decides(user: User, request: AccessRequest, day: date) -> bool:
    return AccessRequest.objects.decidable_by(standing_of(user, day)).filter(pk=request.pk).exists()


def _may_know(user: User, row: Outbox, day: date) -> bool:
    standing = standing_of(user, day)
    if row.task_id and row.kind != "job_failed":
        return CaseTask.objects.visible_to(standing).filter(pk=row.task_id).exists()
    return row.kind == "job_failed" or Case.objects.visible_to(standing).filter(pk=row.case_id).exists()


def _whose_task(row: Outbox, day: date) -> Found:
    """Who has the task; if nobody, whoever of the addressee may take it."""
    task = row.task
    if task is None or not task.is_open:
        return []
    if task.owner is not None:
        return [task.owner]
    return _pool(task, day)


def _pool(task: CaseTask, day: date) -> Found:
    if task.organisation_id:
        contacts = Contact.objects.valid_on(day).filter(organisation=task.organisation, role__gte=task.rank)
        return [contact.user for contact in contacts.select_related("user")]
    members = Membership.objects.valid_on(day).filter(unit=task.unit, rank__gte=task.rank).select_related("user")
    lowest = min((member.rank for member in members), default=0)
    # A task any rank may do goes to those whose work it is; the Referatsleitung hears of it when it is late.
    return [member.user for member in members if member.rank == lowest]


def _new_task(row: Outbox, day: date) -> Found:
    """Whoever gave the task to herself knows."""
    giver = row.task.cause.completed_by_id if row.task and row.task.cause else None
    return [user for user in _whose_task(row, day) if user.pk != giver]


def _next_rank(row: Outbox, day: date) -> Found:
    """At level 1 the rank above the task's own, then the next one. For a partner or a seat the lead unit's line is told."""
    task = row.task
    if task is None or not task.is_open:
        return []
    in_line = task.unit is not None and task.unit.kind not in BODIES
    unit = task.unit if in_line and task.unit else row.case.lead_unit
    ladder = [rank for rank in LADDER if not in_line or rank > task.rank] or [Rank.MINISTER]
    rank = ladder[min(row.data.get("level", 1), len(ladder)) - 1]
    line = OrgUnit.objects.filter(pk__in=unit.ancestor_ids)
    top = OrgUnit.objects.filter(path__startswith=f"/{unit.ancestor_ids[0]}/", function=UnitFunction.TOP_MANAGEMENT)
    members = Membership.objects.valid_on(day).filter(unit__in=line | top, rank__gte=rank).select_related("user")
    lowest = min((member.rank for member in members), default=0)
    return [member.user for member in members if member.rank == lowest]


def _in_charge(row: Outbox, day: date) -> Found:
    """Who looks after the case: its owner, else the lead unit's case workers."""
    if row.case.owner is not None:
        return [row.case.owner]
    members = Membership.objects.valid_on(day).filter(unit=row.case.lead_unit, rank=Rank.CASE_WORKER)
    return [member.user for member in members.select_related("user")]


def _decided(row: Outbox, day: date) -> Found:
    """Only what moved the case is worth a mail to those who look after it and did not decide it themselves."""
    task = row.task
    to = task.node.outcomes.get(task.outcome) if task else None
    if task is None or to is None or not (to.move or to.tone == "return"):
        return []
    return [user for user in _in_charge(row, day) if user.pk != task.completed_by_id]


def _involved(row: Outbox, day: date) -> Found:
    """Who looks after the case, and the partner once it may see it."""
    contacts = Contact.objects.valid_on(day).filter(organisation=row.case.organisation).select_related("user")
    partners = [contact.user for contact in contacts] if row.case.organisation_id and row.case.shared_on else []
    return [*_in_charge(row, day), *partners]


def administration(day: date) -> Found:
    """The Fachadministration."""
    members = Membership.objects.valid_on(day).filter(unit__function=UnitFunction.ADMINISTRATION)
    return [member.user for member in members.select_related("user")]


_FINDERS: dict[str, Callable[[Outbox, date], Found]] = {
    "assigned": _new_task,
    "handed_over": _whose_task,
    "answered": _whose_task,
    "deadline_extended": _whose_task,
    "due_soon": _whose_task,
    "overdue": _whose_task,
    "escalated": _next_rank,
    "completed": _decided,
    "deferred": _involved,
    "withdraw": _involved,
    "reopen": _involved,
    "notice_given": _involved,
    "shared": _in_charge,
    "job_failed": lambda _row, day: administration(day),
}
