"""Handlungsfelder and who answers for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.dated import Dated
from directory.models.units import OrgUnit


class FieldCatalogue(Dated):
    """One version of the list of Handlungsfelder; a case keeps the version it was filed under."""

    version = models.CharField(_("Fassung"), max_length=20, unique=True)
    source = models.CharField(_("Quelle"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Katalog der Handlungsfelder")
        verbose_name_plural = _("Kataloge der Handlungsfelder")

    def __str__(self) -> str:
        return self.version


class FieldOfAction(models.Model):
    """A Handlungsfeld within one version of the catalogue."""

    catalogue = models.ForeignKey(FieldCatalogue, models.PROTECT, related_name="fields", verbose_name=_("Katalog"))
    code = models.SlugField(_("Schlüssel"), max_length=40)
    name = models.CharField(_("Bezeichnung"), max_length=120)
    order = models.PositiveSmallIntegerField(_("Reihenfolge"))

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")
        ordering = ["catalogue", "order"]
        constraints = [models.UniqueConstraint(fields=["catalogue", "code"], name="field_of_action_once")]

    def __str__(self) -> str:
        return self.name


class Responsibility(Dated):
    """Which unit answers for a Handlungsfeld; it changes with the legislature."""

    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="responsibilities", verbose_name=_("Handlungsfeld")
    )
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="responsibilities", verbose_name=_("Einheit"))

    class Meta(Dated.Meta):
        verbose_name = _("Zuständigkeit")
        verbose_name_plural = _("Zuständigkeiten")

    def __str__(self) -> str:
        return f"{self.field}: {self.unit}"
