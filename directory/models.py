"""Who exists: users, units, memberships, deputies, partners, responsibilities. Everything that can change is dated."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.querysets import DatedQuerySet


class Rank(models.IntegerChoices):
    """Place in the line of signature; a higher rank may do what a lower one may within the same unit."""

    MEMBER = 10, _("Mitglied")
    CASE_WORKER = 20, _("Sachbearbeitung")
    REPRESENTATIVE = 30, _("Ressortvertretung")
    HEAD_OF_UNIT = 40, _("Referatsleitung")
    HEAD_OF_DIVISION = 50, _("Abteilungsleitung")
    STATE_SECRETARY = 60, _("Staatssekretär/in")
    MINISTER = 70, _("Minister/in")


class UnitKind(models.TextChoices):
    """What a unit is; bodies and their seats are units too, so that tasks can be given to them."""

    DEPARTMENT = "department", _("Ressort")
    LEADERSHIP = "leadership", _("Hausleitung")
    DIVISION = "division", _("Abteilung")
    SECTION = "section", _("Referat")
    STAFF = "staff", _("Stabsstelle")
    BODY = "body", _("Gremium")
    WORKING_GROUP = "working_group", _("Arbeitsgruppe")
    SEAT = "seat", _("Sitz")


class UnitFunction(models.TextChoices):
    """What a unit is there for, so that a procedure can name "Haushalt" without naming a Referat."""

    NONE = "", _("ohne besondere Funktion")
    LEGAL = "legal", _("Justiziariat")
    BUDGET = "budget", _("Haushalt")
    PRIVACY = "privacy", _("Datenschutz")
    PRESS = "press", _("Presse")
    REGISTRY = "registry", _("Registratur")
    FRONT_OFFICE = "front_office", _("Büro der Hausleitung")
    SECRETARIAT = "secretariat", _("Geschäftsstelle")
    ADMINISTRATION = "administration", _("Fachadministration")
    AUDIT = "audit", _("Revision")
    TOP_MANAGEMENT = "top_management", _("Hausleitung")
    EXPERT_GROUP = "expert_group", _("Facharbeitsgruppe")
    CABINET_COMMITTEE = "cabinet_committee", _("Kabinettsausschuss Integration")


class Dated(models.Model):
    """Something in force from a day to a day, both included; no end means until further notice."""

    valid_from = models.DateField(_("gültig ab"))
    valid_to = models.DateField(_("gültig bis"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="%(class)s_dates_in_order"
            ),
        ]


class User(AbstractUser):
    """A person with an account. Deactivated when they leave, never deleted: the history names them."""

    title = models.CharField(_("Titel"), max_length=40, blank=True)
    appearance = models.CharField(_("Darstellung"), max_length=8, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Title, first and last name, or the account name when no name is stored."""
        return " ".join(filter(None, [self.title, self.first_name, self.last_name])) or self.username

    @property
    def initials(self) -> str:
        """Two letters for the round badge."""
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.username[:2].upper()


class OrgUnit(Dated):
    """Ressort, Abteilung, Referat, Stabsstelle, Gremium or a seat in a Gremium. A renamed unit is a new row; the old one keeps its past."""

    short = models.CharField(_("Kurzzeichen"), max_length=30)
    name = models.CharField(_("Bezeichnung"), max_length=200)
    kind = models.CharField(_("Art"), max_length=20, choices=UnitKind)
    function = models.CharField(
        _("Funktion"), max_length=20, choices=UnitFunction, blank=True, default=UnitFunction.NONE
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("übergeordnet")
    )
    path = models.CharField(max_length=200, editable=False, default="")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("Nachfolge")
    )
    represents = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("vertritt")
    )
    name_confirmed = models.BooleanField(_("Kurzzeichen bestätigt"), default=True)

    class Meta(Dated.Meta):
        verbose_name = _("Organisationseinheit")
        verbose_name_plural = _("Organisationseinheiten")
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="orgunit_path", opclasses=["text_pattern_ops"])]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["short", "valid_from"], name="orgunit_short_once"),
            models.CheckConstraint(
                condition=~Q(kind=UnitKind.SEAT) | Q(represents__isnull=False), name="orgunit_seat_represents"
            ),
        ]

    def __str__(self) -> str:
        return self.short

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the row and its path of ids from the root, `/3/17/`; a unit never moves: a new parent means a new row."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this unit, itself included."""
        return [int(part) for part in self.path.split("/") if part]


class Membership(Dated):
    """A person's place in a unit, with the rank she has there."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("Person"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="memberships", verbose_name=_("Einheit"))
    rank = models.PositiveSmallIntegerField(_("Rang"), choices=Rank, default=Rank.CASE_WORKER)
    function_title = models.CharField(_("Funktionsbezeichnung"), max_length=120, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("Zugehörigkeit")
        verbose_name_plural = _("Zugehörigkeiten")
        indexes = [
            models.Index(fields=["user", "valid_from"], name="membership_user"),
            models.Index(fields=["unit", "rank"], name="membership_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"


class DeputyScope(models.TextChoices):
    """How far a deputy may go."""

    FULL = "full", _("alle Aufgaben einschließlich Schlusszeichnung")
    NO_SIGNATURE = "no_signature", _("alle Aufgaben ohne Schlusszeichnung")


class Deputyship(Dated):
    """Who stands in for whom, from when to when, and how far."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="deputies", verbose_name=_("vertretene Person"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="deputyships", verbose_name=_("Vertretung"))
    scope = models.CharField(_("Umfang"), max_length=20, choices=DeputyScope, default=DeputyScope.FULL)
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nur für Einheit")
    )
    reason = models.CharField(_("Anlass"), max_length=120, blank=True)
    announced_at = models.DateTimeField(null=True, editable=False)

    class Meta(Dated.Meta):
        verbose_name = _("Vertretung")
        verbose_name_plural = _("Vertretungen")
        indexes = [models.Index(fields=["deputy", "valid_from"], name="deputyship_deputy")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputyship_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} für {self.principal}"


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
