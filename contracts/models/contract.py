"""The contract and what is peculiar to its legal form."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import Document, DocumentVersion
from workflow.models import Case


class Relation(models.TextChoices):
    """Why a contract is linked to another."""

    AMENDMENT = "amendment", _("Nachtrag")
    RENEWAL = "renewal", _("Verlängerung")


class LegalType(models.TextChoices):
    """Legal nature."""

    PUBLIC_LAW = "public_law", _("öffentlich-rechtlicher Vertrag")
    COOPERATION = "cooperation", _("Kooperationsvereinbarung")
    SELF_COMMITMENT = "self_commitment", _("Selbstverpflichtung")


class FundingMode(models.TextChoices):
    """Whether and how money flows; a contract need not carry any."""

    NONE = "none", _("ohne Landesförderung")
    GRANT = "grant", _("durch gesonderten Zuwendungsbescheid")
    CONTRACT = "contract", _("im Vertrag geregelt")


class Renewal(models.TextChoices):
    """How the term goes on."""

    NONE = "none", _("keine Verlängerung")
    AGREED = "agreed", _("einvernehmlich")
    AUTOMATIC = "automatic", _("automatisch")


class Side(models.TextChoices):
    """Who committed to a measure."""

    STATE = "state", _("Land")
    PARTNER = "partner", _("Partner")
    BOTH = "both", _("gemeinsam")


class Contract(models.Model):
    """Detail of a contract case. Dates are legal days; computed ones are refreshed when the terms change."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="contract")
    theme = models.CharField(_("Thema"), max_length=300)
    purpose = models.TextField(_("Ziele und Anlass"), blank=True)
    origin = models.CharField(_("Herkunft des Vorschlags"), max_length=200, blank=True)
    received_on = models.DateField(_("Vorschlag eingegangen am"))
    legal_type = models.CharField(_("Rechtsnatur"), max_length=20, choices=LegalType, default=LegalType.PUBLIC_LAW)
    funding_mode = models.CharField(_("Finanzierung"), max_length=10, choices=FundingMode, default=FundingMode.NONE)
    amount = models.DecimalField(_("Betrag in Euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    grant_authority = models.CharField(_("Bewilligungsbehörde"), max_length=120, blank=True)
    sample_terms = models.BooleanField(_("Laufzeit und Fristen sind Muster"), default=False)
    cabinet_required = models.BooleanField(_("Kabinettvorlage erforderlich"), default=False)
    minister_signs = models.BooleanField(_("Zeichnung durch Minister/in"), default=False)
    effective_on = models.DateField(_("Inkrafttreten"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("Laufzeit in Monaten"), null=True, blank=True)
    ends_on = models.DateField(_("Ende der Laufzeit"), null=True, blank=True)
    renewal = models.CharField(_("Verlängerung"), max_length=10, choices=Renewal, default=Renewal.AGREED)
    notice_months = models.PositiveSmallIntegerField(_("Kündigungsfrist in Monaten"), null=True, blank=True)
    last_notice_on = models.DateField(_("letzter Kündigungstag"), null=True, blank=True)
    report_month = models.PositiveSmallIntegerField(_("Zwischenbericht fällig zum Ende des Monats"), default=3)
    last_signed_on = models.DateField(_("letzte Unterschrift"), null=True, blank=True)
    public = models.BooleanField(_("im öffentlichen Register"), default=True)
    public_summary = models.TextField(_("Kurzbeschreibung für die Öffentlichkeit"), blank=True)
    draft = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    final_version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("Integrationsvertrag")
        verbose_name_plural = _("Integrationsverträge")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(effective_on=None) | Q(ends_on__gte=F("effective_on")),
                name="contract_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(report_month__gte=1, report_month__lte=12), name="contract_report_month"
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    @property
    def funded(self) -> bool:
        """Money of the Land flows."""
        return self.funding_mode != FundingMode.NONE
