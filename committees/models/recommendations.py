"""What a body recommends, and how far it has come."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committees.models.sessions import Session
from committees.session_querysets import RecommendationQuerySet
from committees.session_states import RecommendationStatus
from directory.models import FieldOfAction, OrgUnit
from workflow.models import Case


class Recommendation(models.Model):
    """Empfehlung of a body to those who have to carry it out; tracked until it is done or given up with a reason."""

    body = models.ForeignKey(OrgUnit, models.PROTECT, related_name="recommendations", verbose_name=_("Gremium"))
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("Sitzung")
    )
    given_on = models.DateField(_("Empfehlung vom"))
    title = models.CharField(_("Kurztitel"), max_length=200)
    text = models.TextField(_("Wortlaut"))
    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="recommendations", verbose_name=_("Handlungsfeld")
    )
    responsible_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("zuständig"))
    status = models.CharField(
        _("Stand"), max_length=10, choices=RecommendationStatus, default=RecommendationStatus.OPEN
    )
    due_on = models.DateField(_("umzusetzen bis"), null=True, blank=True)
    remarks = models.TextField(_("Sachstand"), blank=True)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Vorgang, der ihr dient")
    )
    changed_at = models.DateTimeField()

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Empfehlung")
        verbose_name_plural = _("Empfehlungen")
        ordering = ["-given_on", "-id"]
        indexes = [models.Index(fields=["field", "status"], name="recommendation_field")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=RecommendationStatus.DROPPED) | ~Q(remarks=""), name="recommendation_dropped_why"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the recommendation."""
        return reverse("recommendation", args=[self.pk])
