"""The Integrationsplan in its versions, and what each Ressort does under it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committees.models.recommendations import Recommendation
from committees.session_querysets import MeasureQuerySet
from committees.session_states import WORKED_ON, MeasureStatus
from directory.models import FieldOfAction, OrgUnit
from workflow.models import Case


class PlanVersion(models.Model):
    """Fassung of the Integrationsplan. What sources do not tell, above all names of Handlungsfelder, stays untold."""

    name = models.CharField(_("Fassung"), max_length=120, unique=True)
    adopted_on = models.DateField(_("beschlossen am"), null=True)
    adopted = models.CharField(_("Beschluss"), max_length=200)
    structure = models.CharField(_("Gliederung"), max_length=300)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"))

    class Meta:
        verbose_name = _("Fassung des Integrationsplans")
        verbose_name_plural = _("Fassungen des Integrationsplans")
        ordering = ["-order"]

    def __str__(self) -> str:
        return self.name


class PlanMeasure(models.Model):
    """Maßnahme of a Ressort under one version of the plan. Each Ressort answers for its own."""

    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="measures", verbose_name=_("Integrationsplan"))
    field = models.ForeignKey(
        FieldOfAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_measures",
        verbose_name=_("Handlungsfeld"),
    )
    ressort = models.ForeignKey(OrgUnit, models.PROTECT, related_name="plan_measures", verbose_name=_("Ressort"))
    lead_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Federführung"))
    title = models.CharField(_("Maßnahme"), max_length=200)
    text = models.TextField(_("Beschreibung"), blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=MeasureStatus, default=MeasureStatus.PLANNED)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    remarks = models.TextField(_("Sachstand"), blank=True)
    cases = models.ManyToManyField(Case, related_name="+", verbose_name=_("Vorgänge"))
    recommendations: "models.ManyToManyField[Recommendation, Recommendation]" = models.ManyToManyField(
        Recommendation, related_name="measures", blank=True, verbose_name=_("Empfehlungen")
    )
    changed_at = models.DateTimeField()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Maßnahme des Integrationsplans")
        verbose_name_plural = _("Maßnahmen des Integrationsplans")
        ordering = ["ressort__short", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_measure_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the measure."""
        return reverse("plan-measure", args=[self.pk])

    def is_late(self, day: date) -> bool:
        """Not done although its last day has passed."""
        return self.status in WORKED_ON and self.ends_on is not None and self.ends_on < day
