"""What an official should look at before calling a nomination admissible. Nothing here refuses anybody: people decide."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from directory.standing import Standing
from prizes.eligibility import Check, Result, checklist
from prizes.models import AwardYear, Laureate, Nomination
from workflow.querysets import not_excluded

ALIKE = 0.45
MOST = 5


@dataclass(frozen=True)
class Finding:
    """One thing to compare with; `url` leads to it where there is something to open."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Comparison:
    """The rules of the year, then those who won before, then what is alike in the same year."""

    checks: list[Check]
    former: list[Finding]
    similar: list[Finding]


@dataclass(frozen=True)
class Glance:
    """The same in a list: only what has to be looked at."""

    checks: list[Check]
    similar: bool

    @property
    def striking(self) -> bool:
        """Whether there is anything."""
        return bool(self.checks) or self.similar


def compare(nomination: Nomination, standing: Standing) -> Comparison:
    """Everything about one nomination; two queries. What the person is shut out of is not compared with."""
    former = _former_winners(nomination)
    checks = checklist(nomination.award_year, nomination, won_before=bool(former))
    return Comparison(checks, former, _similar(nomination, standing))


def with_likeness(rows: QuerySet[Nomination], standing: Standing | None = None) -> QuerySet[Nomination]:
    """Adds to nominations whether anything alike won in another year (`won_before`) or is nominated in the same one (`has_similar`), in one query.

    For a reader: without what she is shut out of, so that no likeness tells her of it.
    """
    told = (OuterRef("nominee"), OuterRef("project"))
    won = Laureate.objects.exclude(award_year=OuterRef("award_year"))
    open_to = not_excluded(standing, "case_id") if standing else Q()
    others = Nomination.objects.filter(open_to, award_year=OuterRef("award_year")).exclude(pk=OuterRef("pk"))
    return rows.annotate(
        won_before=Exists(_alike(won, "name", *told)), has_similar=Exists(_alike(others, "nominee", *told))
    )


def glance(year: AwardYear, nomination: Nomination) -> Glance:
    """What to look at in a nomination that came `with_likeness`; no query."""
    checks = checklist(year, nomination, won_before=nomination.won_before)  # type: ignore[attr-defined]  # annotated
    return Glance([check for check in checks if check.result != Result.MET], nomination.has_similar)  # type: ignore[attr-defined]  # annotated


def _alike(rows: QuerySet[Any], name: str, nominee: Any, project: Any) -> QuerySet[Any]:
    """Those whose `name` or project is like that of a nomination."""
    close = Greatest(TrigramSimilarity(name, nominee), TrigramSimilarity("project", project))
    return rows.annotate(alike=close).filter(alike__gte=ALIKE)


def _former_winners(nomination: Nomination) -> list[Finding]:
    won = Laureate.objects.exclude(award_year=nomination.award_year).select_related("award_year")
    rows = _alike(won, "name", nomination.nominee, nomination.project).order_by("-alike")
    return [
        Finding(_("Frühere Auszeichnung %(year)s: %(name)s, %(project)s") % {"year": row.award_year.year, "name": row.name, "project": row.project or "–"})
        for row in rows[:MOST]
    ]  # fmt: skip


def _similar(nomination: Nomination, standing: Standing) -> list[Finding]:
    others = Nomination.objects.filter(not_excluded(standing, "case_id"), award_year=nomination.award_year)
    others = others.exclude(pk=nomination.pk).select_related("case")
    rows = _alike(others, "nominee", nomination.nominee, nomination.project).order_by("-alike")
    return [
        Finding(_("Ähnliche Nominierung %(reference)s: %(other)s") % {"reference": row.case.reference, "other": row}, row.case.get_absolute_url())
        for row in rows[:MOST]
    ]  # fmt: skip
