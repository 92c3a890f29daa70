"""What the board says of restricted work below: numbers per unit, and whether somebody has asked to be let in. Never a row, never a title."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from directory.standing import Standing
from workflow.board import unit_label
from workflow.concerns import led_paths
from workflow.models import AccessRequest, CaseTask


@dataclass(frozen=True)
class Withheld:
    """One unit that leads restricted cases; `asked_at`: since when a request of the reader's is open."""

    unit_id: int
    label: str
    number: int
    late: int
    asked_at: datetime | None = None


def withheld(standing: Standing) -> list[Withheld]:
    """Open and late tasks of restricted cases below, by the unit that leads them. One statement, where there are any one more; none for whoever leads nothing."""
    if not led_paths(standing):
        return []
    tasks = CaseTask.objects.countable_below(standing).order_by()
    unit = ("process__lead_unit", "process__lead_unit__short", "process__lead_unit__name")
    counted = tasks.values(*unit).annotate(number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=standing.day)))
    rows = list(counted.values_list(*unit, "number", "late"))
    asked = dict(AccessRequest.objects.of(standing).open().values_list("unit", "asked_at")) if rows else {}
    found = [
        Withheld(pk, unit_label(short, name), number, late, asked.get(pk)) for pk, short, name, number, late in rows
    ]
    return sorted(found, key=lambda row: row.label.lower())
