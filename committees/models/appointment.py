"""Berufung: which seats are to be filled from when to when, and who was named for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from committees.models.bodies import Body, Seat
from committees.models.mandates import Function, Member
from workflow.models import Case

PROFILE_LENGTH = 1000


class Decider(models.TextChoices):
    """Who appoints, and therefore who recalls."""

    MINISTER = "minister", _("Ministerin oder Minister")
    CABINET = "cabinet", _("Kabinett")


class Appointment(models.Model):
    """Detail of an appointment case: the first composition of a term, a renewal, or one seat after somebody left."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="appointment")
    body = models.ForeignKey(Body, models.PROTECT, related_name="appointments", verbose_name=_("Gremium"))
    seats = models.ManyToManyField(Seat, related_name="appointments", verbose_name=_("Sitze"))
    begins = models.DateField(_("Beginn der Mandate"))
    ends = models.DateField(_("Ende der Mandate"), null=True, blank=True)
    decider = models.CharField(_("Es entscheidet"), max_length=8, choices=Decider, default=Decider.MINISTER)
    cabinet_on = models.DateField(_("Beschluss des Kabinetts vom"), null=True, blank=True)
    parity_reason = models.TextField(_("Begründung zur Parität"), blank=True)
    representation_reason = models.TextField(_("Zur Teilhabe"), blank=True)

    class Meta:
        verbose_name = _("Berufung")
        verbose_name_plural = _("Berufungen")
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("begins")), name="appointment_dates_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.body}"


class Proposal(models.Model):
    """Somebody named for a seat, as a member or as her deputy. Whoever is not appointed is forgotten when the appointment takes effect."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="proposals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="proposals", verbose_name=_("Sitz"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="proposals", verbose_name=_("Person"))
    function = models.CharField(_("Funktion"), max_length=10, choices=Function, default=Function.MEMBER)
    line = models.CharField(_("Funktion, Organisation"), max_length=200, blank=True)
    profile = models.TextField(_("Kurzprofil"), max_length=PROFILE_LENGTH, blank=True)
    chosen = models.BooleanField(_("vorgesehen"), default=False)
    accepted = models.BooleanField(_("angenommen"), null=True)
    answered_on = models.DateField(_("angenommen am"), null=True, blank=True)
    informed = models.BooleanField(_("Datenschutzhinweise bestätigt"), default=False)

    class Meta:
        verbose_name = _("Benennung")
        verbose_name_plural = _("Benennungen")
        ordering = ["seat__group__order", "seat__number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "seat", "function"], condition=Q(chosen=True), name="proposal_one_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.member}"

    @property
    def is_deputy(self) -> bool:
        """Named to stand in; does not fill the seat."""
        return self.function == Function.DEPUTY

    @property
    def label(self) -> str:
        """Seat, person, what for, and what she is, in one line."""
        role = f" ({Function(self.function).label})" if self.is_deputy else ""
        return f"{self}{role}{f', {self.line}' if self.line else ''}"
