"""Papers of a case, their versions, and the co-signatures bound to a version."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models import User
from documents.querysets import DocumentQuerySet, VersionQuerySet
from workflow.models import Case, CaseTask


class DocumentKind(models.TextChoices):
    """What a paper is."""

    CONTRACT = "contract", _("Vertragstext")
    PROPOSAL = "proposal", _("Vorschlagsblatt")
    NOTE = "note", _("Vermerk")
    LETTER = "letter", _("Schreiben")
    MINUTES = "minutes", _("Niederschrift")
    REPORT = "report", _("Bericht")
    EVALUATION = "evaluation", _("Evaluationsbericht")
    SIGNED = "signed", _("Gezeichnete Fassung")
    EVIDENCE = "evidence", _("Nachweis")
    CERTIFICATE = "certificate", _("Urkunde")
    OTHER = "other", _("Sonstiges")


class Direction(models.TextChoices):
    """Which way a paper went."""

    INTERNAL = "internal", _("intern")
    IN = "in", _("Eingang")
    OUT = "out", _("Ausgang")


class Document(models.Model):
    """A paper of a case. Drafts stay out of the file until filed; what the partner may read is released version by version."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(_("Art"), max_length=12, choices=DocumentKind, default=DocumentKind.OTHER)
    title = models.CharField(_("Bezeichnung"), max_length=200)
    direction = models.CharField(_("Richtung"), max_length=8, choices=Direction, default=Direction.INTERNAL)
    letter_date = models.DateField(_("Datum des Schreibens"), null=True, blank=True)
    received_on = models.DateField(_("eingegangen am"), null=True, blank=True)
    sent_on = models.DateField(_("abgesandt am"), null=True, blank=True)
    correspondent = models.CharField(_("Absender/Empfänger"), max_length=200, blank=True)
    tells_of = models.ManyToManyField(Case, related_name="+", blank=True, verbose_name=_("berichtet auch von"))
    foreign_reference = models.CharField(_("fremdes Geschäftszeichen"), max_length=80, blank=True)
    # Nobody: sent in from a public page, or written by the system.
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["case", "-created_at"], name="document_case")]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """Fassung: the bytes, under their SHA-256. Never changed; a change is a further version."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Fassung"))
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("Größe"))
    mime = models.CharField(max_length=100)
    original_name = models.CharField(_("Dateiname"), max_length=200)
    remark = models.CharField(_("Änderungen"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(_("für den Partner freigegeben"), null=True)
    shared_at = models.DateTimeField(_("für Beteiligte freigegeben"), null=True)
    frozen_at = models.DateTimeField(_("Endfassung seit"), null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]
        indexes = [models.Index(fields=["sha256"], name="version_sha256")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"

    def get_absolute_url(self) -> str:
        """Address of the download."""
        return reverse("document-download", args=[self.document.case_id, self.pk])


class CoSignature(models.Model):
    """Mitzeichnung of one version. A new version makes it überholt; it is kept."""

    class Outcome(models.TextChoices):
        """What a unit said."""

        OPEN = "", _("offen")
        CONSENT = "consent", _("Zustimmung")
        REMARKS = "remarks", _("Zustimmung mit Anmerkungen")
        DISSENT = "dissent", _("Dissens")
        NIL_RETURN = "nil_return", _("Fehlanzeige")
        LAPSED = "lapsed", _("Fristablauf")

    task = models.OneToOneField(CaseTask, models.PROTECT, related_name="cosignature")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="cosignatures")
    sha256 = models.CharField("SHA-256", max_length=64)
    outcome = models.CharField(_("Ergebnis"), max_length=12, choices=Outcome, blank=True, default=Outcome.OPEN)
    statement = models.TextField(_("Stellungnahme"), blank=True)
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True)
    form = models.CharField(_("Zeichnungsform"), max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(_("überholt"), null=True)
    resolved_at = models.DateTimeField(_("Dissens geklärt"), null=True)
    resolution = models.TextField(_("Klärung"), blank=True)

    class Meta:
        verbose_name = _("Mitzeichnung")
        verbose_name_plural = _("Mitzeichnungen")
        indexes = [models.Index(fields=["version"], condition=Q(superseded_at=None), name="cosignature_valid")]

    def __str__(self) -> str:
        return f"{self.task.unit}: {self.get_outcome_display()}"
