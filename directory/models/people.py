"""People, their posts, and who stands in for whom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models.dated import Dated
from directory.models.units import OrgUnit, Rank


class User(AbstractUser):
    """A person with an account. Deactivated when they leave, never deleted: the history names them."""

    title = models.CharField(_("Titel"), max_length=40, blank=True)
    appearance = models.CharField(_("Darstellung"), max_length=8, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Title, first and last name, or the account name when no name is stored."""
        return " ".join(filter(None, [self.title, self.first_name, self.last_name])) or self.username

    @property
    def initials(self) -> str:
        """Two letters for the round badge."""
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.username[:2].upper()


class Membership(Dated):
    """A person's place in a unit, with the rank she has there."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("Person"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="memberships", verbose_name=_("Einheit"))
    rank = models.PositiveSmallIntegerField(_("Rang"), choices=Rank, default=Rank.CASE_WORKER)
    function_title = models.CharField(_("Funktionsbezeichnung"), max_length=120, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Zugehörigkeit")
        verbose_name_plural = _("Zugehörigkeiten")
        indexes = [
            models.Index(fields=["user", "valid_from"], name="membership_user"),
            models.Index(fields=["unit", "rank"], name="membership_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"


class DeputyScope(models.TextChoices):
    """How far a deputy may go."""

    FULL = "full", _("alle Aufgaben einschließlich Schlusszeichnung")
    NO_SIGNATURE = "no_signature", _("alle Aufgaben ohne Schlusszeichnung")


class Deputyship(Dated):
    """Who stands in for whom, from when to when, and how far."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="deputies", verbose_name=_("vertretene Person"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputyships", verbose_name=_("Vertretung"))
    scope = models.CharField(_("Umfang"), max_length=20, choices=DeputyScope, default=DeputyScope.FULL)
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nur für Einheit")
    )
    reason = models.CharField(_("Anlass"), max_length=120, blank=True)
    announced_at = models.DateTimeField(null=True, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("Vertretung")
        verbose_name_plural = _("Vertretungen")
        indexes = [models.Index(fields=["deputy", "valid_from"], name="deputyship_deputy")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputyship_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} für {self.principal}"
