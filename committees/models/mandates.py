"""Who sits in a body, from when to when. A member need not have an account."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from committees.models.bodies import Seat
from committees.querysets import FILLING, MandateQuerySet
from directory.models import User
from workflow.models import Case


class Address(models.TextChoices):
    """Form of address, for letters only; nothing is counted by it."""

    NONE = "", _("ohne Anrede")
    MS = "ms", _("Frau")
    MR = "mr", _("Herr")


class Member(models.Model):
    """A person in a body. E-mail, postal address and account are for the Geschäftsstelle alone; her name is published with her consent only."""

    address = models.CharField(_("Anrede"), max_length=2, choices=Address, blank=True, default=Address.NONE)
    title = models.CharField(_("Titel"), max_length=40, blank=True)
    given_name = models.CharField(_("Vorname"), max_length=80)
    name = models.CharField(_("Nachname"), max_length=80)
    email = models.EmailField(_("E-Mail"), blank=True)
    postal_address = models.TextField(
        _("Postanschrift"), max_length=300, blank=True, help_text=_("Für Schreiben, ohne Namen. Nur für die Geschäftsstelle.")
    )  # fmt: skip
    published_since = models.DateField(
        _("Name darf veröffentlicht werden, Einwilligung vom"), null=True, blank=True, help_text=_("Leer: keine Einwilligung, oder sie ist widerrufen.")
    )  # fmt: skip
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="committee_member", verbose_name=_("Benutzerkonto")
    )
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Person im Gremium")
        verbose_name_plural = _("Personen in Gremien")
        ordering = ["name", "given_name", "pk"]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.title, self.given_name, self.name]))


class Gender(models.TextChoices):
    """As somebody declares it; `WITHHELD` means asked and not told."""

    WOMAN = "woman", _("Frau")
    MAN = "man", _("Mann")
    DIVERSE = "diverse", _("divers")
    WITHHELD = "withheld", _("keine Angabe")


class MigrationHistory(models.TextChoices):
    """Whether somebody counts herself among people with a Migrationsgeschichte; never where from."""

    YES = "yes", _("ja")
    NO = "no", _("nein")
    WITHHELD = "withheld", _("keine Angabe")


class SelfDeclaration(models.Model):
    """What a member declared of herself, voluntarily. A table of its own, read only through the sums in `committees.parity`."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Gender, default=Gender.WITHHELD)
    migration_history = models.CharField(max_length=8, choices=MigrationHistory, default=MigrationHistory.WITHHELD)
    declared_on = models.DateField()

    class Meta:
        verbose_name = _("Selbstauskunft")
        verbose_name_plural = _("Selbstauskünfte")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Function(models.TextChoices):
    """What a mandate is for. A seat is filled by a member, its chair or the lead of a working group."""

    MEMBER = "member", _("Mitglied")
    DEPUTY = "deputy", _("Stellvertretung")
    CHAIR = "chair", _("Vorsitz")
    GROUP_LEAD = "group_lead", _("AG-Leitung")
    GUEST = "guest", _("Gast")


class EndReason(models.TextChoices):
    """Why a mandate ended."""

    EXPIRY = "expiry", _("Ablauf")
    RESIGNATION = "resignation", _("Rücktritt")
    RECALL = "recall", _("Abberufung")
    DEPARTURE = "departure", _("Ausscheiden")
    DEATH = "death", _("Tod")


class DateRange(Func):
    """`daterange(begins, ends, '[]')`: both days included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Mandate(models.Model):
    """A member on a seat, in a function, for a time; both days included. Its end is written into it, never over another mandate."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="mandates", verbose_name=_("Sitz"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates", verbose_name=_("Person"))
    function = models.CharField(_("Funktion"), max_length=10, choices=Function, default=Function.MEMBER)
    begins = models.DateField(_("von"))
    ends = models.DateField(_("bis"), null=True, blank=True)
    end_reason = models.CharField(_("Grund des Endes"), max_length=11, choices=EndReason, blank=True, default="")
    sender = models.CharField(_("entsandt von"), max_length=250, blank=True)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("Vorgang")
    )
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mandat")
        verbose_name_plural = _("Mandate")
        ordering = ["seat", "begins"]
        indexes = [models.Index(fields=["ends"], name="mandate_ends")]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("begins")), name="mandate_dates_in_order"),
            models.CheckConstraint(condition=Q(end_reason="") | Q(ends__isnull=False), name="mandate_end_has_a_day"),
            ExclusionConstraint(
                name="mandate_terms_disjoint",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("function", RangeOperators.EQUAL),
                    (
                        DateRange("begins", "ends", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.seat}"

    @property
    def fills(self) -> bool:
        """Whether the seat counts as filled by it."""
        return self.function in FILLING

    def runs_on(self, day: date) -> bool:
        """Running on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    def ended_because(self, day: date) -> str:
        """Why it ended before `day`; a term that ran out needs no entry."""
        if self.end_reason:
            return str(EndReason(self.end_reason).label)
        return str(EndReason.EXPIRY.label) if self.ends is not None and self.ends < day else ""
