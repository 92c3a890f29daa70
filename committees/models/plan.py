"""The Integrationsplan: what each Ressort means to do in a Handlungsfeld, and which cases serve it."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import FieldOfAction, OrgUnit
from directory.standing import Standing
from workflow.models import Case


class PlanStatus(models.TextChoices):
    """How far a measure of the plan is."""

    PLANNED = "planned", _("geplant")
    RUNNING = "running", _("läuft")
    DONE = "done", _("abgeschlossen")
    SUSPENDED = "suspended", _("zurückgestellt")


class PlanMeasureQuerySet(models.QuerySet["PlanMeasure"]):
    """Measures of the plan."""

    def visible_to(self, standing: Standing) -> Self:
        """The plan is a matter of all Ressorts: whoever works for one, or sits for one in a body, reads it."""
        return self if standing.takes_tasks and not standing.is_partner else self.none()


class PlanMeasure(models.Model):
    """Maßnahme of the Integrationsplan. Each Ressort answers for its own; the lead unit keeps it up to date."""

    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="plan_measures", verbose_name=_("Handlungsfeld")
    )
    ressort = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Ressort"))
    lead_unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zuständige Einheit")
    )
    title = models.CharField(_("Maßnahme"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=PlanStatus, default=PlanStatus.PLANNED)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    remark = models.CharField(_("Sachstand"), max_length=500, blank=True)
    reported_on = models.DateField(_("Sachstand vom"), null=True)
    cases = models.ManyToManyField(Case, related_name="plan_measures", blank=True, verbose_name=_("Vorgänge"))

    objects = PlanMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme des Integrationsplans")
        verbose_name_plural = _("Maßnahmen des Integrationsplans")
        ordering = ["field__catalogue", "field__order", "title", "id"]
        indexes = [models.Index(fields=["field", "status"], name="plan_measure_field")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_measure_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title
