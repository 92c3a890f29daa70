"""The Integrationsvertrag: terms, measures of both sides, declarations, reports, evaluation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import OrgUnit, User
from documents.models import Document, DocumentVersion
from workflow.models import Case, CaseTask


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

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="decisions")
    body = models.CharField(_("Gremium"), max_length=80)
    mode = models.CharField(_("Verfahren"), max_length=12, choices=Mode)
    decided_on = models.DateField(_("Beschluss vom"))
    result = models.CharField(_("Ergebnis"), max_length=20)
    text = models.TextField(_("Beschluss"), blank=True)
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")
        ordering = ["decided_on", "id"]

    def __str__(self) -> str:
        return f"{self.body} {self.decided_on:%d.%m.%Y}"


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
    recommendation = models.CharField(_("Empfehlung"), max_length=10, blank=True)
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
