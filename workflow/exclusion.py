"""Befangenheit: a natural person is kept out of a case, whatever posts, groups or deputyships would let her in (§§ 20, 21 HVwVfG)."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from directory.models import Membership, Rank, User
from directory.standing import Standing
from workflow.errors import InputError, NotAllowedError
from workflow.models import Case, CaseTask
from workflow.opening import opened_case
from workflow.permissions import Authority, may_direct, require_direction
from workflow.steps import Step


def exclude(case_id: int, person: User, reason: str, *, standing: Standing, at: datetime) -> Case:
    """Shut a person out: by her own declaration, or by the head of the lead unit. Her open tasks go back to their units."""
    with opened_case(case_id, at=at) as step:
        own = person.pk == standing.user.pk
        step.authority = Authority(person) if own else require_direction(step.case, standing, rank=Rank.HEAD_OF_UNIT)
        shut_out(step, person, reason)
    return step.case


def shut_out(step: Step, person: User, reason: str) -> None:
    """The same within a step."""
    if not reason.strip():
        raise InputError("reason", _("Bitte nennen Sie den Grund."))
    if person.pk in step.case.excluded:
        raise InputError("person", _("%(person)s ist bereits ausgeschlossen.") % {"person": person})
    step.case.excluded = [*step.case.excluded, person.pk]
    step.touch_case("excluded")
    if step.case.owner_id == person.pk:
        step.case.owner = None
        step.touch_case("owner")
    for task in step.open_tasks():
        if task.owner_id == person.pk:
            task.process = step.case
            step.release(task)
            step.announce("assigned", task=task)
    step.log("excluded", person=person.pk, name=str(person), reason=reason.strip())


def readmit(case_id: int, person: User, reason: str, *, standing: Standing, at: datetime) -> Case:
    """Lift an exclusion, by the head of the lead unit and with a reason; never by the person herself (§ 21 HVwVfG)."""
    with opened_case(case_id, at=at) as step:
        step.authority = require_direction(step.case, standing, rank=Rank.HEAD_OF_UNIT)
        if person.pk == standing.user.pk:
            raise NotAllowedError(_("Über die eigene Befangenheit entscheidet jemand anderes."))
        if not reason.strip():
            raise InputError("reason", _("Bitte nennen Sie den Grund."))
        if person.pk not in step.case.excluded:
            raise InputError("person", _("%(person)s ist nicht ausgeschlossen.") % {"person": person})
        step.case.excluded = [pk for pk in step.case.excluded if pk != person.pk]
        step.touch_case("excluded")
        step.log("readmitted", person=person.pk, name=str(person), reason=reason.strip())
    return step.case


def excluded_people(case: Case) -> list[User]:
    """Who is shut out, by name."""
    return list(User.objects.filter(pk__in=case.excluded).order_by("last_name", "first_name"))


def people_concerned(case: Case, day: date) -> list[User]:
    """Everybody whose units the case is or was with, by name."""
    units = CaseTask.objects.filter(process=case, unit__isnull=False).values("unit")
    members = Membership.objects.valid_on(day).filter(Q(unit__in=units) | Q(unit=case.lead_unit))
    people = User.objects.filter(is_active=True, pk__in=members.values("user"))
    return list(people.order_by("last_name", "first_name"))


def may_exclude_others(case: Case, standing: Standing) -> bool:
    """The head of the lead unit decides about others."""
    return may_direct(case, standing, rank=Rank.HEAD_OF_UNIT)
