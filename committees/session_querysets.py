"""Which sessions, recommendations and measures of the Integrationsplan a standing may see."""

from typing import Self

from django.db import models
from django.db.models import Q

from committees.secretariat import runs_bodies
from directory.models import OrgUnit, UnitKind
from directory.standing import Standing
from workflow.concerns import BODIES, posts_of, ressort_path
from workflow.querysets import not_excluded


def bodies_of(standing: Standing) -> list[int]:
    """Ids of the bodies the person sits in, herself or as deputy: through a seat or in the body itself."""
    places = [post.unit_path for post in posts_of(standing) if post.kind in BODIES]
    return sorted({int(part) for path in places for part in path.split("/") if part})


class SessionQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Sessions."""

    def visible_to(self, standing: Standing) -> Self:
        """All of them for the Geschäftsstelle; members see those of their bodies."""
        if runs_bodies(standing):
            return self.all()
        return self.filter(body_id__in=bodies_of(standing))


class AgendaItemQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Items of sessions the person may see."""

    def visible_to(self, standing: Standing) -> Self:
        """Without those whose case she is shut out of (§§ 20, 21 HVwVfG), the Geschäftsstelle's own people included."""
        return self.filter(not_excluded(standing, "case_id"))


class RecommendationQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Recommendations."""

    def visible_to(self, standing: Standing) -> Self:
        """All of them for the Geschäftsstelle; else those of one's bodies, and those one's own Ressort, or the one one sits for, has to carry out."""
        if runs_bodies(standing):
            return self.all()
        found = Q(body_id__in=bodies_of(standing))
        seats = [post.unit_id for post in posts_of(standing) if post.kind == UnitKind.SEAT]
        for path in OrgUnit.objects.filter(pk__in=seats, represents__isnull=False).values_list(
            "represents__path", flat=True
        ):
            found |= Q(responsible_unit__path__startswith=path)
        for root in {ressort_path(post.unit_path) for post in posts_of(standing) if post.kind not in BODIES}:
            found |= Q(responsible_unit__path__startswith=root)
        return self.filter(found)


class MeasureQuerySet(models.QuerySet):  # type: ignore[type-arg]  # instantiated by the manager of one model
    """Measures of the Integrationsplan."""

    def visible_to(self, standing: Standing) -> Self:
        """A plan of the whole Landesregierung: everybody who works for the Land reads it, partners do not."""
        return self.all() if posts_of(standing) else self.none()
