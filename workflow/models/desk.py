"""Everyday work on a case: Beteiligung, Wiedervorlage, Vermerk, Verfügung."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import OrgUnit, User
from workflow.models.access import AccessRequest
from workflow.models.case import Case
from workflow.models.task import CaseTask
from workflow.querysets import OfCaseQuerySet
from workflow.states import Extent


class ParticipationKind(models.TextChoices):
    """How a unit takes part without a task of its own."""

    INFORMATION = "information", _("zur Kenntnis")
    STATEMENT = "statement", _("Stellungnahme")
    CO_REVIEW = "co_review", _("Mitprüfung")
    COSIGN = "cosign", _("Mitzeichnung")
    CONSULTED = "consulted", _("Benehmen")
    CONCURRED = "concurred", _("Einvernehmen")


class Participation(models.Model):
    """Beteiligung: the lead lets a unit or a person see the case, as far as it says; for a restricted case this is the distribution list."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("Einheit"))
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("Person"))
    kind = models.CharField(_("Art"), max_length=12, choices=ParticipationKind, default=ParticipationKind.INFORMATION)
    scope = models.CharField(_("Punkte"), max_length=300, blank=True)
    extent = models.PositiveSmallIntegerField(
        _("Umfang"), choices=[choice for choice in Extent.choices if choice[0] != Extent.LIST], default=Extent.FILE
    )
    until = models.DateField(_("bis"), null=True)
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    request = models.ForeignKey(AccessRequest, models.PROTECT, null=True, related_name="opened")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Beteiligung")
        verbose_name_plural = _("Beteiligungen")
        constraints = [
            models.UniqueConstraint(fields=["unit", "case"], condition=Q(ended_at=None), name="participation_once"),
            models.UniqueConstraint(
                fields=["person", "case"], condition=Q(ended_at=None), name="participation_of_person_once"
            ),
            models.CheckConstraint(
                condition=Q(unit=None, person__isnull=False) | Q(unit__isnull=False, person=None),
                name="participation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(until__isnull=False), name="participation_of_person_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.person}: {self.get_kind_display()}"


class FollowUpKind(models.TextChoices):
    """Why something comes back."""

    SUBJECT = "subject", _("fachlich")
    DEADLINE = "deadline", _("Frist")
    GENERAL = "general", _("allgemein")


class FollowUp(models.Model):
    """Wiedervorlage: a promise of a task; on its day the tick opens the task."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("Wiedervorlage am"))
    reason = models.CharField(_("Anlass"), max_length=300)
    kind = models.CharField(_("Art"), max_length=10, choices=FollowUpKind, default=FollowUpKind.SUBJECT)
    for_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("für"))
    for_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Einheit"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    task = models.OneToOneField(CaseTask, models.PROTECT, null=True, related_name="follow_up")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wiedervorlage")
        verbose_name_plural = _("Wiedervorlagen")
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["on"], condition=Q(task=None, cancelled_at=None), name="followup_waiting")]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.reason}"


class NoteKind(models.TextChoices):
    """Kinds of Vermerk."""

    CONVERSATION = "conversation", _("Gespräch")
    PHONE = "phone", _("Telefonat")
    STATUS = "status", _("Sachstand")
    DECISION = "decision", _("Entscheidungsvermerk")


class Note(models.Model):
    """Vermerk: never changed; a correction is a new note."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    kind = models.CharField(_("Art"), max_length=12, choices=NoteKind, default=NoteKind.STATUS)
    text = models.TextField(_("Vermerk"))
    occurred_on = models.DateField(_("vom"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vermerk")
        verbose_name_plural = _("Vermerke")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.occurred_on:%d.%m.%Y}"


class DispositionAction(models.TextChoices):
    """Numbered steps of a Verfügung."""

    INFORM = "inform", _("z. K.")
    COSIGN = "cosign", _("z. Mz.")
    PROCESS = "process", _("zur Bearbeitung")
    FOLLOW_UP = "follow_up", _("Wv.")
    FILE = "file", _("z.d.A.")


class Disposition(models.Model):
    """Verfügung: an ordered list of instructions on a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="dispositions")
    text = models.TextField(_("Verfügung"), blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verfügung")
        verbose_name_plural = _("Verfügungen")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Vfg. {self.at:%d.%m.%Y}"


class DispositionStep(models.Model):
    """One numbered step; its task says whether it is done."""

    disposition = models.ForeignKey(Disposition, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10, choices=DispositionAction)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    task = models.OneToOneField(CaseTask, models.PROTECT, null=True, related_name="disposition_step")
    follow_up = models.OneToOneField(FollowUp, models.PROTECT, null=True, related_name="disposition_step")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["disposition", "number"], name="disposition_numbers_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_action_display()}"
