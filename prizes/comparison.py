"""What an official should look at before calling a nomination admissible. Nothing here refuses anybody: people decide."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from prizes.models import Laureate, Nomination

ALIKE = 0.45


@dataclass(frozen=True)
class Finding:
    """One thing to look at; `url` leads to it where there is something to open."""

    text: str
    url: str = ""


def findings(nomination: Nomination) -> list[Finding]:
    """Rules of the year that are not met, former winners and similar nominations; at most three queries."""
    return [*_rules(nomination), *_former_winners(nomination), *_similar(nomination)]


def _rules(nomination: Nomination) -> list[Finding]:
    year = nomination.award_year
    found = []
    if year.runs_until and nomination.ends_on and nomination.ends_on < year.runs_until:
        days = {"end": f"{nomination.ends_on:%d.%m.%Y}", "rule": f"{year.runs_until:%d.%m.%Y}"}
        found.append(Finding(_("Das Projekt endet am %(end)s; gefordert ist mindestens der %(rule)s.") % days))
    if nomination.starts_on and nomination.starts_on > nomination.received_at.date():
        found.append(
            Finding(_("Das Projekt hat noch nicht begonnen; ausgezeichnet werden erprobte, laufende Projekte."))
        )
    return found


def _former_winners(nomination: Nomination) -> list[Finding]:
    alike = Greatest(TrigramSimilarity("name", nomination.nominee), TrigramSimilarity("project", nomination.project))
    rows = Laureate.objects.annotate(alike=alike).filter(alike__gte=ALIKE).select_related("award_year")
    return [
        Finding(_("Frühere Auszeichnung %(year)s: %(name)s, %(project)s") % {"year": row.award_year.year, "name": row.name, "project": row.project or "–"})
        for row in rows.order_by("-alike")[:5]
    ]  # fmt: skip


def _similar(nomination: Nomination) -> list[Finding]:
    alike = Greatest(TrigramSimilarity("nominee", nomination.nominee), TrigramSimilarity("project", nomination.project))
    rows = Nomination.objects.filter(award_year=nomination.award_year).exclude(pk=nomination.pk)
    close = rows.annotate(alike=alike).filter(alike__gte=ALIKE).select_related("case").order_by("-alike")[:5]
    return [
        Finding(_("Ähnliche Nominierung %(reference)s: %(other)s") % {"reference": row.case.reference, "other": row}, row.case.get_absolute_url())
        for row in close
    ]  # fmt: skip
