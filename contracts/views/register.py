"""`/oeffentlich/vertraege/`: open to everybody."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from contracts.forms.register import RegisterQuery
from contracts.register import Entry, entry_of, register
from workflow import clock
from workflow.board import harmless
from workflow.views.base import QueryView

PAGE_SIZE = 50
CSV_ROWS = 20_000


@method_decorator(login_not_required, name="dispatch")
class RegisterView(QueryView):
    """The register with a search, or as CSV."""

    query_form = RegisterQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        asked = self.query.asked
        found = register(asked["q"], day=clock.today())
        if asked["format"]:
            table = as_csv(entry_of(row) for row in found[:CSV_ROWS])
            response = HttpResponse("\ufeff" + table, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="integrationsvertraege.csv"'
            return response
        page = Paginator(found, PAGE_SIZE).get_page(asked["page"])
        context = {"entries": [entry_of(row) for row in page], "page_obj": page, "q": asked["q"]}
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
