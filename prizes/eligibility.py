"""The rules of a year held against a nomination. Nothing here refuses anybody, and nothing asks the database: people decide."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prizes.models import AgeAnswer, AwardYear, Nomination


class Result(TextChoices):
    """What comes of holding a rule against a nomination."""

    MET = "met", gettext_lazy("erfüllt")
    NOT_MET = "not_met", gettext_lazy("nicht erfüllt")
    OPEN = "open", gettext_lazy("offen")


class Rule(TextChoices):
    """The rules a year can have, in the order in which they are shown."""

    HESSEN = "hessen", gettext_lazy("Findet in Hessen statt")
    BEGUN = "begun", gettext_lazy("Läuft bereits")
    RUNS = "runs", gettext_lazy("Läuft lange genug")
    AGES = "ages", gettext_lazy("Alter der Engagierten")
    ONCE = "once", gettext_lazy("Noch nicht ausgezeichnet")


# Colour never stands alone: each result has its sign and its word.
LOOKS = {Result.MET: ("success", "check"), Result.NOT_MET: ("danger", "close"), Result.OPEN: ("warning", "help")}


@dataclass(frozen=True)
class Check:
    """One rule of the year, what came of it, and by what."""

    rule: Rule
    result: Result
    detail: str

    @property
    def words(self) -> str:
        """Rule and result in one."""
        return f"{self.rule.label}: {self.result.label}"

    @property
    def tone(self) -> str:
        """Of its badge."""
        return LOOKS[self.result][0]

    @property
    def icon(self) -> str:
        """The sign of its result."""
        return LOOKS[self.result][1]


def checklist(year: AwardYear, nomination: Nomination, *, won_before: bool) -> list[Check]:
    """Every rule the year has. `won_before`: somebody or something alike was awarded in another year."""
    found = (
        _in_hessen(nomination) if year.in_hessen else None,
        _begun(nomination) if year.must_have_begun else None,
        _runs(year, nomination) if year.runs_until else None,
        _ages(year, nomination) if year.has_age_rule else None,
        _once(won_before=won_before) if year.no_former_winners else None,
    )
    return [check for check in found if check]


def conditions(year: AwardYear) -> list[str]:
    """The rules of a year for the public, one line each."""
    found = (
        (year.in_hessen, _("Das Projekt findet in Hessen statt.")),
        (year.must_have_begun, _("Das Projekt läuft bereits und ist erprobt.")),
        (year.runs_until, _("Das Projekt läuft mindestens bis zum %(day)s.") % {"day": written(year.runs_until)}),
        (year.has_age_rule, _("Die Engagierten sind %(ages)s alt.") % {"ages": ages(year)}),
        (year.no_former_winners, _("Ein Projekt kann nur einmal ausgezeichnet werden.")),
    )  # fmt: skip
    return [text for applies, text in found if applies]


def ages(year: AwardYear) -> str:
    """The ages of the year in words."""
    values = {"lowest": year.lowest_age, "highest": year.highest_age}
    if year.lowest_age is None:
        return _("höchstens %(highest)s Jahre") % values
    if year.highest_age is None:
        return _("mindestens %(lowest)s Jahre") % values
    return _("zwischen %(lowest)s und %(highest)s Jahre") % values


def written(day: date | None) -> str:
    """The day as officials write it; empty for None."""
    return f"{day:%d.%m.%Y}" if day else ""


def _in_hessen(nomination: Nomination) -> Check:
    if nomination.in_hessen is None:
        return Check(
            Rule.HESSEN, Result.OPEN, _("nicht gefragt; genannter Ort: %(place)s") % {"place": nomination.place}
        )
    result = Result.MET if nomination.in_hessen else Result.NOT_MET
    said = _("ja") if nomination.in_hessen else _("nein")
    return Check(Rule.HESSEN, result, _("Angabe: %(said)s; Ort: %(place)s") % {"said": said, "place": nomination.place})


def _begun(nomination: Nomination) -> Check:
    if nomination.starts_on is None:
        return Check(Rule.BEGUN, Result.OPEN, _("Beginn nicht genannt"))
    began = nomination.starts_on <= timezone.localtime(nomination.received_at).date()
    return Check(
        Rule.BEGUN,
        Result.MET if began else Result.NOT_MET,
        _("Beginn %(day)s") % {"day": written(nomination.starts_on)},
    )


def _runs(year: AwardYear, nomination: Nomination) -> Check:
    if nomination.ends_on is None:
        return Check(Rule.RUNS, Result.MET, _("ohne geplantes Ende"))
    days = {"end": written(nomination.ends_on), "rule": written(year.runs_until)}
    long_enough = year.runs_until is None or nomination.ends_on >= year.runs_until
    result = Result.MET if long_enough else Result.NOT_MET
    return Check(Rule.RUNS, result, _("Ende %(end)s; gefordert ist mindestens der %(rule)s") % days)


def _ages(year: AwardYear, nomination: Nomination) -> Check:
    answer = AgeAnswer(nomination.ages)
    result = {AgeAnswer.YES: Result.MET, AgeAnswer.NO: Result.NOT_MET}.get(answer, Result.OPEN)
    return Check(Rule.AGES, result, _("%(rule)s; Angabe: %(said)s") % {"rule": ages(year), "said": answer.label})


def _once(*, won_before: bool) -> Check:
    """Whether it is the same project only people can tell, so this is never „nicht erfüllt“."""
    if won_before:
        return Check(Rule.ONCE, Result.OPEN, _("Ähnliche frühere Auszeichnung; bitte vergleichen"))
    return Check(Rule.ONCE, Result.MET, _("keine ähnliche Auszeichnung bekannt"))
