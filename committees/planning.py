"""The Integrationsplan: each Ressort keeps its own measures, the coordinating Geschäftsstelle all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from committees.models import PlanMeasure, Recommendation
from committees.secretariat import runs_bodies
from directory.models import FieldOfAction, OrgUnit, Rank, UnitKind
from directory.standing import Standing
from workflow.concerns import BODIES, posts_of, ressort_path
from workflow.errors import InputError, NotAllowedError
from workflow.models import Case


@dataclass(frozen=True)
class Serving:
    """What a measure serves or is served by."""

    cases: Iterable[Case] = ()
    recommendations: Iterable[Recommendation] = ()


LEADING = (UnitKind.DEPARTMENT, UnitKind.LEADERSHIP, UnitKind.DIVISION, UnitKind.SECTION, UnitKind.STAFF)


def ressorts_of(standing: Standing) -> QuerySet[OrgUnit]:
    """The Ressorts whose measures the person may keep: through a unit of the house, or as its Ressortvertretung in a body."""
    rows = OrgUnit.objects.valid_on(standing.day).filter(kind=UnitKind.DEPARTMENT).order_by("short")
    if runs_bodies(standing):
        return rows
    posts = posts_of(standing)
    found = Q(seats__in=[post.unit_id for post in posts if post.kind in BODIES and post.rank >= Rank.REPRESENTATIVE])
    for post in posts:
        if post.kind not in BODIES and post.rank >= Rank.CASE_WORKER:
            found |= Q(path=ressort_path(post.unit_path))
    return rows.filter(found).distinct()


def may_keep(measure: PlanMeasure, standing: Standing) -> bool:
    """The unit in charge, the Ressort's representative, and the Geschäftsstelle."""
    if runs_bodies(standing):
        return True
    leads = any(
        measure.lead_unit_id == post.unit_id or measure.lead_unit.path.startswith(Standing.led_path(post))
        for post in posts_of(standing)
        if post.kind not in BODIES and post.rank >= Rank.CASE_WORKER
    )
    sits = any(
        post.kind in BODIES and post.rank >= Rank.REPRESENTATIVE and _sits_for(post.unit_id, measure.ressort_id)
        for post in posts_of(standing)
    )
    return leads or sits


def _sits_for(seat_id: int, ressort_id: int) -> bool:
    return OrgUnit.objects.filter(pk=seat_id, represents=ressort_id).exists()


def save_measure(measure: PlanMeasure, serving: Serving, *, standing: Standing, at: datetime) -> PlanMeasure:
    """Store a measure with what serves it. Cases and recommendations the person may not see stay as they were."""
    before = PlanMeasure.objects.select_related("lead_unit").filter(pk=measure.pk).first()
    if before is not None and not may_keep(before, standing):
        raise NotAllowedError(_("Diese Maßnahme pflegt die federführende Einheit oder die Vertretung ihres Ressorts."))
    if not ressorts_of(standing).filter(pk=measure.ressort_id).exists():
        raise InputError("ressort", _("Maßnahmen dieses Ressorts pflegt es selbst. Wählen Sie Ihr eigenes."))
    if not measure.lead_unit.path.startswith(measure.ressort.path):
        raise InputError("lead_unit", _("Diese Einheit gehört nicht zum gewählten Ressort."))
    measure.changed_at = at
    with transaction.atomic():
        measure.save()
        unseen = measure.cases.exclude(pk__in=Case.objects.visible_to(standing).values("pk"))
        measure.cases.set([*unseen, *serving.cases])
        others = measure.recommendations.exclude(pk__in=Recommendation.objects.visible_to(standing).values("pk"))
        measure.recommendations.set([*others, *serving.recommendations])
    return measure


def measures_on(field: FieldOfAction, standing: Standing) -> QuerySet[PlanMeasure]:
    """Measures in this Handlungsfeld."""
    return PlanMeasure.objects.visible_to(standing).filter(field=field).select_related("ressort")
