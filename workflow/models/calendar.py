"""Days that are special, and the clock of the demonstration."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
