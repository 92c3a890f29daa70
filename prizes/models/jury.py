"""The jury of a year: who judges what without knowing whom, and what it resolved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import OrgUnit, User
from prizes.models.award_year import AwardYear, Criterion
from prizes.models.nomination import Nomination
from prizes.querysets import BlindFileQuerySet, JuryNominationQuerySet


class JuryStage(models.TextChoices):
    """How far the jury is."""

    PREPARING = "preparing", _("in Vorbereitung")
    BLIND = "blind", _("Bewertung ohne Namen")
    OPEN = "open", _("Beratung mit Namen")
    FIXED = "fixed", _("Ergebnis festgestellt")


class RankingMethod(models.TextChoices):
    """How the members' scores become one figure."""

    MEAN = "mean", _("Mittelwert")
    MEDIAN = "median", _("Median")


MOST_POINTS = 10


class Jury(models.Model):
    """The jury of one year. Its members are those of its unit; nobody of them sees a case."""

    award_year = models.OneToOneField(AwardYear, models.PROTECT, related_name="jury")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("Gremium"))
    stage = models.CharField(_("Stand"), max_length=10, choices=JuryStage, default=JuryStage.PREPARING)
    round = models.PositiveSmallIntegerField(_("Runde"), default=1)
    scores_due = models.DateField(_("Bewertung bis"), null=True, blank=True)
    ranking = models.CharField(_("Reihung nach"), max_length=6, choices=RankingMethod, default=RankingMethod.MEAN)
    quorum = models.PositiveSmallIntegerField(
        _("Beschlussfähig ab"), null=True, blank=True, help_text=_("Anwesende. Leer: mehr als die Hälfte (Vorbelegung, nicht bestätigt).")
    )  # fmt: skip
    held_on = models.DateField(_("Sitzung am"), null=True, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    chair = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Vorsitz"))
    present = models.ManyToManyField(User, related_name="+", blank=True, verbose_name=_("Anwesend"))
    course = models.TextField(_("Verlauf der Sitzung"), blank=True)
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    fixed_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("Jury")
        verbose_name_plural = _("Jurys")

    def __str__(self) -> str:
        return self.unit.name


class JuryNomination(models.Model):
    """A nomination before the jury: its number, and its text without the names. Released by the office, which has read it."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="nominations")
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="before_jury")
    number = models.PositiveSmallIntegerField(_("Nummer"))
    project = models.CharField(_("Projekt ohne Namen"), max_length=200)
    description = models.TextField(_("Beschreibung ohne Namen"))
    checked_at = models.DateTimeField(_("geprüft"), null=True)

    objects = JuryNominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nominierung vor der Jury")
        verbose_name_plural = _("Nominierungen vor der Jury")
        ordering = ["jury", "number"]
        constraints = [models.UniqueConstraint(fields=["jury", "number"], name="jury_number_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class BlindFile(models.Model):
    """An attachment as the jury may see it while it judges without names: rebuilt from what one sees, under a name of ours. Released by the office, which has looked at it.

    `pages` says of each page which words a reading program finds in it, what was painted over, and what the program could not decide.
    """

    entry = models.ForeignKey(JuryNomination, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    pages = models.JSONField(_("Seiten"), default=list)
    checked_at = models.DateTimeField(_("angesehen"), null=True)

    objects = BlindFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anlage ohne Namen")
        verbose_name_plural = _("Anlagen ohne Namen")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="blind_file_number_once")]

    def __str__(self) -> str:
        return f"{self.entry}-{self.number}"


class BiasDeclaration(models.Model):
    """Befangenheitserklärung of one member on one nomination (§§ 20, 21 HVwVfG). One that says yes is never taken back by the member."""

    entry = models.ForeignKey(JuryNomination, models.PROTECT, related_name="declarations")
    juror = models.ForeignKey(User, models.PROTECT, related_name="+")
    biased = models.BooleanField(_("befangen"))
    reason = models.TextField(_("Grund"), blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Befangenheitserklärung")
        verbose_name_plural = _("Befangenheitserklärungen")
        constraints = [models.UniqueConstraint(fields=["entry", "juror"], name="bias_declared_once")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.juror}"


class Connections(models.Model):
    """What a member said it is connected with, before it saw anything."""

    jury = models.ForeignKey(Jury, models.PROTECT, related_name="connections")
    juror = models.ForeignKey(User, models.PROTECT, related_name="+")
    names = models.TextField(_("Verbindungen"), blank=True)
    named_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Verbindungen eines Jurymitglieds")
        verbose_name_plural = _("Verbindungen von Jurymitgliedern")
        constraints = [models.UniqueConstraint(fields=["jury", "juror"], name="connections_named_once")]

    def __str__(self) -> str:
        return f"{self.jury}: {self.juror}"


class Ballot(models.Model):
    """One member's judgement of one nomination in one round. `revision` refuses a saving that has not seen the one before."""

    entry = models.ForeignKey(JuryNomination, models.PROTECT, related_name="ballots")
    juror = models.ForeignKey(User, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    abstained = models.BooleanField(_("Enthaltung"), default=False)
    comment = models.TextField(_("Bemerkung"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Bewertung")
        verbose_name_plural = _("Bewertungen")
        constraints = [models.UniqueConstraint(fields=["entry", "juror", "round"], name="jury_ballot_once")]

    def __str__(self) -> str:
        return f"{self.entry}: {self.juror}"


class Points(models.Model):
    """Points for one criterion, 0 to 10."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="points")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("Punkte"))

    class Meta:
        verbose_name = _("Punkte")
        verbose_name_plural = _("Punkte")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="points_once"),
            models.CheckConstraint(condition=models.Q(points__lte=MOST_POINTS), name="points_within_range"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class JuryVote(models.Model):
    """What the session voted on one nomination: place and money, and how many were for it."""

    entry = models.OneToOneField(JuryNomination, models.PROTECT, related_name="vote")
    rank = models.PositiveSmallIntegerField(_("Platz"))
    amount = models.DecimalField(_("Preisgeld in Euro"), max_digits=9, decimal_places=2)
    yes = models.PositiveSmallIntegerField(_("Ja"))
    no = models.PositiveSmallIntegerField(_("Nein"), default=0)
    abstained = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)
    excluded = models.PositiveSmallIntegerField(_("ausgeschlossen"), default=0)

    class Meta:
        verbose_name = _("Abstimmung der Jury")
        verbose_name_plural = _("Abstimmungen der Jury")
        ordering = ["rank", "entry__number"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.rank}"

    @property
    def carried(self) -> bool:
        """More for it than against it."""
        return self.yes > self.no
