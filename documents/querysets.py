"""Which papers a standing may see."""

from typing import Self

from django.db import models
from django.db.models import Q

from directory.standing import Standing
from workflow.querysets import full_view, posts_of


def _readable(standing: Standing, document: str, version: str) -> Q:
    """Whole files entirely; otherwise versions shared with those asked, or released to the partner of the case."""
    units = [post.unit_id for post in posts_of(standing)]
    asked = Q(**{f"{version}shared_at__isnull": False}) & Q(**{f"{document}case__task__unit_id__in": units})
    partner = Q(
        **{f"{version}released_at__isnull": False, f"{document}case__organisation_id__in": standing.organisation_ids}
    )
    own = Q(
        **{f"{document}created_by": standing.user, f"{document}case__organisation_id__in": standing.organisation_ids}
    )
    return full_view(standing, f"{document}case__") | asked | partner | own


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
