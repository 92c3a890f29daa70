"""`/oeffentlich/vertraege/`: open to everybody."""

import csv
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.register import Entry, register
from workflow.board import harmless


@login_not_required
@require_safe
def register_view(request: HttpRequest) -> HttpResponse:
    """The register with a search, or as CSV."""
    query = request.GET.get("q", "").strip()[:100]
    entries = register(query)
    if request.GET.get("format") == "csv":
        response = HttpResponse("\ufeff" + as_csv(entries), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="integrationsvertraege.csv"'
        return response
    return render(request, "contracts/register.html", {"entries": entries, "q": query})


def as_csv(entries: list[Entry]) -> str:
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
