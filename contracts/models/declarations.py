"""What is declared and decided: signatures, resolutions, notice, Nachtrag."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models.contract import Contract, Side
from directory.models import User
from documents.models import DocumentVersion
from workflow.models import CaseTask


class Declaration(models.Model):
    """One party's signature: who, when, where, and the signed paper (scan) or file."""

    class Form(models.TextChoices):
        """How it was signed."""

        PAPER = "paper", _("Papier")
        FILE = "file", _("elektronisch (Datei)")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="declarations")
    side = models.CharField(_("Partei"), max_length=8, choices=Side)
    person = models.CharField(_("unterzeichnet durch"), max_length=200)
    capacity = models.CharField(_("Funktion"), max_length=200)
    signed_on = models.DateField(_("unterzeichnet am"))
    place = models.CharField(_("Ort"), max_length=100)
    form = models.CharField(_("Form"), max_length=6, choices=Form, default=Form.PAPER)
    original_location = models.CharField(_("Standort des Originals"), max_length=200, blank=True)
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("gezeichnete Fassung")
    )
    text_sha256 = models.CharField(_("Endfassung (SHA-256)"), max_length=64)
    received_on = models.DateField(_("zugegangen am"), null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Vertragserklärung")
        verbose_name_plural = _("Vertragserklärungen")
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "side"], condition=Q(withdrawn_at=None), name="declaration_once_per_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.person}"


class CommitteeDecision(models.Model):
    """What Kabinettsausschuss or Kabinett decided, and how."""

    class Mode(models.TextChoices):
        """Session or written procedure."""

        SESSION = "session", _("Sitzung")
        CIRCULATION = "circulation", _("Umlauf")

    class Result(models.TextChoices):
        """What was resolved."""

        APPROVED = "approved", _("zugestimmt")
        RETURN = "return", _("zur Überarbeitung zurückverwiesen")
        REJECTED = "rejected", _("abgelehnt")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="decisions")
    body = models.CharField(_("Gremium"), max_length=80)
    mode = models.CharField(_("Verfahren"), max_length=12, choices=Mode)
    decided_on = models.DateField(_("Beschluss vom"))
    result = models.CharField(_("Ergebnis"), max_length=8, choices=Result)
    text = models.TextField(_("Beschluss"), blank=True)
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"{self.body} {self.decided_on:%d.%m.%Y}"


class Termination(models.Model):
    """Kündigung: declared in writing, with reasons, received, effective on a day (§ 60 HVwVfG, § 62 with BGB)."""

    class Kind(models.TextChoices):
        """On what ground."""

        ORDINARY = "ordinary", _("ordentliche Kündigung")
        EXTRAORDINARY = "extraordinary", _("außerordentliche Kündigung")
        SECTION_60 = "section_60", _("Kündigung nach § 60 HVwVfG")
        AGREED = "agreed", _("einvernehmliche Aufhebung")

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="termination")
    side = models.CharField(_("erklärt durch"), max_length=8, choices=Side)
    kind = models.CharField(_("Art"), max_length=14, choices=Kind)
    reasons = models.TextField(_("Gründe"))
    declared_on = models.DateField(_("erklärt am"))
    received_on = models.DateField(_("zugegangen am"))
    effective_on = models.DateField(_("wirksam zum"))

    class Meta:
        verbose_name = _("Kündigung")
        verbose_name_plural = _("Kündigungen")
        constraints = [
            models.CheckConstraint(condition=Q(effective_on__gte=F("received_on")), name="termination_after_receipt")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} zum {self.effective_on:%d.%m.%Y}"


class AmendmentTerms(models.Model):
    """What a Nachtrag changes in its parent contract once it is in force."""

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="amendment_terms")
    subject = models.TextField(_("Gegenstand des Nachtrags"))
    new_ends_on = models.DateField(_("neues Ende der Laufzeit"), null=True, blank=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Inhalt des Nachtrags")
        verbose_name_plural = _("Inhalte der Nachträge")

    def __str__(self) -> str:
        return self.subject[:60]
