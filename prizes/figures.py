"""The figures of a year: what came in, what became of it, and what is paid."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.standing import Standing
from prizes.comparison import with_likeness
from prizes.eligibility import Result, Rule, checklist
from prizes.models import AwardYear, Nomination, PublicationConsent
from workflow.querysets import not_excluded


def figures_of(year: AwardYear) -> dict[str, Any]:
    """Counts over all nominations of a year, without names; four queries."""
    rows = Nomination.objects.filter(award_year=year)
    totals = rows.aggregate(
        entries=Count("pk"), own=Count("pk", filter=Q(self_nominated=True)), awards=Count("pk", filter=Q(rank__isnull=False)),
        money=Sum("amount"), rejected=Count("pk", filter=Q(case__state="rejected")),
    )  # fmt: skip
    places = Counter(rows.values_list("place", flat=True))
    kinds = dict(rows.values_list("nominee_kind").annotate(number=Count("pk")))
    return totals | {
        "others": totals["entries"] - totals["own"],
        "kinds": [
            (label, kinds.get(value, 0)) for value, label in Nomination._meta.get_field("nominee_kind").flatchoices
        ],
        "places": places.most_common(10),
        "rules": _rules(year),
    }


def _rules(year: AwardYear) -> list[tuple[Any, list[tuple[Any, int]]]]:
    """How many nominations met each rule of the year, failed it, or left it open."""
    rows: Any = with_likeness(Nomination.objects.filter(award_year=year)).defer("description")
    found = Counter(
        (check.rule, check.result) for row in rows for check in checklist(year, row, won_before=row.won_before)
    )
    rules = [rule for rule in Rule if any(found[rule, result] for result in Result)]
    return [(rule.label, [(result.label, found[rule, result]) for result in Result]) for rule in rules]


def press_text(year: AwardYear) -> str:
    """A draft that names only those who agreed (Art. 7 DSGVO)."""
    won = Nomination.objects.filter(award_year=year, rank__isnull=False).order_by("rank", "nominee")
    named = [one for one in won if one.consent == PublicationConsent.GIVEN]
    lines = [_("%(prize)s verliehen") % {"prize": year}, ""]
    if year.ceremony_on:
        where = f", {year.ceremony_place}" if year.ceremony_place else ""
        lines += [_("Verleihung am %(day)s%(where)s.") % {"day": f"{year.ceremony_on:%d.%m.%Y}", "where": where}, ""]
    motto = _(" unter dem Motto „%(motto)s“") % {"motto": year.motto} if year.motto else ""
    lines += [
        ngettext("Das Land Hessen zeichnet in diesem Jahr %(number)d Projekt%(motto)s aus.", "Das Land Hessen zeichnet in diesem Jahr %(number)d Projekte%(motto)s aus.", len(won))
        % {"number": len(won), "motto": motto},
        "",
    ]  # fmt: skip
    lines += [
        _("%(rank)s. Platz: %(name)s, %(place)s – %(project)s")
        % {"rank": one.rank, "name": one.nominee, "place": one.place, "project": one.project}
        for one in named
    ]
    return "\n".join(lines + _unnamed(list(won)))


def _unnamed(won: list[Nomination]) -> list[str]:
    """Whom the text leaves out: those who refused, and those whose answer is still to come."""
    refused = sum(one.consent == PublicationConsent.REFUSED for one in won)
    unasked = sum(one.consent == PublicationConsent.OPEN for one in won)
    sentences = (
        (refused, ngettext("%(number)d weitere Auszeichnung wird auf Wunsch nicht genannt.", "%(number)d weitere Auszeichnungen werden auf Wunsch nicht genannt.", refused)),
        (unasked, ngettext("[%(number)d Einwilligung steht noch aus.]", "[%(number)d Einwilligungen stehen noch aus.]", unasked)),
    )  # fmt: skip
    lines = [text % {"number": number} for number, text in sentences if number]
    return ["", *lines] if lines else []


def is_shut_out(year: AwardYear, standing: Standing) -> bool:
    """Whether the person is shut out of one of the awards: lists that name them all are then for somebody else."""
    awards = Nomination.objects.filter(award_year=year, rank__isnull=False)
    return awards.exclude(not_excluded(standing, "case_id")).exists()


def payments_of(year: AwardYear) -> list[Nomination]:
    """Awards with money, in the order of places."""
    return list(
        Nomination.objects.filter(award_year=year, amount__gt=0).select_related("case").order_by("rank", "nominee")
    )
