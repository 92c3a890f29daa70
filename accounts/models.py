"""What sign-in remembers: who is signed in, what failed, and what has to be told of it."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A browser that is signed in, or about to be; with the columns that its owner recognises it by.

    The database deletes those of an account that is deactivated, however that is done.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=40, blank=True)
    program = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        indexes = [models.Index(fields=["user", "began_at"], name="session_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.program}"  # never the key: it is a secret

    @property
    def mark(self) -> str:
        """What names the session in a page; its key stays with its browser."""
        return salted_hmac("accounts.session", self.session_key, algorithm="sha256").hexdigest()


class Failure(models.Model):
    """Sign-ins that failed: of an account from one place, of an account from anywhere (`place` empty), or from a place (`account` empty).

    The account is a keyed hash of what was typed: people type passwords into the wrong field.
    """

    account = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    closed_until = models.DateTimeField()
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Fehlversuch")
        verbose_name_plural = _("Fehlversuche")
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="failure_once")]
        indexes = [models.Index(fields=["place", "failed_at"], name="failure_place")]

    def __str__(self) -> str:
        return f"{self.account[:8]} {self.place}: {self.count}"


class NoticeKind(models.TextChoices):
    """What befalls an account, or all of them, and who has to hear of it."""

    CLOSED = "closed", _("zu viele Fehlversuche an einem Konto")
    SPRAYED = "sprayed", _("viele Konten wurden durchprobiert")
    RESET_ASKED = "reset_asked", _("ein neues Passwort wurde verlangt")
    PASSWORD_CHANGED = "password_changed", _("das Passwort wurde geändert")
    ADDRESS_CHANGED = "address_changed", _("die E-Mail-Adresse wurde geändert")


class Notice(models.Model):
    """Something to be told; `key` makes it one notice however often it is written. Whoever tells it (the app above that mails) sets `told_at`."""

    kind = models.CharField(max_length=20, choices=NoticeKind)
    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    address = models.EmailField(blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        indexes = [models.Index(fields=["id"], condition=models.Q(told_at=None), name="notice_to_tell")]

    def __str__(self) -> str:
        return self.key
