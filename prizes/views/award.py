"""After the decision: figures, press text, payments."""

import csv

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from prizes.figures import figures_of, is_shut_out, payments_of, press_text
from prizes.models import AwardYear
from workflow.board import harmless
from workflow.views.base import StandingView


class FiguresView(StandingView):
    """Yearly statistics and the draft of the press text."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """The page."""
        row = get_object_or_404(AwardYear, year=year, case__isnull=False)
        shut = is_shut_out(row, self.standing)
        told = bool(row.decided_on) and not shut
        context = self.get_context_data(
            year=row, figures=figures_of(row), press=press_text(row) if told else "", payments=payments_of(row) if told else [], shut=shut
        )  # fmt: skip
        return render(request, "prizes/figures.html", context)


class PaymentsView(StandingView):
    """The payment list as CSV, for the Haushalt."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """One line per award with money."""
        row = get_object_or_404(AwardYear, year=year, decided_on__isnull=False)
        if is_shut_out(row, self.standing):
            raise PermissionDenied(
                _("Sie sind von einer Auszeichnung ausgeschlossen. Die Zahlungsliste erstellt jemand anderes.")
            )
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="zahlungen-{year}.csv"'
        answer.write("\ufeff")
        lines = csv.writer(answer, delimiter=";")
        lines.writerow([_("Zeichen"), _("Platz"), _("Empfänger"), "IBAN", _("Betrag")])
        for one in payments_of(row):
            cells = [one.case.reference, one.rank, one.nominee, one.iban, f"{one.amount:.2f}".replace(".", ",")]
            lines.writerow([harmless(str(cell)) for cell in cells])
        return answer
