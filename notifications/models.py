"""Messages to people, and how each wants to be told."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import User
from directory.standing import Standing
from workflow.models import Mailed, Outbox


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages."""

    def visible_to(self, standing: Standing) -> Self:
        """One's own, without those about cases one has since been excluded from."""
        about = self.filter(outbox__case__excluded__contains=[standing.user.pk])
        return self.filter(recipient=standing.user).exclude(pk__in=about.values("pk"))


class Message(Mailed):
    """One announcement to one person; the mail goes out at most once under its deterministic Message-ID."""

    outbox = models.ForeignKey(Outbox, models.PROTECT, null=True, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="messages")
    subject = models.CharField(_("Betreff"), max_length=300)
    body = models.TextField(_("Text"))
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-at"], name="message_recipient"),
            models.Index(fields=["id"], condition=Q(mailed_at=None, failed_at=None), name="message_to_mail"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def address(self) -> str:
        """Where the mail goes; empty for a person without one."""
        return self.recipient.email
