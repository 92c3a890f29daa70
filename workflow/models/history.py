"""What happened: events nobody can rewrite, their anchors, and what is to be announced."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import User
from workflow.models.case import Case
from workflow.models.task import CaseTask
from workflow.querysets import OfCaseQuerySet


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


class Mailed(models.Model):
    """Something that goes out as a mail, once, and is tried again for a while when the server does not take it."""

    mailed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ExternalMail(Mailed):
    """A mail to somebody without an account. Written in the transaction of what it tells of; `key` makes it one mail however often it is written."""

    key = models.CharField(max_length=120, unique=True)
    address = models.EmailField(_("E-Mail"))
    subject = models.CharField(_("Betreff"), max_length=300)
    body = models.TextField(_("Text"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("E-Mail nach außen")
        verbose_name_plural = _("E-Mails nach außen")
        indexes = [
            models.Index(fields=["id"], condition=Q(mailed_at=None, failed_at=None), name="external_to_mail"),
        ]

    def __str__(self) -> str:
        return self.subject
