"""What each side commits to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models.contract import Contract, Side
from directory.models import OrgUnit


class Measure(models.Model):
    """Maßnahme one side (or both) commits to."""

    class Status(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("nicht begonnen")
        RUNNING = "running", _("läuft")
        DONE = "done", _("abgeschlossen")
        DROPPED = "dropped", _("entfallen")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="measures")
    side = models.CharField(_("Seite"), max_length=8, choices=Side)
    title = models.CharField(_("Maßnahme"), max_length=200)
    description = models.TextField(_("Beschreibung"), blank=True)
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zuständig")
    )
    target_group = models.CharField(_("Zielgruppe"), max_length=200, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    milestones = models.TextField(_("Meilensteine"), blank=True)
    status = models.CharField(_("Stand"), max_length=8, choices=Status, default=Status.PLANNED)

    class Meta:
        verbose_name = _("Maßnahme")
        verbose_name_plural = _("Maßnahmen")
        ordering = ["contract", "side", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="measure_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """Indikator of a measure with baseline and target."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="indicators")
    name = models.CharField(_("Indikator"), max_length=200)
    unit_of_measure = models.CharField(_("Einheit"), max_length=40, blank=True)
    baseline = models.CharField(_("Ausgangswert"), max_length=60, blank=True)
    target = models.CharField(_("Zielwert"), max_length=60)
    target_on = models.DateField(_("Zieldatum"), null=True, blank=True)
    source = models.CharField(_("Datenquelle"), max_length=120, blank=True)
    actual = models.CharField(_("Istwert"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("Indikator")
        verbose_name_plural = _("Indikatoren")
        ordering = ["measure", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def goal(self) -> str:
        """Target with its unit."""
        return f"{self.target} {self.unit_of_measure}".strip()
