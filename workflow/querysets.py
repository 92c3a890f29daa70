"""Which rows a standing may see. Every list, page, file, export and mail starts from `visible_to`, and that from the table of concerns."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from viewflow.workflow.managers import ProcessQuerySet, TaskQuerySet

from directory.models import OrgUnit
from directory.standing import Standing
from workflow.concerns import led_paths, office_subjects, overseen_paths, partner_subjects, posts_of, standings
from workflow.states import Confidentiality, Extent

if TYPE_CHECKING:
    from workflow.models import CaseTask


def _concern(case: str, standing: Standing, **wanted: Any) -> QuerySet[models.Model]:
    rows = apps.get_model("workflow", "Concern")._base_manager
    return rows.filter(case_id=OuterRef(case), until__gte=standing.day, **wanted)


def concerned(standing: Standing, case: str = "pk") -> Exists:
    """Cases the person may know of as one of the Land, whatever of them. `case` names the column with the case's id, here and below."""
    return Exists(_concern(case, standing, subject__in=office_subjects(standing)))


def full_view(standing: Standing, case: str = "pk") -> Q:
    """Cases whose whole file is open to the person. Never beside something else in an OR where a list is long."""
    return Q(_file_open(standing, case)) & not_excluded(standing, case)


def _file_open(standing: Standing, case: str) -> Exists:
    return Exists(_concern(case, standing, subject__in=office_subjects(standing), extent__gte=Extent.FILE))


def shared_with(standing: Standing, case: str = "pk") -> Exists:
    """Cases of the person's own organisations, once they were shared."""
    return Exists(_concern(case, standing, subject__in=partner_subjects(standing), extent__gte=Extent.FILE))


def asked_as_partner(standing: Standing, case: str = "pk") -> Exists:
    """Cases in which one of the person's own organisations has anything: its case, or a task in another's."""
    return Exists(_concern(case, standing, subject__in=partner_subjects(standing)))


def not_excluded(standing: Standing, case: str = "pk") -> Q:
    """Leaves out what the natural person is excluded from (Befangenheit, §§ 20, 21 HVwVfG), whatever her posts.

    A deputy is a person of her own: she sees and does what the excluded person must not, which is what she is there for.
    """
    cases = apps.get_model("workflow", "Case")._base_manager
    shut = cases.exclude(excluded=[]).filter(excluded__contains=[standing.user.pk])
    return ~Q(**{f"{case}__in": shut.values("pk")})


def overseen_units(standing: Standing) -> QuerySet[OrgUnit]:
    """Own units and those below her that the person leads or oversees; what is done there need not be hers to see."""
    own = Q(pk__in=[post.unit_id for post in posts_of(standing)])
    return OrgUnit.objects.filter(own | _under(overseen_paths(standing)))


def units_below(standing: Standing) -> QuerySet[OrgUnit]:
    """Units in the lines the person leads, herself or as a deputy, without those she has a post in; what an office merely oversees is no line."""
    own = [post.unit_id for post in posts_of(standing)]
    return OrgUnit.objects.filter(_under(led_paths(standing))).exclude(pk__in=own)


def _under(paths: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found


class CaseQuerySet(ProcessQuerySet):  # type: ignore[misc]  # viewflow ships no types
    """Cases."""

    def in_full_view_of(self, standing: Standing) -> Self:
        """Cases whose notes, history and drafts the person may read."""
        return self.filter(full_view(standing))

    def visible_to(self, standing: Standing) -> Self:
        """Cases the person may know of, and her organisation's shared cases."""
        seen = Q(concerned(standing))
        if standing.organisation_ids:
            seen |= Q(shared_with(standing))
        return self.filter(seen, not_excluded(standing))

    def open(self) -> Self:
        """Not yet ended."""
        return self.filter(state__in=["proposal", "deferred", "negotiation", "signature", "in_force", "evaluation"])


def given_to(standing: Standing, case: str = "process_id") -> Q:
    """Tasks of the person's own units and of those she deputises for, tasks she has or had herself, and her organisation's where it may know of the case."""
    given = Q(unit_id__in=[post.unit_id for post in posts_of(standing)])
    given |= Q(owner_id__in=[one.user.pk for one in standings(standing)], organisation=None)
    if standing.organisation_ids:
        given |= Q(organisation_id__in=standing.organisation_ids) & Q(asked_as_partner(standing, case))
    return given


class CaseTaskQuerySet(TaskQuerySet):  # type: ignore[misc]  # viewflow ships no types
    """Tasks."""

    def visible_to(self, standing: Standing) -> Self:
        """Every task of a case in full view, otherwise only what was given to the person. For one case or a few ids: as a list it reads the whole table."""
        seen = given_to(standing) | full_view(standing, "process_id")
        return self.filter(seen, not_excluded(standing, "process_id"))

    def countable_below(self, standing: Standing) -> Self:
        """Active tasks of restricted cases that units below a line of hers lead, beside what she sees: to be counted, never to be shown."""
        restricted = {
            "process__confidentiality": Confidentiality.RESTRICTED,
            "process__lead_unit__in": units_below(standing).values("pk"),
        }
        unseen = ~Q(_file_open(standing, "process_id")) & ~given_to(standing)
        return self.active().filter(unseen, not_excluded(standing, "process_id"), **restricted)

    def before(self, task: "CaseTask", standing: Standing) -> Self:
        """Other tasks of the case, as far as the person may see them or the task's node lays their results before whoever has it."""
        others = self.filter(process=task.process_id).exclude(pk=task.pk)
        seen = given_to(standing) | full_view(standing, "process_id") | Q(flow_task__in=task.node.laid)
        return others.filter(seen, not_excluded(standing, "process_id"))

    def human(self) -> Self:
        """Tasks a person does."""
        return self.filter(flow_task_type="HUMAN")

    def open(self) -> Self:
        """Still to be done."""
        return self.filter(closed_at=None)

    def active(self) -> Self:
        """Open, for people, and not resting."""
        return self.human().open().filter(paused_on=None)

    def overdue(self, day: date) -> Self:
        """Active and past the due date."""
        return self.active().filter(due_on__lt=day)

    def owned_by(self, standing: Standing) -> Self:
        """What the person has taken over herself, as far as she may still know of it."""
        theirs = Q(organisation=None)
        if standing.organisation_ids:
            theirs |= Q(organisation_id__in=standing.organisation_ids) & Q(asked_as_partner(standing, "process_id"))
        return self.filter(theirs, not_excluded(standing, "process_id"), owner=standing.user)

    def owned_by_principals(self, standing: Standing) -> Self:
        """What those have taken over whom the person deputises for."""
        principals = [principal.user.pk for principal in standing.principals]
        return self.filter(not_excluded(standing, "process_id"), owner_id__in=principals, organisation=None)

    def claimable_by(self, standing: Standing) -> Self:
        """Free tasks the person may take with her own posts or roles."""
        found = Q(pk__in=[])
        for unit_id, rank in standing.ranks.items():
            found |= Q(unit_id=unit_id, rank__lte=rank)
        for organisation_id, role in standing.roles.items():
            found |= Q(organisation_id=organisation_id, rank__lte=role) & Q(asked_as_partner(standing, "process_id"))
        return self.filter(found, not_excluded(standing, "process_id"), owner=None)

    def in_own_units(self, standing: Standing) -> Self:
        """Tasks of the person's units and of those she deputises for, whoever has them."""
        units = [post.unit_id for post in posts_of(standing)]
        return self.filter(not_excluded(standing, "process_id"), unit_id__in=units)

    def in_units_below(self, standing: Standing) -> Self:
        """Tasks of the units she leads or oversees beside her own, in cases whose file is open to her."""
        own = [post.unit_id for post in posts_of(standing)]
        below = overseen_units(standing).exclude(pk__in=own)
        return self.filter(full_view(standing, "process_id"), unit_id__in=below.values("pk"))


class OfCaseQuerySet(models.QuerySet):  # type: ignore[type-arg]  # one queryset serves every row that hangs on a case
    """Internal rows of a case: history, notes, instructions, follow-ups. Open only to those with the whole file."""

    def visible_to(self, standing: Standing) -> Self:
        """Rows of cases in the person's full view."""
        return self.filter(full_view(standing, "case_id"))
