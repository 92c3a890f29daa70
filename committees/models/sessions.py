"""Sessions: when a body meets or resolves in writing, who was asked, what was written down."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from committees.session_querysets import SessionQuerySet
from committees.session_states import Presence, Quorum, SessionKind, SessionState
from directory.models import OrgUnit, User
from workflow.deadlines import Period


class BodyRules(models.Model):
    """How a body works. No source confirms any of it: an office edits it, and names its source once there is one."""

    body = models.OneToOneField(OrgUnit, models.PROTECT, related_name="session_rules", verbose_name=_("Gremium"))
    invitation_lead = models.CharField(_("Einladung vor der Sitzung"), max_length=10, default="3 w")
    papers_lead = models.CharField(_("Unterlagen vor der Sitzung"), max_length=10, default="2 w")
    objection_period = models.CharField(_("Einwände gegen die Niederschrift"), max_length=10, default="2 w")
    quorum = models.CharField(_("Beschlussfähigkeit"), max_length=12, choices=Quorum, default=Quorum.HALF)
    unanimous = models.BooleanField(_("Beschlüsse nur einstimmig"), default=False)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Regeln eines Gremiums")
        verbose_name_plural = _("Regeln der Gremien")

    def __str__(self) -> str:
        return str(self.body)

    @property
    def invitation_period(self) -> str:
        """In words: 3 Wochen."""
        return str(Period.parse(self.invitation_lead))

    @property
    def papers_period(self) -> str:
        """In words: 2 Wochen."""
        return str(Period.parse(self.papers_lead))


class Session(models.Model):
    """Sitzung or Umlauf. For an Umlauf `held_on` is the last day to answer."""

    body = models.ForeignKey(OrgUnit, models.PROTECT, related_name="sessions", verbose_name=_("Gremium"))
    year = models.PositiveSmallIntegerField(_("Jahr"))
    number = models.PositiveSmallIntegerField(_("Nummer im Jahr"))
    kind = models.CharField(_("Verfahren"), max_length=12, choices=SessionKind, default=SessionKind.SITTING)
    state = models.CharField(_("Stand"), max_length=8, choices=SessionState, default=SessionState.PLANNED)
    held_on = models.DateField(_("Tag"))
    begins_at = models.TimeField(_("Beginn"), null=True, blank=True)
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    introduction = models.TextField(_("Text der Einladung"), blank=True)
    invited_at = models.DateTimeField(null=True)
    papers_sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(_("Grund der Absage"), max_length=300, blank=True)
    minutes_remarks = models.TextField(_("Bemerkungen der Niederschrift"), blank=True)
    minutes = models.JSONField(null=True)
    minutes_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    minutes_issued_at = models.DateTimeField(null=True)
    objections_until = models.DateField(_("Einwände bis"), null=True)
    minutes_final_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["body", "held_on"], name="session_body")]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "year", "number"], name="session_number_once"),
            models.CheckConstraint(
                condition=Q(minutes_final_at=None) | Q(minutes_issued_at__isnull=False),
                name="session_minutes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.PLANNED) | Q(invited_at__isnull=False), name="session_invited_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.short}: {self.label}"

    def get_absolute_url(self) -> str:
        """Address of the session."""
        return reverse("session", args=[self.pk])

    @property
    def label(self) -> str:
        """Its number in words: 2. Sitzung 2026."""
        return f"{self.number}. {self.get_kind_display()} {self.year}"

    @property
    def is_circulation(self) -> bool:
        """Resolves in writing."""
        return self.kind == SessionKind.CIRCULATION

    @property
    def is_open(self) -> bool:
        """Neither over nor cancelled."""
        return self.state != SessionState.CLOSED and self.cancelled_at is None

    @property
    def is_running(self) -> bool:
        """Results can be recorded."""
        return self.state == SessionState.RUNNING and self.cancelled_at is None


class Attendance(models.Model):
    """Who was invited and who came. A seat without a person is kept: it counts for the quorum."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("Sitz"))
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    votes = models.BooleanField(_("stimmberechtigt"), default=True)
    presence = models.CharField(_("Anwesenheit"), max_length=8, choices=Presence, blank=True, default=Presence.OPEN)
    represented_by = models.CharField(_("vertreten durch"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Teilnahme")
        verbose_name_plural = _("Teilnahmen")
        ordering = ["-votes", "seat__short", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "seat"], condition=Q(seat__isnull=False), name="attendance_seat_once"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.seat.short if self.seat else "", self.name]))


class Objection(models.Model):
    """Einwand against the Niederschrift, and what became of it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="objections")
    name = models.CharField(_("erhoben von"), max_length=200)
    text = models.TextField(_("Einwand"))
    received_on = models.DateField(_("eingegangen am"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("Behandlung"), blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Einwand")
        verbose_name_plural = _("Einwände")
        ordering = ["received_on", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.received_on:%d.%m.%Y}"
