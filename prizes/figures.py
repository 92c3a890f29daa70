"""The figures of a year: what came in, what became of it, and what is paid."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.standing import Standing
from prizes.comparison import with_likeness
from prizes.eligibility import Result, Rule, checklist
from prizes.models import AwardYear, Nomination, NomineeKind, PublicationConsent
from workflow.disclosure import FEWEST, Figure, Whole, disclosed
from workflow.querysets import not_excluded
from workflow.states import CaseState

MOST_PLACES = 10


def figures_of(year: AwardYear) -> dict[str, Any]:
    """Counts over all nominations of a year, the same for every reader: without names, and none from which single nominations could be told; four queries."""
    rows = Nomination.objects.filter(award_year=year)
    entries, breakdowns, money = _counted(year, rows)
    found = _disclosed(entries, breakdowns | _rules(year))
    outcome, awards = found["outcome"], found["outcome"].get("awards")
    return found["origin"] | {
        "entries": entries, "rejected": outcome["rejected"], "awards": awards, "money": money if awards and awards.number else None,
        "kinds": [(label, found["kinds"][value]) for value, label in NomineeKind.choices],
        "places": _places(rows.values_list("place", flat=True)),
        "rules": [(rule.label, [(result.label, found[rule][result]) for result in Result]) for rule in Rule if rule in found],
    }  # fmt: skip


def _counted(year: AwardYear, rows: QuerySet[Nomination]) -> tuple[int, dict[str, dict[str, int]], Decimal | None]:
    """How many there are, how they fall apart, and the money. Once awards are signed, whoever has none was passed over."""
    totals = rows.aggregate(
        entries=Count("pk"), own=Count("pk", filter=Q(self_nominated=True)), awards=Count("pk", filter=Q(rank__isnull=False)),
        money=Sum("amount"), rejected=Count("pk", filter=Q(case__state=CaseState.REJECTED)),
    )  # fmt: skip
    entries, own, awards, rejected = (totals[name] for name in ("entries", "own", "awards", "rejected"))
    pending, decided = {"rejected": rejected, "pending": entries - rejected}, {"awards": awards, "rejected": entries - awards}  # fmt: skip
    breakdowns = {
        "origin": {"own": own, "others": entries - own},
        "outcome": decided if year.decided_on else pending,
        "kinds": dict.fromkeys(NomineeKind.values, 0) | dict(rows.values_list("nominee_kind").annotate(Count("pk"))),
    }
    return entries, breakdowns, totals["money"]


def _disclosed(entries: int, breakdowns: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Figure]]:
    """Breakdowns of one number, each part as it may be told."""
    keys = {name: {part: f"{name}:{part}" for part in parts} for name, parts in breakdowns.items()}
    counts = {keys[name][part]: number for name, parts in breakdowns.items() for part, number in parts.items()}
    sums = [Whole("entries", tuple(parts.values())) for parts in keys.values()]
    told = disclosed(counts | {"entries": entries}, sums)
    return {name: {part: told[key] for part, key in parts.items()} for name, parts in keys.items()}


def _places(places: Iterable[str]) -> list[tuple[str, int]]:
    """The most frequent places; those with few are told together, and never so that only few are left for them, or that one place is everybody's."""
    counted = Counter(places).most_common()
    told = [(place, number) for place, number in counted if number >= FEWEST]
    left = sum(number for _place, number in counted[len(told) :])
    while 0 < left < FEWEST and told:
        left += told.pop()[1]
    shown, more = told[:MOST_PLACES], sum(number for _place, number in told[MOST_PLACES:])
    lines = [*shown, (_("andere Orte"), left + more)] if left + more else shown
    return lines if len(lines) > 1 else []


def _rules(year: AwardYear) -> dict[str, dict[str, int]]:
    """How many nominations met each rule of the year, failed it, or left it open."""
    rows: Any = with_likeness(Nomination.objects.filter(award_year=year)).defer("description")
    found = Counter(
        (check.rule, check.result) for row in rows for check in checklist(year, row, won_before=row.won_before)
    )
    rules = [rule for rule in Rule if any(found[rule, result] for result in Result)]
    return {rule: {result: found[rule, result] for result in Result} for rule in rules}


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
