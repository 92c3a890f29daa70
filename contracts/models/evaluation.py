"""Reports of the partner and the evaluation of both sides."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models.contract import Contract
from contracts.models.measures import Measure
from documents.models import DocumentVersion
from workflow.models import CaseTask


class Report(models.Model):
    """Sachbericht of the partner."""

    class Kind(models.TextChoices):
        """Interim or final."""

        INTERIM = "interim", _("Zwischenbericht")
        FINAL = "final", _("Schlussbericht")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="reports")
    kind = models.CharField(_("Art"), max_length=8, choices=Kind)
    period = models.CharField(_("Berichtszeitraum"), max_length=60)
    progress = models.TextField(_("Verlauf und Ergebnisse"))
    deviations = models.TextField(_("Abweichungen und Gründe"), blank=True)
    outlook = models.TextField(_("Ausblick"), blank=True)
    version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="+")
    task = models.OneToOneField(CaseTask, models.PROTECT, related_name="report")
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Sachbericht")
        verbose_name_plural = _("Sachberichte")
        ordering = ["submitted_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period}"


class Rating(models.TextChoices):
    """How far a measure got."""

    REACHED = "reached", _("erreicht")
    MOSTLY = "mostly", _("überwiegend erreicht")
    PARTLY = "partly", _("teilweise erreicht")
    NOT = "not", _("nicht erreicht")


class Recommendation(models.TextChoices):
    """What the evaluation proposes for D4."""

    RENEW = "renew", _("verlängern")
    ADAPT = "adapt", _("anpassen (neu verhandeln)")
    END = "end", _("beenden")
    TRANSFER = "transfer", _("in Regelförderung überführen")


class Evaluation(models.Model):
    """Evaluation of a contract; measures and indicators are judged one by one."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="evaluation")
    reach = models.TextField(_("Zielgruppen und Reichweite"), blank=True)
    effects = models.TextField(_("Wirkungen, Übertragbarkeit, Nachhaltigkeit"), blank=True)
    deviations = models.TextField(_("Abweichungen und Ursachen"), blank=True)
    resources = models.TextField(_("Ressourcen"), blank=True)
    cooperation_state = models.TextField(_("Zusammenarbeit aus Sicht des Landes"), blank=True)
    cooperation_partner = models.TextField(_("Zusammenarbeit aus Sicht des Partners"), blank=True)
    lessons = models.TextField(_("Erkenntnisse"), blank=True)
    recommendation = models.CharField(_("Empfehlung"), max_length=10, choices=Recommendation, blank=True)
    partner_statement = models.TextField(_("Stellungnahme des Partners"), blank=True)
    publish = models.BooleanField(_("Veröffentlichung vorgesehen"), default=False)

    class Meta:
        verbose_name = _("Evaluation")
        verbose_name_plural = _("Evaluationen")

    def __str__(self) -> str:
        return str(self.contract)


class EvaluationItem(models.Model):
    """Judgement of one measure."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="items")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    attainment = models.PositiveSmallIntegerField(_("Zielerreichung in Prozent"))
    rating = models.CharField(_("Bewertung"), max_length=8, choices=Rating)
    evidence = models.TextField(_("Belege"), blank=True)

    class Meta:
        verbose_name = _("Bewertung einer Maßnahme")
        verbose_name_plural = _("Bewertungen der Maßnahmen")
        ordering = ["measure"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "measure"], name="evaluation_item_once"),
            models.CheckConstraint(condition=Q(attainment__lte=100), name="evaluation_attainment_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_rating_display()}"
