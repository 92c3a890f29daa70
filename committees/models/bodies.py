"""A body as it was conceived: what it is, in which groups it is composed, and which seats it has."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from committees.querysets import BodyQuerySet, SeatQuerySet
from directory.models import Organisation, OrgUnit


class BodyKind(models.TextChoices):
    """What a body is."""

    CONFERENCE = "conference", _("Konferenz")
    ADVISORY_BOARD = "advisory_board", _("Beirat")
    CABINET_COMMITTEE = "cabinet_committee", _("Kabinettsausschuss")
    EXPERT_GROUP = "expert_group", _("Facharbeitsgruppe")
    JURY = "jury", _("Jury")
    WORKING_GROUP = "working_group", _("Arbeitsgruppe")


class Body(models.Model):
    """A Gremium. Its name is that of its unit, under whose id it also stands; `begins` and `ends` are its present term."""

    unit = models.OneToOneField(
        OrgUnit, models.PROTECT, primary_key=True, related_name="committee", verbose_name=_("Einheit")
    )
    kind = models.CharField(_("Art"), max_length=20, choices=BodyKind)
    legal_basis = models.CharField(_("Grundlage"), max_length=300, blank=True)
    legislature = models.CharField(_("Wahlperiode"), max_length=60, blank=True)
    chair = models.CharField(_("Vorsitz"), max_length=200, blank=True)
    size_min = models.PositiveSmallIntegerField(_("Mitglieder mindestens"), null=True, blank=True)
    size_max = models.PositiveSmallIntegerField(_("Mitglieder höchstens"), null=True, blank=True)
    begins = models.DateField(_("Amtszeit von"), null=True, blank=True)
    ends = models.DateField(_("Amtszeit bis"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    meets = models.CharField(_("Sitzungen"), max_length=200, blank=True)
    dissolved = models.DateField(_("aufgelöst am"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(
        _("Hinweis auf auslaufende Mandate, Monate vorher"),
        default=6,
        help_text=_("Vorbelegung, nicht bestätigt. So früh beginnt auch die Neuberufung."),
    )
    remark = models.TextField(_("Anmerkung"), blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        ordering = ["unit__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size_min=None) | Q(size_max=None) | Q(size_max__gte=F("size_min")),
                name="body_size_in_order",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")), name="body_term_in_order"
            ),
            models.CheckConstraint(condition=Q(notice_months__range=(1, 24)), name="body_notice_within_two_years"),
        ]

    def __str__(self) -> str:
        return self.unit.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("body", args=[self.pk])

    def exists_on(self, day: date) -> bool:
        """Whether it had not been dissolved by then."""
        return self.dissolved is None or day < self.dissolved


class Precision(models.TextChoices):
    """How exactly a day is known; what sources do not tell is not made up."""

    DAY = "day", _("auf den Tag")
    MONTH = "month", _("auf den Monat")
    YEAR = "year", _("auf das Jahr")


class Milestone(models.Model):
    """Something that happened to a body: set up, constituted, merged. A day known less exactly is the first of its month or year."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="milestones", verbose_name=_("Gremium"))
    on = models.DateField(_("Tag"))
    precision = models.CharField(_("Genauigkeit"), max_length=5, choices=Precision, default=Precision.DAY)
    text = models.CharField(_("Ereignis"), max_length=300)

    class Meta:
        verbose_name = _("Station")
        verbose_name_plural = _("Stationen")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "on", "text"], name="milestone_once")]

    def __str__(self) -> str:
        return f"{self.when}: {self.text}"

    @property
    def when(self) -> str:
        """As exactly as it is known: 23.09.2024, Dezember 2019, 2009."""
        if self.precision == Precision.DAY:
            return f"{self.on:%d.%m.%Y}"
        return f"{MONTHS[self.on.month]} {self.on.year}" if self.precision == Precision.MONTH else str(self.on.year)


class SeatGroup(models.Model):
    """A line of the composition concept: Kommunen, Kirchen, Ressorts …"""

    body = models.ForeignKey(Body, models.PROTECT, related_name="groups", verbose_name=_("Gremium"))
    name = models.CharField(_("Gruppe"), max_length=120)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"), default=1)

    class Meta:
        verbose_name = _("Sitzgruppe")
        verbose_name_plural = _("Sitzgruppen")
        ordering = ["body", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="seat_group_once")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat of the concept, not the person on it. Who may send somebody is an organisation, a unit of the Land, or a name only."""

    group = models.ForeignKey(SeatGroup, models.PROTECT, related_name="seats", verbose_name=_("Gruppe"))
    number = models.PositiveSmallIntegerField(_("Nummer"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("entsendende Organisation"),
    )
    unit = models.ForeignKey(
        OrgUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_to",
        verbose_name=_("entsendende Stelle des Landes"),
    )
    sender_text = models.CharField(_("Entsendend, als Text"), max_length=200, blank=True)
    begins = models.DateField(_("besteht ab"), null=True, blank=True)
    ends = models.DateField(_("besteht bis"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitz")
        verbose_name_plural = _("Sitze")
        ordering = ["group__order", "group_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="seat_number_once"),
            models.CheckConstraint(
                condition=Q(organisation=None, unit=None) | Q(organisation=None, sender_text="") | Q(unit=None, sender_text=""),
                name="seat_one_sender",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")), name="seat_dates_in_order"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group} {self.number}"

    @property
    def sender(self) -> str:
        """Who sends somebody, in words; empty when anybody may be called."""
        if self.organisation is not None:
            return self.organisation.name
        return f"{self.unit.short} {self.unit.name}" if self.unit is not None else self.sender_text

    def exists_on(self, day: date) -> bool:
        """Part of the concept on a day."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)
