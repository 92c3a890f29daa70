"""Abberufung: a mandate is taken back by whoever gave it, inside the case that gave it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.appointment import Appointment
from committees.models.mandates import Mandate

TOKEN = "recall"  # noqa: S105 -- names a branch of a flow


class Hearing(models.TextChoices):
    """Whether the person could say something before it was decided."""

    HEARD = "heard", _("angehört")
    OFFERED = "offered", _("Gelegenheit gegeben, keine Äußerung")
    NOT = "not", _("nicht angehört, siehe Gründe")


class Recall(models.Model):
    """One Abberufung, from its beginning to the decision or until it is not pursued. Several may run beside each other, each under a token of its own."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="recalls", verbose_name=_("Berufung"))
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="recalls", verbose_name=_("Mandat"))
    last_day = models.DateField(_("Letzter Tag"), null=True)
    reasons = models.TextField(_("Gründe"))
    hearing = models.CharField(_("Anhörung"), max_length=7, choices=Hearing, blank=True)
    begun_on = models.DateField(_("begonnen am"))
    decided_on = models.DateField(_("entschieden am"), null=True)
    dropped_on = models.DateField(_("nicht weiterverfolgt seit"), null=True)

    class Meta:
        verbose_name = _("Abberufung")
        verbose_name_plural = _("Abberufungen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decided_on=None) | Q(dropped_on=None), name="recall_one_end"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(mandate__isnull=False, last_day__isnull=False),
                name="recall_decided_on_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.mandate}" if self.mandate else str(self._meta.verbose_name)

    @property
    def token(self) -> str:
        """Under which its tasks run, so that each finds its own."""
        return f"{TOKEN}{self.pk}"
