"""The list of cases: what the address asks for, and which cases that is."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.standing import Standing
from workflow.board import harmless
from workflow.concerns import house_units
from workflow.models import Case
from workflow.policies import policy_for
from workflow.states import CaseState

STANDS: dict[str, Any] = {
    "": gettext_lazy("alle"),
    "offen": gettext_lazy("laufende"),
    **{state.value: state.label for state in CaseState},
}
SORTS = {
    "neu": ("-opened_at", "-pk"),
    "-neu": ("opened_at", "pk"),
    "az": ("reference", "pk"),
    "-az": ("-reference", "-pk"),
    "betreff": ("title", "pk"),
    "-betreff": ("-title", "-pk"),
    "stand": ("-state_since", "-pk"),
    "-stand": ("state_since", "pk"),
}
LAST_PAGE = 200


@dataclass(frozen=True)
class CaseFilter:
    """What the address asks for."""

    q: str = ""
    stand: str = ""
    kind: str = ""
    field: int | None = None
    mine: bool = False
    sorting: str = "neu"
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "CaseFilter":
        """From the form of the page."""
        return cls(
            q=asked["q"], stand=asked["stand"], kind=asked["art"], field=asked["handlungsfeld"], mine=bool(asked["eigene"]),
            sorting=asked["sortierung"], page=asked["page"],
        )  # fmt: skip

    @property
    def narrows(self) -> bool:
        """Something was asked for."""
        return bool(self.q or self.stand or self.kind or self.field or self.mine)


def find_cases(wanted: CaseFilter, standing: Standing) -> QuerySet[Case]:
    """The cases the person may know of that fit."""
    cases = Case.objects.visible_to(standing)
    if wanted.stand == "offen":
        cases = cases.open()
    elif wanted.stand:
        cases = cases.filter(state=wanted.stand)
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.field:
        cases = cases.filter(fields_of_action=wanted.field)
    if wanted.mine:
        cases = cases.filter(lead_unit_id__in=house_units(standing))
    for word in wanted.q.lower().split():
        cases = cases.annotate(low_title=Lower("title"), low_reference=Lower("reference")).filter(
            Q(low_title__contains=word) | Q(low_reference__contains=word) | Q(organisation__name__icontains=word)
            | Q(organisation__short__icontains=word)
        )  # fmt: skip
    found: QuerySet[Case] = cases.select_related("organisation", "lead_unit", "owner")
    return found.order_by(*SORTS[wanted.sorting])


def as_csv(cases: Iterable[Case]) -> str:
    """The cases as a table for a spreadsheet."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(
        [
            _("Vorgangszeichen"),
            _("Betreff"),
            _("Partner"),
            _("Stand"),
            _("Stand seit"),
            _("Federführung"),
            _("angelegt"),
        ]
    )
    for case in cases:
        stand = policy_for(case).state_label(case.state)
        row = [
            case.reference,
            case.title,
            case.organisation or "",
            stand,
            f"{timezone.localtime(case.state_since):%Y-%m-%d}",
            case.lead_unit.short,
            f"{timezone.localtime(case.opened_at):%Y-%m-%d}",
        ]
        writer.writerow([harmless(str(value)) for value in row])
    return target.getvalue()
