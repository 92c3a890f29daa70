"""Cases, their tasks, their history. Rows are written by the step and by services, never by views."""

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from directory.models import FieldOfAction, Organisation, OrgUnit, Rank, User
from workflow.deadlines import Deadline
from workflow.lifecycle import Lifecycle
from workflow.querysets import CaseQuerySet, CaseTaskQuerySet, OfCaseQuerySet
from workflow.states import PHASE_OF, CaseState, Phase

if TYPE_CHECKING:
    from workflow.nodes import CaseNode


class Confidentiality(models.TextChoices):
    """Who may know of a case at all."""

    NORMAL = "normal", _("dienstlich")
    RESTRICTED = "restricted", _("nur Verteiler")


class Relation(models.TextChoices):
    """Why a case is linked to its parent."""

    NONE = "", _("eigenständig")
    AMENDMENT = "amendment", _("Nachtrag")
    RENEWAL = "renewal", _("Verlängerung")


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
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="linked", verbose_name=_("Bezugsvorgang")
    )
    relation = models.CharField(_("Bezug"), max_length=12, choices=Relation, blank=True, default=Relation.NONE)
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
            models.Index(
                fields=["owner", "due_on", "id"], condition=Q(closed_at=None, owner__isnull=False), name="task_mine"
            ),
            models.Index(fields=["unit", "due_on", "id"], condition=Q(closed_at=None, owner=None), name="task_pool"),
            models.Index(fields=["unit", "process"], name="task_unit_case"),
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


class CaseEvent(models.Model):
    """One entry of the history. Append-only and hash-chained per case by the database."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="events")
    seq = models.PositiveIntegerField(default=0)
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, db_index=False, related_name="+")
    actor = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")
    action = models.CharField(max_length=60)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField(default=dict)
    hash = models.BinaryField(default=bytes)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokolleinträge")
        ordering = ["case", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_chain_has_no_forks")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.action}"


class ChainAnchor(models.Model):
    """Heads of all chains that grew since the anchor before; finds cut tails and vanished cases."""

    at = models.DateTimeField()
    heads = models.JSONField(default=dict)
    last_event = models.BigIntegerField(default=0)
    hash = models.BinaryField()

    class Meta:
        verbose_name = _("Anker")
        verbose_name_plural = _("Anker")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {bytes(self.hash).hex()[:12]}"


class Outbox(models.Model):
    """Something that happened and is to be announced; written with the step, drained by notifications."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="+")
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, db_index=False, related_name="+")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="outbox_todo")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ParticipationKind(models.TextChoices):
    """How a unit takes part without a task of its own."""

    INFORMATION = "information", _("zur Kenntnis")
    STATEMENT = "statement", _("Stellungnahme")
    CO_REVIEW = "co_review", _("Mitprüfung")
    COSIGN = "cosign", _("Mitzeichnung")
    CONSULTED = "consulted", _("Benehmen")
    CONCURRED = "concurred", _("Einvernehmen")


class Participation(models.Model):
    """Beteiligung: lets a unit see the case; for a restricted case this is the distribution list."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Einheit"))
    kind = models.CharField(_("Art"), max_length=12, choices=ParticipationKind, default=ParticipationKind.INFORMATION)
    scope = models.CharField(_("Punkte"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Beteiligung")
        verbose_name_plural = _("Beteiligungen")
        constraints = [
            models.UniqueConstraint(fields=["unit", "case"], condition=Q(ended_at=None), name="participation_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}"


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


class CalendarDayKind(models.TextChoices):
    """What makes a day special."""

    HOLIDAY = "holiday", _("Feiertag")
    CLOSURE = "closure", _("Dienststelle geschlossen")


class CalendarDay(models.Model):
    """A one-off public holiday (§ 2 HFeiertagsG) or a day the office is closed."""

    day = models.DateField(_("Tag"))
    name = models.CharField(_("Bezeichnung"), max_length=100)
    kind = models.CharField(_("Art"), max_length=10, choices=CalendarDayKind)

    class Meta:
        verbose_name = _("besonderer Tag")
        verbose_name_plural = _("besondere Tage")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "kind"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.name}"


class ClockOffset(models.Model):
    """How far the demonstration's clock runs ahead; one row."""

    offset_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="clock_offset_one_row")]

    def __str__(self) -> str:
        return str(self.offset_seconds)
