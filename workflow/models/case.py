"""Cases, their files and the rules they began with."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess

from directory.models import FieldOfAction, Organisation, OrgUnit, User
from workflow.lifecycle import Lifecycle
from workflow.querysets import CaseQuerySet
from workflow.states import PHASE_OF, CaseState, Confidentiality, Phase

ORIGIN = "origin"
"""The relation every kind knows: a case that came of another, in an Akte of its own. Others are named by the kind."""


class CaseFile(models.Model):
    """Akte: the lasting file of one subject; its cases (Vorgänge) are numbered within it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan_code = models.CharField(_("Aktenplankennzeichen"), max_length=40)
    number = models.PositiveIntegerField()
    reference = models.CharField(_("Aktenzeichen"), max_length=80, unique=True)
    subject = models.CharField(_("Betreff"), max_length=300)
    last_case_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Akte")
        verbose_name_plural = _("Akten")
        constraints = [models.UniqueConstraint(fields=["plan_code", "number"], name="casefile_number_once")]

    def __str__(self) -> str:
        return self.reference


class FileCounter(models.Model):
    """Last number given under one Aktenplankennzeichen; only ever counted up."""

    plan_code = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.plan_code}: {self.last}"


class Procedure(models.Model):
    """One version of what an office may set itself: periods, who co-signs, unanimity. Never edited: a change is a new version."""

    kind = models.CharField(_("Vorgangsart"), max_length=30)
    version = models.PositiveIntegerField(_("Fassung"))
    valid_from = models.DateField(_("gültig ab"))
    rules = models.JSONField(_("Regeln"), default=dict)
    remark = models.CharField(_("Anmerkung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Verfahren")
        verbose_name_plural = _("Verfahren")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="procedure_version_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Case(Lifecycle, AbstractProcess):
    """Vorgang, and viewflow's process at once: one row to lock, one row to update."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Vorgangsart"), max_length=30)
    title = models.CharField(_("Betreff"), max_length=300)
    case_file = models.ForeignKey(CaseFile, models.PROTECT, related_name="cases", verbose_name=_("Akte"))
    number = models.PositiveIntegerField()
    reference = models.CharField(_("Vorgangszeichen"), max_length=90, unique=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+", verbose_name=_("Verfahren"))
    lead_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Federführung"))
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("Bearbeitung"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="cases", verbose_name=_("Partner")
    )
    shared_on = models.DateField(_("für den Partner sichtbar seit"), null=True)
    fields_of_action = models.ManyToManyField(FieldOfAction, related_name="cases", verbose_name=_("Handlungsfelder"))
    affected_units = models.ManyToManyField(OrgUnit, related_name="+", verbose_name=_("betroffene Ressorts"))
    confidentiality = models.CharField(
        _("Vertraulichkeit"), max_length=12, choices=Confidentiality, default=Confidentiality.NORMAL
    )
    # On the row itself, so that whoever has waited for its lock reads it fresh; the reasons stand in the history.
    excluded = ArrayField(
        models.BigIntegerField(), verbose_name=_("ausgeschlossene Personen"), default=list, blank=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="linked", verbose_name=_("Bezugsvorgang")
    )
    relation = models.CharField(_("Bezug"), max_length=12, blank=True, default="")
    opened_at = models.DateTimeField(_("angelegt"))
    state_since = models.DateTimeField()
    filed_on = models.DateField(_("z.d.A. am"), null=True)
    finished = None

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorgang")
        verbose_name_plural = _("Vorgänge")
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["lead_unit", "state"], name="case_lead"),
            models.Index(fields=["organisation"], name="case_organisation"),
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
            models.Index(
                fields=["lead_unit"], condition=Q(confidentiality=Confidentiality.RESTRICTED), name="case_restricted"
            ),
            GinIndex(fields=["excluded"], condition=~Q(excluded=[]), name="case_excluded"),
            GinIndex(OpClass(Lower("title"), name="gin_trgm_ops"), name="case_title_search"),
            GinIndex(OpClass(Lower("reference"), name="gin_trgm_ops"), name="case_reference_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case_file", "number"], name="case_number_once"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(relation="") | Q(parent__isnull=False), name="case_relation_has_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Address of the case page."""
        return reverse("case", args=[self.pk])

    @property
    def phase(self) -> Phase | None:
        """Phase of the stepper; none once a case ended before it came into force."""
        return PHASE_OF.get(CaseState(self.state))
