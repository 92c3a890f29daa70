"""Keeping the Integrationsplan: who may change a measure, and which cases serve it."""

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import PlanMeasure
from directory.models import OrgUnit, UnitFunction, UnitKind
from directory.standing import Standing
from workflow.errors import InputError, NotAllowedError
from workflow.models import Case
from workflow.querysets import ressort_path

MOST_CASES = 50


def ressorts_of(standing: Standing) -> list[int]:
    """Ids of the Ressorts whose measures the person may keep: the own one, also through a seat; the Geschäftsstelle coordinates all."""
    ressorts = OrgUnit.objects.valid_on(standing.day).filter(kind=UnitKind.DEPARTMENT)
    if standing.has_function(UnitFunction.SECRETARIAT):
        return list(ressorts.values_list("pk", flat=True))
    seats = [post.unit_id for post in standing.posts if post.kind == UnitKind.SEAT]
    paths = {ressort_path(post.unit_path) for post in standing.posts if post.kind not in {UnitKind.SEAT, UnitKind.BODY}}
    own = ressorts.filter(path__in=paths) | ressorts.filter(
        pk__in=OrgUnit.objects.filter(pk__in=seats).values("represents")
    )
    return list(own.values_list("pk", flat=True))


def may_keep(measure: PlanMeasure, standing: Standing) -> bool:
    """Whether the person may change this measure."""
    return measure.ressort_id in ressorts_of(standing)


def save_measure(measure: PlanMeasure, references: list[str], *, standing: Standing) -> PlanMeasure:
    """Store a measure with the cases that serve it, named by their Vorgangszeichen.

    Only cases the person sees can be linked or taken away; links she does not see stay as they are.
    """
    before = PlanMeasure.objects.filter(pk=measure.pk).first() if measure.pk else None
    allowed = ressorts_of(standing)
    if measure.ressort_id not in allowed or (before and before.ressort_id not in allowed):
        raise NotAllowedError(_("Maßnahmen pflegt das zuständige Ressort oder die Geschäftsstelle."))
    seen = Case.objects.visible_to(standing)
    wanted = {case.reference: case.pk for case in seen.filter(reference__in=references[:MOST_CASES])}
    missing = [reference for reference in references if reference not in wanted]
    if missing:
        raise InputError(
            "cases",
            _("Diesen Vorgang gibt es nicht oder Sie sehen ihn nicht: %(reference)s") % {"reference": missing[0]},
        )
    with transaction.atomic():
        if before is None or (before.status, before.remark) != (measure.status, measure.remark):
            measure.reported_on = standing.day
        measure.save()
        hidden = measure.cases.exclude(pk__in=seen.values("pk")).values_list("pk", flat=True)
        measure.cases.set([*wanted.values(), *hidden])
    return measure
