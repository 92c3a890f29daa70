"""The agenda: what a session deals with, what was resolved, and how each seat answered in the Umlauf."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.sessions import Attendance, Session
from committees.session_querysets import AgendaItemQuerySet
from committees.session_states import Answer, Result
from directory.models import OrgUnit, User
from documents.models import DocumentVersion
from workflow.models import Case, CaseTask


class AgendaItem(models.Model):
    """Tagesordnungspunkt. `task` is the open task that ends with the result; a postponed item is taken up by one that `follows` it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Gegenstand"), max_length=300)
    explanation = models.TextField(_("Erläuterung"), blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", verbose_name=_("Vorgang"))
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, related_name="+")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    versions = models.ManyToManyField(DocumentVersion, related_name="+", verbose_name=_("Unterlagen"))
    discussion = models.TextField(_("Verlauf der Beratung"), blank=True)
    resolution = models.TextField(_("Beschluss"), blank=True)
    result = models.CharField(_("Ergebnis"), max_length=10, choices=Result, blank=True, default=Result.OPEN)
    yes = models.PositiveSmallIntegerField(_("Ja"), default=0)
    no = models.PositiveSmallIntegerField(_("Nein"), default=0)
    abstained = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)
    excluded = models.ManyToManyField(Attendance, related_name="+", verbose_name=_("befangen"))
    present = models.PositiveSmallIntegerField(_("Anwesende Stimmen"), null=True)
    needed = models.PositiveSmallIntegerField(_("nötig für Beschlussfähigkeit"), null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tagesordnungspunkt")
        verbose_name_plural = _("Tagesordnungspunkte")
        ordering = ["session", "order", "id"]
        constraints = [
            # What waits for one decision stands on one agenda at a time.
            models.UniqueConstraint(
                fields=["task"], condition=Q(task__isnull=False, result=Result.OPEN), name="agenda_task_once"
            ),
            models.CheckConstraint(
                condition=Q(result=Result.OPEN) | Q(recorded_at__isnull=False), name="agenda_result_recorded"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_decided(self) -> bool:
        """Has a result."""
        return self.result != Result.OPEN


class Ballot(models.Model):
    """What one seat answered on one item of an Umlauf; changed until it is counted."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Sitz"))
    answer = models.CharField(_("Antwort"), max_length=8, choices=Answer)
    remark = models.CharField(_("Bemerkung"), max_length=500, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded = models.BooleanField(_("durch die Geschäftsstelle eingetragen"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("Antwort im Umlauf")
        verbose_name_plural = _("Antworten im Umlauf")
        ordering = ["item", "seat__short"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_answer_display()}"
