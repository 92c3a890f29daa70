"""What somebody, the clock or a worker has to do in a case."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractTask
from viewflow.workflow.status import STATUS

from directory.models import Organisation, OrgUnit, Rank, User
from workflow.deadlines import Deadline
from workflow.models.case import Case
from workflow.querysets import CaseTaskQuerySet
from workflow.states import Extent

if TYPE_CHECKING:
    from workflow.nodes import CaseNode


class TaskKind(models.TextChoices):
    """What a task row waits for."""

    HUMAN = "HUMAN", _("Aufgabe")
    JOB = "JOB", _("Hintergrundauftrag")
    WAIT = "WAIT", _("Termin")


class CaseTask(AbstractTask):
    """One thing somebody (or the clock, or a worker) has to do in a case."""

    # viewflow's columns that nothing here fills or reads
    previous = external_task_id = scheduled = assigned = started = finished = None
    owner_permission = owner_permission_content_type = owner_permission_obj_pk = owner_permission_obj = None

    process = models.ForeignKey(Case, models.PROTECT, related_name="task_set", related_query_name="task")
    status = models.CharField(max_length=12, choices=STATUS.choices, default=STATUS.NEW)
    created = models.DateTimeField(auto_now_add=True)
    title = models.CharField(_("Aufgabe"), max_length=300)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("zuständig"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("Partner")
    )
    rank = models.PositiveSmallIntegerField(_("Mindestrang"), default=Rank.MEMBER)
    opens = models.PositiveSmallIntegerField(choices=Extent, default=Extent.TASK)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("Bearbeitung")
    )
    opened_at = models.DateTimeField(_("eröffnet"))
    claimed_at = models.DateTimeField(_("übernommen"), null=True)
    closed_at = models.DateTimeField(_("erledigt"), null=True)
    due_on = models.DateField(_("Frist"), null=True)
    deadline = models.JSONField(null=True)
    hard_due_on = models.DateField(_("äußerste Frist"), null=True)
    paused_on = models.DateField(_("ruht seit"), null=True)
    pause_reason = models.CharField(max_length=200, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    escalation_level = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True)
    outcome = models.CharField(_("Ergebnis"), max_length=30, blank=True)
    note = models.TextField(_("Anmerkung"), blank=True)
    instruction = models.TextField(_("Auftrag"), blank=True)
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")
    cause = models.ForeignKey("self", models.PROTECT, null=True, related_name="consequences")
    data = models.JSONField(default=dict)

    objects = CaseTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        indexes = [
            models.Index(fields=["process", "closed_at"], name="task_case"),
            # What an index includes lets the inbox count without reading the table.
            models.Index(
                fields=["owner", "due_on", "id"],
                include=["flow_task_type", "paused_on", "process", "organisation"],
                condition=Q(closed_at=None, owner__isnull=False),
                name="task_mine",
            ),
            models.Index(
                fields=["unit", "due_on", "id"],
                include=["flow_task_type", "paused_on", "rank", "owner", "process"],
                condition=Q(closed_at=None),
                name="task_unit_open",
            ),
            # Whoever has or had a task sees its case.
            models.Index(fields=["unit", "process"], name="task_unit_case"),
            models.Index(
                fields=["owner", "process"], condition=Q(owner__isnull=False, organisation=None), name="task_owner_case"
            ),
            models.Index(
                fields=["organisation", "due_on", "id"], condition=Q(organisation__isnull=False), name="task_partner"
            ),
            models.Index(fields=["due_on", "id"], condition=Q(closed_at=None), name="task_due"),
            GinIndex(OpClass(Lower("title"), name="gin_trgm_ops"), name="task_title_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(unit=None) | Q(organisation=None), name="task_one_addressee"),
            models.CheckConstraint(
                condition=Q(status__in=[STATUS.NEW, STATUS.ASSIGNED, STATUS.ERROR], closed_at=None)
                | Q(status__in=[STATUS.DONE, STATUS.CANCELED], closed_at__isnull=False),
                name="task_closed_when_done",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the task page."""
        return reverse("task", args=[self.pk])

    @property
    def case(self) -> Case:
        """The case under the name the office uses."""
        return self.process

    @property
    def node(self) -> "CaseNode":
        """The declaration this task follows."""
        return self.flow_task

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.closed_at is None

    @property
    def computed_deadline(self) -> "Deadline | None":
        """The deadline with its explanation, as it was stored."""
        return Deadline.from_json(self.deadline) if self.deadline else None
