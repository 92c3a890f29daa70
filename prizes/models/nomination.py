"""What was nominated. Data serves the award alone (§ 28a HDSIG); the nominee may not know of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prizes.models.award_year import AwardYear
from workflow.models import Case


class NomineeKind(models.TextChoices):
    """Who can be nominated."""

    ORGANISATION = "organisation", _("Organisation, Verein, Kommune")
    INITIATIVE = "initiative", _("private Initiative")
    PERSON = "person", _("einzelne Person")


class AgeAnswer(models.TextChoices):
    """Whether those engaged meet the ages of the year, as the person who nominates says."""

    UNASKED = "", _("nicht gefragt")
    YES = "yes", _("ja")
    NO = "no", _("nein")
    UNKNOWN = "unknown", _("weiß ich nicht")


class PublicationConsent(models.TextChoices):
    """Whether a winner may be named in public."""

    OPEN = "", _("noch nicht gefragt")
    GIVEN = "given", _("erteilt")
    REFUSED = "refused", _("nicht erteilt")


class Nomination(models.Model):
    """Detail of a nomination case."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="nomination")
    award_year = models.ForeignKey(AwardYear, models.PROTECT, related_name="nominations")
    nominee = models.CharField(_("Vorgeschlagen"), max_length=200)
    nominee_kind = models.CharField(_("Art"), max_length=12, choices=NomineeKind)
    nominee_contact = models.CharField(_("Kontakt der Vorgeschlagenen"), max_length=200, blank=True)
    project = models.CharField(_("Projekt"), max_length=200)
    place = models.CharField(_("Ort"), max_length=120)
    in_hessen = models.BooleanField(_("Findet in Hessen statt"), null=True)
    ages = models.CharField(
        _("Alter der Engagierten passt"), max_length=8, choices=AgeAnswer, blank=True, default=AgeAnswer.UNASKED
    )
    description = models.TextField(_("Beschreibung"))
    starts_on = models.DateField(_("Beginn des Projekts"), null=True, blank=True)
    ends_on = models.DateField(_("Ende des Projekts"), null=True, blank=True)
    self_nominated = models.BooleanField(_("Eigenbewerbung"))
    nominator = models.CharField(_("Vorschlagende Person"), max_length=200)
    nominator_email = models.EmailField(_("E-Mail der vorschlagenden Person"))
    received_at = models.DateTimeField(_("eingegangen"))
    released_on = models.DateField(_("Vorgeschlagene unterrichtet am"), null=True)
    rank = models.PositiveSmallIntegerField(_("Platz"), null=True)
    amount = models.DecimalField(_("Preisgeld in Euro"), max_digits=9, decimal_places=2, null=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    consent = models.CharField(
        _("Einwilligung in Veröffentlichung"), max_length=8, choices=PublicationConsent, blank=True
    )

    class Meta:
        verbose_name = _("Nominierung")
        verbose_name_plural = _("Nominierungen")
        indexes = [models.Index(fields=["award_year", "nominee"], name="nomination_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="nomination_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nominee}: {self.project}"


class NominationDraft(models.Model):
    """A nomination that is being written on the public page. Only the hash of its link is stored; it is deleted when it is old."""

    award_year = models.ForeignKey(AwardYear, models.CASCADE, related_name="drafts")
    token_sha256 = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("E-Mail"))
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("Entwurf einer Nominierung")
        verbose_name_plural = _("Entwürfe von Nominierungen")
        indexes = [models.Index(fields=["email", "created_at"], name="draft_by_mail")]

    def __str__(self) -> str:
        return self.email


class DraftFile(models.Model):
    """An attachment of a nomination that is being written."""

    draft = models.ForeignKey(NominationDraft, models.CASCADE, related_name="files")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    name = models.CharField(_("Dateiname"), max_length=200)

    class Meta:
        verbose_name = _("Anlage eines Entwurfs")
        verbose_name_plural = _("Anlagen von Entwürfen")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
