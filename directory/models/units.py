"""Units of the Land: Ressorts down to Referate, bodies and their seats."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.dated import Dated


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
    AWARDS = "awards", _("Preise und Auszeichnungen")
    TOP_MANAGEMENT = "top_management", _("Hausleitung")
    EXPERT_GROUP = "expert_group", _("Facharbeitsgruppe")
    CABINET_COMMITTEE = "cabinet_committee", _("Kabinettsausschuss Integration")


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
