"""`/fristen/`: the board of those who lead, with the tasks behind every figure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflow.access import waiting_for
from workflow.board import (
    WEEKS,
    BoardFilter,
    as_csv,
    board_tasks,
    column_sums,
    figures,
    heat,
    narrowed,
    units_in,
    weeks,
)
from workflow.forms.lists import BoardQuery
from workflow.models import CaseTask
from workflow.permissions import may_assign
from workflow.states import Phase
from workflow.views.base import StandingView
from workflow.withheld import withheld

PAGE_SIZE = 50
MOST_URGENT = 6
CSV_ROWS = 20_000
SHOWN = ("process__organisation", "process__lead_unit", "unit", "organisation", "owner")


class BoardView(StandingView):
    """Figures, weeks, load, what to act on now; for those who answer for others' work."""

    query_form = BoardQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """The board, or the chosen tasks as CSV."""
        wanted = BoardFilter.of(self.query.asked)
        tasks = board_tasks(self.standing).select_related(*SHOWN).order_by("due_on", "pk")
        chosen = narrowed(tasks, wanted, self.standing.day)
        if self.query.asked["format"]:
            return self._csv(chosen[:CSV_ROWS])
        rows = heat(self.standing)
        context = self.get_context_data(
            wanted=wanted, figures=figures(self.standing), chart=weeks(self.standing, wanted), heat=rows, sums=column_sums(rows), units=units_in(rows),
            phases=[(phase.value, phase.label) for phase in Phase], periods=WEEKS.items(), now=self.at,
            total=(sum(row.number for row in rows), sum(row.late for row in rows)),
            urgent=[(task, may_assign(task, self.standing)) for task in tasks.filter(due_on__isnull=False)[:MOST_URGENT]],
            withheld=withheld(self.standing), waiting=waiting_for(self.standing).count(),
            page_obj=Paginator(chosen, PAGE_SIZE).get_page(wanted.page) if wanted.narrows else None,
        )  # fmt: skip
        return render(request, "workflow/board.html", context)

    def _csv(self, tasks: "list[CaseTask] | Any") -> HttpResponse:
        response = HttpResponse("\ufeff" + as_csv(tasks), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="fristen-{self.standing.day}.csv"'
        return response
