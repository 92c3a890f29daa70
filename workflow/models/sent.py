"""Forms that were sent, so that each acts once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Sent(models.Model):
    """A form that has done its work, written in the same transaction: no key without its effect, no effect without its key. Kept for seven days."""

    key = models.UUIDField(_("Einmalschlüssel"), primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name=_("gesendet von"))  # fmt: skip
    path = models.CharField(_("Adresse"), max_length=300)
    content = models.CharField(_("Prüfsumme des Inhalts"), max_length=64)
    led_to = models.CharField(_("führte zu"), max_length=2000, blank=True)
    at = models.DateTimeField(_("am"), db_index=True)

    class Meta:
        verbose_name = _("gesendetes Formular")
        verbose_name_plural = _("gesendete Formulare")

    def __str__(self) -> str:
        return self.path
