"""Einsicht: somebody asks to be let into restricted cases."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from directory.models import OrgUnit, UnitFunction, User
from directory.standing import Standing
from workflow.concerns import has_office, heads
from workflow.models.case import Case


class AccessAnswer(models.TextChoices):
    """What came of it."""

    GRANTED = "granted", _("gewährt")
    REFUSED = "refused", _("abgelehnt")


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    """Requests."""

    def of(self, standing: Standing) -> Self:
        """One's own, newest first."""
        return self.filter(asked_by=standing.user).order_by("-asked_at", "-pk")

    def open(self) -> Self:
        """Not yet answered."""
        return self.filter(decided_at=None)

    def decidable_by(self, standing: Standing) -> Self:
        """Open requests that are with the person: those to units she heads, those that name a case her units lead, as far as she reads it.

        What names a case is with the Fachadministration too: whether there is such a case must not follow from whether somebody answers.
        """
        led = Case.objects.in_full_view_of(standing).filter(
            lead_unit__in=heads(standing), reference=OuterRef("reference")
        )
        hers = Q(unit__in=heads(standing)) | Q(Exists(led))
        if has_office(standing, UnitFunction.ADMINISTRATION):
            hers |= Q(unit=None)
        return self.open().filter(hers).exclude(asked_by=standing.user)


class AccessRequest(models.Model):
    """Bitte um Einsicht, to a unit about what it leads, or about one case by its reference as it was typed.

    It holds no case: whether one stands behind the reference is nobody's to learn from it, and what was opened stands in the case's Beteiligung.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("Einheit"))
    reference = models.CharField(_("Vorgangszeichen"), max_length=90, blank=True)
    reason = models.CharField(_("Grund"), max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("Antwort"), max_length=10, choices=AccessAnswer, blank=True)
    words = models.CharField(_("Begründung"), max_length=500, blank=True)
    until = models.DateField(_("bis"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True, editable=False)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bitte um Einsicht")
        verbose_name_plural = _("Bitten um Einsicht")
        indexes = [
            models.Index(fields=["id"], condition=Q(decided_at=None), name="access_open"),
            models.Index(fields=["id"], condition=Q(announced_at=None), name="access_to_tell"),
            models.Index(fields=["asked_by", "-asked_at"], name="access_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None) & ~Q(reference="") | Q(unit__isnull=False, reference=""), name="access_to_one"
            ),
            models.UniqueConstraint(
                fields=["asked_by", "unit", "reference"],
                condition=Q(decided_at=None),
                nulls_distinct=False,
                name="access_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, answer="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, answer__in=AccessAnswer.values),
                name="access_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer=AccessAnswer.GRANTED) | Q(until__isnull=False), name="access_granted_ends"
            ),
            models.CheckConstraint(
                condition=~Q(answer=AccessAnswer.REFUSED) | ~Q(words=""), name="access_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by}: {self.unit or self.reference}"
