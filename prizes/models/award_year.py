"""A year of the prize: its call, its rules, its winners. What changes every year is data."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import OrgUnit
from prizes.texts import SHIPPED
from workflow.models import Case, CaseFile


class DeadlineRule(models.TextChoices):
    """How the Einsendeschluss is set. A day that was named without a choice must be a Werktag."""

    OPEN = "", _("noch nicht festgelegt")
    EXACT = "exact", _("Genau dieser Tag, auch an einem Samstag, Sonntag oder Feiertag (§ 31 Abs. 3 Satz 2 HVwVfG)")
    SHIFTED = (
        "shifted",
        _("Dieser Tag; an einem Samstag, Sonntag oder Feiertag erst der nächste Werktag (§ 31 Abs. 3 Satz 1 HVwVfG)"),
    )
    PERIOD = "period", _("Eine Frist ab der Ausschreibung, berechnet am Tag der Billigung")


class AwardYear(models.Model):
    """Preisjahr. Published means the call is out; history carries figures instead of nominations."""

    year = models.PositiveSmallIntegerField(_("Jahr"), unique=True)
    number = models.PositiveSmallIntegerField(_("Nummer der Verleihung"), null=True, blank=True)
    name = models.CharField(_("Name des Preises"), max_length=120, default="Hessischer Integrationspreis")
    motto = models.CharField(_("Motto"), max_length=200, blank=True)
    target_group = models.CharField(_("Zielgruppe"), max_length=300, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="award_year", verbose_name=_("Vorgang"))
    published_on = models.DateField(_("ausgeschrieben am"), null=True, blank=True)
    deadline_rule = models.CharField(
        _("Wie der Einsendeschluss gilt"), max_length=8, choices=DeadlineRule, blank=True, default=DeadlineRule.OPEN
    )
    named_day = models.DateField(_("Tag des Einsendeschlusses"), null=True, blank=True)
    deadline_period = models.CharField(_("Frist ab der Ausschreibung"), max_length=10, blank=True)
    deadline = models.DateField(_("Einsendeschluss"), null=True, blank=True)
    derivation = models.JSONField(_("Herleitung des Einsendeschlusses"), null=True, editable=False)
    extended_to = models.DateField(_("verlängert bis"), null=True, blank=True)
    extension_reason = models.CharField(_("Grund der Verlängerung"), max_length=300, blank=True)
    in_hessen = models.BooleanField(_("Das Projekt muss in Hessen stattfinden"), default=True)
    must_have_begun = models.BooleanField(_("Das Projekt muss bereits laufen (erprobt)"), default=True)
    runs_until = models.DateField(_("Projekt läuft mindestens bis"), null=True, blank=True)
    lowest_age = models.PositiveSmallIntegerField(_("Mindestalter der Engagierten"), null=True, blank=True)
    highest_age = models.PositiveSmallIntegerField(_("Höchstalter der Engagierten"), null=True, blank=True)
    no_former_winners = models.BooleanField(_("Ein Projekt kann nur einmal ausgezeichnet werden"), default=True)
    prize_money = models.DecimalField(_("Preisgeld insgesamt in Euro"), max_digits=9, decimal_places=2, default=20000)
    introduction = models.TextField(_("Text der Ausschreibung"), blank=True)
    form_hints = models.TextField(_("Hinweise zur Nominierung"), blank=True)
    common_words = models.TextField(_("Gewöhnliche Wörter"), blank=True)
    winners_text = models.TextField(_("Absatz im Schreiben an Ausgezeichnete"), blank=True)
    refusal_text = models.TextField(_("Text der E-Mail an nicht Berücksichtigte"), blank=True)
    decided_on = models.DateField(_("Juryentscheidung gezeichnet am"), null=True, blank=True)
    ceremony_on = models.DateField(_("Verleihung am"), null=True, blank=True)
    ceremony_place = models.CharField(_("Ort der Verleihung"), max_length=120, blank=True)
    entries = models.PositiveSmallIntegerField(_("Einsendungen"), null=True, blank=True)
    winners = models.PositiveSmallIntegerField(_("Ausgezeichnete"), null=True, blank=True)

    class Meta:
        verbose_name = _("Preisjahr")
        verbose_name_plural = _("Preisjahre")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gt=F("deadline")), name="award_extension_is_later"
            ),
            models.CheckConstraint(
                condition=Q(lowest_age=None) | Q(highest_age=None) | Q(highest_age__gte=F("lowest_age")),
                name="award_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def lead_unit(self) -> OrgUnit | None:
        """Federführung of the year, and of its nominations; the years before the application have none."""
        return self.case.lead_unit if self.case else None

    @property
    def case_file(self) -> CaseFile | None:
        """The Akte that the year and its nominations share."""
        return self.case.case_file if self.case else None

    @property
    def closes_on(self) -> date | None:
        """Last day on which nominations are taken, its extension included; open until 24:00 in Europe/Berlin."""
        return self.extended_to or self.deadline

    @property
    def has_age_rule(self) -> bool:
        """Whether it matters how old those engaged are."""
        return self.lowest_age is not None or self.highest_age is not None

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the year by field, as shipped where the office has written none."""
        return {name: getattr(self, name).strip() or str(shipped) for name, shipped in SHIPPED.items()}

    def is_open(self, day: date) -> bool:
        """Whether nominations are taken on a day."""
        return bool(self.published_on and self.closes_on and self.published_on <= day <= self.closes_on)


class Criterion(models.Model):
    """What the jury judges by; no source confirms any, so each year names its own."""

    award_year = models.ForeignKey(AwardYear, models.CASCADE, related_name="criteria")
    name = models.CharField(_("Kriterium"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("Gewicht"), default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("Kriterium")
        verbose_name_plural = _("Kriterien")
        ordering = ["award_year", "order"]
        constraints = [models.UniqueConstraint(fields=["award_year", "name"], name="criterion_once")]

    def __str__(self) -> str:
        return self.name


class Laureate(models.Model):
    """Preisträger/in, as published. A project can win only once."""

    award_year = models.ForeignKey(AwardYear, models.PROTECT, related_name="laureates")
    name = models.CharField(_("Preisträger/in"), max_length=200)
    project = models.CharField(_("Projekt"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(_("Platz"), null=True, blank=True)
    amount = models.DecimalField(_("Preisgeld in Euro"), max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("Preisträger/in")
        verbose_name_plural = _("Preisträgerinnen und Preisträger")
        ordering = ["award_year", "place", "name"]

    def __str__(self) -> str:
        return self.name
