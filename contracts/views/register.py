"""`/oeffentlich/vertraege/`: open to everybody."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.register import Entry, entry_of, register
from workflow import clock
from workflow.board import harmless

PAGE_SIZE = 50
CSV_ROWS = 20_000


@login_not_required
@require_safe
def register_view(request: HttpRequest) -> HttpResponse:
    """The register with a search, or as CSV."""
    query = request.GET.get("q", "").strip()[:100]
    found = register(query, day=clock.today())
    if request.GET.get("format") == "csv":
        table = as_csv(entry_of(row) for row in found[:CSV_ROWS])
        response = HttpResponse("\ufeff" + table, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="integrationsvertraege.csv"'
        return response
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"entries": [entry_of(row) for row in page], "page_obj": page, "q": query}
    return render(request, "contracts/register.html", context)


def as_csv(entries: Iterable[Entry]) -> str:
    """For a spreadsheet."""
    target = StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(
        [_("Partner"), _("Thema"), _("Handlungsfelder"), _("in Kraft seit"), _("bis"), _("Kurzbeschreibung")]
    )
    for entry in entries:
        row = [
            entry.partner,
            entry.theme,
            ", ".join(entry.fields),
            str(entry.since),
            str(entry.until or ""),
            entry.summary,
        ]
        writer.writerow([harmless(cell) for cell in row])
    return target.getvalue()
