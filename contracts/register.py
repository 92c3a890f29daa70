"""The public register: which contracts are in force. Nothing that is not published leaves this module."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from contracts.models import Contract, Relation
from directory.models import FieldOfAction
from workflow.states import CaseState


@dataclass(frozen=True)
class Entry:
    """One line of the register."""

    number: int
    partner: str
    theme: str
    summary: str
    fields: tuple[str, ...]
    since: Any
    until: Any
    sample: bool


def register(query: str = "", *, day: date) -> QuerySet[Contract]:
    """Published contracts that are in force on a day, by partner; two queries for any part of them."""
    rows: QuerySet[Contract] = Contract.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        public=True, case__state=CaseState.IN_FORCE, effective_on__lte=day, case__organisation__isnull=False,
    ).exclude(case__relation=Relation.AMENDMENT)  # fmt: skip
    for word in query.split():
        rows = rows.filter(
            Q(theme__icontains=word) | Q(public_summary__icontains=word) | Q(case__organisation__name__icontains=word)
        )
    fields = Prefetch("case__fields_of_action", FieldOfAction.objects.order_by("order"))
    found = rows.select_related("case__organisation").prefetch_related(fields)
    return found.order_by(Lower("case__organisation__name"), "pk")


def entry_of(row: Contract) -> Entry:
    """The line of a contract."""
    partner = row.case.organisation
    return Entry(
        row.pk, partner.name if partner else "", row.theme, row.public_summary, tuple(field.name for field in row.case.fields_of_action.all()),
        row.effective_on, row.ends_on, row.sample_terms,
    )  # fmt: skip
