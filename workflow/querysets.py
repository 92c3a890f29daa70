"""Which rows a standing may see. Every list, page, file, export and mail starts from `visible_to`."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from viewflow.workflow.managers import ProcessQuerySet, TaskQuerySet

from directory.models import OrgUnit, Rank, UnitFunction, UnitKind
from directory.standing import Post, Standing

if TYPE_CHECKING:
    from workflow.models import CaseTask

RESTRICTED = "restricted"
OVERSIGHT = (UnitFunction.REGISTRY, UnitFunction.FRONT_OFFICE, UnitFunction.AUDIT)
BODIES = (UnitKind.SEAT, UnitKind.BODY, UnitKind.WORKING_GROUP)


def standings(standing: Standing) -> list[Standing]:
    """The person's own standing and those she deputises for."""
    return [standing, *(principal.standing for principal in standing.principals)]


def posts_of(standing: Standing) -> list[Post]:
    """Own posts and those deputised for."""
    return [post for one in standings(standing) for post in one.posts]


def house_units(standing: Standing) -> list[int]:
    """Units in a Ressort's line; seats in bodies are not among them."""
    return [post.unit_id for post in posts_of(standing) if post.kind not in BODIES]


def ressort_path(path: str) -> str:
    """Path of the Ressort a unit belongs to."""
    return "/" + path.strip("/").split("/", 1)[0] + "/"


def overseen_units(standing: Standing) -> QuerySet[OrgUnit]:
    """Units whose cases the person sees by office: the subtrees she leads; the whole Ressort for Registratur, Büro and Revision."""
    paths = {
        Standing.led_path(post)
        for post in posts_of(standing)
        if post.rank >= Rank.HEAD_OF_UNIT and post.kind not in BODIES
    }
    paths |= {ressort_path(post.unit_path) for post in posts_of(standing) if post.function in OVERSIGHT}
    found = Q(pk__in=house_units(standing))
    for path in paths:
        found |= Q(path__startswith=path)
    return OrgUnit.objects.filter(found)


def _tasks_of(units: Iterable[int], standing: Standing) -> "QuerySet[CaseTask]":
    """Tasks that were given to these units or to the person; asked once, always allowed to know what one was asked."""
    task_model = apps.get_model("workflow", "CaseTask")
    people = [one.user.pk for one in standings(standing)]
    rows: QuerySet[CaseTask] = task_model._base_manager.filter(
        Q(unit_id__in=list(units)) | Q(owner_id__in=people, organisation=None)
    )
    return rows


def _shared_with(units: Iterable[int]) -> "QuerySet[models.Model]":
    return apps.get_model("workflow", "Participation")._base_manager.filter(unit_id__in=list(units), ended_at=None)


def not_excluded(standing: Standing, case: str = "pk") -> Q:
    """Leaves out what the natural person is excluded from (Befangenheit, §§ 20, 21 HVwVfG), whatever her posts. `case` names the column with its id.

    A deputy is a person of her own: she sees and does what the excluded person must not, which is what she is there for.
    """
    cases = apps.get_model("workflow", "Case")._base_manager
    shut = cases.exclude(excluded=[]).filter(excluded__contains=[standing.user.pk])
    return ~Q(**{f"{case}__in": shut.values("pk")})


def full_view(standing: Standing, prefix: str = "") -> Q:
    """Cases whose whole file is open to the person: the lead unit's line, and house units that take part. `prefix` leads to the case."""
    house = house_units(standing)
    asked = Q(**{f"{prefix}pk__in": _tasks_of(house, standing).filter(unit_id__in=house).values("process_id")})
    taking_part = Q(**{f"{prefix}pk__in": _shared_with(house).values("case_id")})
    lead = Q(**{f"{prefix}lead_unit_id__in": house})
    overseen = Q(**{f"{prefix}lead_unit_id__in": overseen_units(standing).values("pk")}) & ~Q(
        **{f"{prefix}confidentiality": RESTRICTED}
    )
    return (lead | overseen | asked | taking_part) & not_excluded(standing, f"{prefix}pk")


class CaseQuerySet(ProcessQuerySet):  # type: ignore[misc]  # viewflow ships no types
    """Cases."""

    def in_full_view_of(self, standing: Standing) -> Self:
        """Cases whose notes, history and drafts the person may read."""
        return self.filter(full_view(standing))

    def visible_to(self, standing: Standing) -> Self:
        """Cases the person may know of: the above, what her seats were asked about, and her organisation's shared cases."""
        units = [post.unit_id for post in posts_of(standing)]
        asked = Q(pk__in=_tasks_of(units, standing).values("process_id")) | Q(
            pk__in=_shared_with(units).values("case_id")
        )
        partner = Q(organisation_id__in=standing.organisation_ids, shared_on__isnull=False)
        return self.filter(full_view(standing) | asked | partner).filter(not_excluded(standing))

    def open(self) -> Self:
        """Not yet ended."""
        return self.filter(state__in=["proposal", "deferred", "negotiation", "signature", "in_force", "evaluation"])


class CaseTaskQuerySet(TaskQuerySet):  # type: ignore[misc]  # viewflow ships no types
    """Tasks."""

    def visible_to(self, standing: Standing) -> Self:
        """Every task of a case in full view, otherwise only what was given to the person's units or organisation."""
        units = [post.unit_id for post in posts_of(standing)]
        people = [one.user.pk for one in standings(standing)]
        mine = (
            Q(unit_id__in=units)
            | Q(owner_id__in=people)
            | Q(organisation_id__in=standing.organisation_ids, process__shared_on__isnull=False)
        )
        return self.filter(mine | full_view(standing, "process__")).filter(not_excluded(standing, "process_id"))

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

    def claimable_by(self, standing: Standing) -> Self:
        """Free tasks the person may take with her own posts or roles."""
        found = Q(pk__in=[])
        for unit_id, rank in standing.ranks.items():
            found |= Q(unit_id=unit_id, rank__lte=rank)
        for organisation_id, role in standing.roles.items():
            found |= Q(organisation_id=organisation_id, rank__lte=role)
        return self.filter(found, not_excluded(standing, "process_id"), owner=None)

    def in_units(self, standing: Standing) -> Self:
        """Tasks of the person's units and of the units she leads, whoever has them."""
        return self.filter(not_excluded(standing, "process_id"), unit_id__in=overseen_units(standing).values("pk"))


class OfCaseQuerySet(models.QuerySet):  # type: ignore[type-arg]  # one queryset serves every row that hangs on a case
    """Internal rows of a case: history, notes, instructions, follow-ups. Open only to those with the whole file."""

    def visible_to(self, standing: Standing) -> Self:
        """Rows of cases in the person's full view."""
        return self.filter(full_view(standing, "case__"))
