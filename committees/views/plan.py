"""`/gremien/integrationsplan/`: its versions and the measures of the Ressorts."""

import csv
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from committees.forms.lists import PlanQuery
from committees.forms.plan import MeasureForm
from committees.models import PlanMeasure, PlanVersion, Recommendation
from committees.planning import may_keep, ressorts_of, save_measure
from committees.recommending import published
from committees.session_states import MeasureStatus
from committees.views.session_base import BodiesPage, FormPage
from directory.models import FieldOfAction, OrgUnit
from workflow.board import harmless
from workflow.models import Case

PAGE_SIZE = 25
FILTERS = {"fassung": "plan_id", "ressort": "ressort_id", "handlungsfeld": "field_id", "stand": "status"}


class PlanView(BodiesPage):
    """The list of measures."""

    section, query_form = "plan", PlanQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        seen = PlanMeasure.objects.visible_to(self.standing).select_related("plan", "field", "ressort", "lead_unit")
        asked = self.query.asked
        chosen = {column: asked[name] for name, column in FILTERS.items() if asked[name]}
        found = seen.filter(**chosen)
        if asked["format"]:
            return _spreadsheet(found)
        shown = Paginator(found, PAGE_SIZE).get_page(asked["page"])
        context = self.get_context_data(
            rows=[(row, row.is_late(self.standing.day)) for row in shown], page_obj=shown,
            fields=FieldOfAction.objects.filter(pk__in=seen.order_by().values("field")), plans=PlanVersion.objects.all(), chosen=asked, statuses=MeasureStatus.choices,
            ressorts=OrgUnit.objects.filter(pk__in=seen.order_by().values("ressort")).order_by("short"), narrows=bool(chosen),
            may_add=ressorts_of(self.standing).exists(),
        )  # fmt: skip
        return render(request, "committees/sessions/plan.html", context)


def _spreadsheet(rows: QuerySet[PlanMeasure]) -> HttpResponse:
    """The measures as they are filtered, for a spreadsheet."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="integrationsplan.csv"'
    answer.write("\ufeff")
    lines = csv.writer(answer, delimiter=";")
    lines.writerow([_("Fassung"), _("Handlungsfeld"), _("Ressort"), _("Federführung"), _("Maßnahme"), _("Stand"), _("Beginn"), _("Ende"), _("Sachstand")])  # fmt: skip
    for row in rows:
        days = [day.strftime("%d.%m.%Y") if day else "" for day in (row.starts_on, row.ends_on)]
        cells = [row.plan, row.field or "", row.ressort.short, row.lead_unit.short, row.title, row.get_status_display(), *days, row.remarks]  # fmt: skip
        lines.writerow([harmless(str(cell)) for cell in cells])
    return answer


class MeasureView(BodiesPage):
    """One measure."""

    section = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Its words, who leads it, and the cases one may know of."""
        seen = PlanMeasure.objects.visible_to(self.standing).select_related("plan", "field", "ressort", "lead_unit")
        row = get_object_or_404(seen, pk=pk)
        cases = Case.objects.visible_to(self.standing).filter(pk__in=row.cases.values("pk"))
        served = Recommendation.objects.visible_to(self.standing).filter(measures=row)
        context = self.get_context_data(
            row=row, cases=cases, known=published(row.cases.all(), self.standing), served=served, may_keep=may_keep(row, self.standing), late=row.is_late(self.standing.day)
        )  # fmt: skip
        return render(request, "committees/sessions/measure.html", context)


class EditMeasureView(FormPage):
    """A new measure, or one that is kept."""

    section, clerks_only = "plan", False
    row: PlanMeasure

    def find(self, **kwargs: Any) -> None:
        """Through `visible_to`; then whether the person keeps it."""
        seen = PlanMeasure.objects.visible_to(self.standing).select_related("lead_unit")
        self.row = get_object_or_404(seen, pk=kwargs["pk"]) if "pk" in kwargs else PlanMeasure()
        if not (may_keep(self.row, self.standing) if self.row.pk else ressorts_of(self.standing).exists()):
            raise PermissionDenied(_("Maßnahmen pflegt die federführende Einheit oder die Vertretung ihres Ressorts."))

    @property
    def title(self) -> Any:
        """New or not."""
        return _("Maßnahme bearbeiten") if self.row.pk else _("Maßnahme erfassen")

    def form(self, data: Any = None) -> MeasureForm:
        """As it stands."""
        cases: QuerySet[Case] = Case.objects.visible_to(self.standing)
        return MeasureForm(
            data, instance=self.row, standing=self.standing, ressorts=ressorts_of(self.standing), cases=cases
        )

    def act(self, form: MeasureForm) -> str:
        """Store it."""
        self.row = save_measure(form.instance, form.serving(), standing=self.standing, at=self.at)
        return _("Die Maßnahme ist gespeichert: „%(title)s“.") % {"title": self.row.title}

    def back_url(self) -> str:
        """The measure, or the list."""
        return self.row.get_absolute_url() if self.row.pk else reverse("plan")
