"""Which papers a standing may see."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from directory.standing import Standing
from workflow.querysets import concerned, full_view, not_excluded, shared_with


def _readable(standing: Standing, document: str, version: str) -> Q:
    """Whole files entirely; otherwise versions shared with those asked or involved, and in a shared case what the partner was given or wrote itself."""
    case = f"{document}case_id"
    seen = full_view(standing, case) | Q(concerned(standing, case)) & Q(**{f"{version}shared_at__isnull": False})
    if standing.organisation_ids:
        given = Q(**{f"{version}released_at__isnull": False}) | Q(**{f"{version}created_by": standing.user})
        seen |= Q(shared_with(standing, case)) & given
    return seen & not_excluded(standing, case) & ~_tells_too_much(standing, document)


def _tells_too_much(standing: Standing, document: str) -> Q:
    """Papers that tell of further cases, one of which the person is shut out of (§§ 20, 21 HVwVfG)."""
    links = apps.get_model("documents", "Document").tells_of.through._base_manager
    shut = links.exclude(not_excluded(standing, "case_id"))
    return Q(**{f"{document}pk__in": shut.values("document")})


class DocumentQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Documents."""

    def visible_to(self, standing: Standing) -> Self:
        """Documents with at least one version the person may read."""
        readable = self.model._base_manager.filter(_readable(standing, "", "versions__"))
        return self.filter(pk__in=readable.values("pk"))


class VersionQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Versions."""

    def visible_to(self, standing: Standing) -> Self:
        """Versions the person may read and download."""
        readable = self.model._base_manager.filter(_readable(standing, "document__", ""))
        return self.filter(pk__in=readable.values("pk"))
