"""Partner organisations and who acts for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.dated import Dated
from directory.models.people import User


class OrganisationKind(models.TextChoices):
    """Kinds of partner organisations."""

    ASSOCIATION = "association", _("Verein")
    FEDERATION = "federation", _("Verband")
    MUNICIPALITY = "municipality", _("Kommune")
    RELIGIOUS = "religious", _("Religionsgemeinschaft")
    COMPANY = "company", _("Unternehmen")
    UNIVERSITY = "university", _("Hochschule")
    MIGRANT = "migrant", _("Migrantenorganisation")
    AUTHORITY = "authority", _("Behörde")
    FOUNDATION = "foundation", _("Stiftung")


class Organisation(Dated):
    """A partner from civil society."""

    name = models.CharField(_("Name"), max_length=200)
    short = models.CharField(_("Kurzname"), max_length=40, blank=True)
    kind = models.CharField(_("Art"), max_length=20, choices=OrganisationKind)
    legal_form = models.CharField(_("Rechtsform"), max_length=60, blank=True)
    register_court = models.CharField(_("Registergericht"), max_length=80, blank=True)
    register_number = models.CharField(_("Registernummer"), max_length=40, blank=True)
    street = models.CharField(_("Straße"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ContactRole(models.IntegerChoices):
    """What a contact may do for the organisation; a signatory may also edit."""

    EDITOR = 10, _("Bearbeitung")
    SIGNATORY = 20, _("Zeichnung")


class Contact(Dated):
    """A person who acts for a partner organisation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="contacts", verbose_name=_("Person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("Organisation")
    )
    role = models.PositiveSmallIntegerField(_("Rolle"), choices=ContactRole, default=ContactRole.EDITOR)
    function_title = models.CharField(_("Funktion"), max_length=120, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")
        indexes = [models.Index(fields=["user", "valid_from"], name="contact_user")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"
