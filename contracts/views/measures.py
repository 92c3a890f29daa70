"""The measures of both sides: reading them, and editing one's own while the task for it is open."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.forms.measures import INDICATORS, MOST_INDICATORS, MeasureForm, indicator_formset, indicator_rows
from contracts.measures import measures_for
from contracts.models import Contract, Measure
from contracts.services import MEASURE_NODES, delete_measure, measure_side, save_measure
from workflow.errors import NotAllowedError, WorkflowError
from workflow.forms.rows import with_more_rows
from workflow.models import Case, CaseTask
from workflow.views.base import StandingView, show_refusal, tell


class MeasuresPage(StandingView):
    """Finds the contract for whoever may see its case, office or partner."""

    contract: Contract

    def prepare(self, **kwargs: Any) -> None:
        """404 for whoever may not know of the case."""
        seen = Case.objects.visible_to(self.standing)
        rows = Contract.objects.filter(case__in=seen).select_related("case__lead_unit", "case__organisation")
        self.contract = get_object_or_404(rows, pk=kwargs["pk"])

    @property
    def side(self) -> str:
        """The side the person may edit now, or nothing."""
        try:
            return measure_side(self.contract.case, self.standing)
        except NotAllowedError:
            return ""

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """In the frame of office or portal."""
        partner = self.standing.is_partner
        case = self.contract.case
        frame = {
            "base_template": "portal/base.html" if partner else "base.html", "contract": self.contract, "case": case,
            "back_url": reverse("portal-case", args=[case.pk]) if partner else case.get_absolute_url(),
        }  # fmt: skip
        return render(self.request, template, self.get_context_data(**frame, **context), status=status)


class MeasuresView(MeasuresPage):
    """`/vorgaenge/<id>/massnahmen/`."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All of them that the person may read, and the way back to the task."""
        side = self.side
        nodes = [name for name, its in MEASURE_NODES.items() if its == side]
        tasks = CaseTask.objects.visible_to(self.standing).open().filter(process=self.contract.case)
        task = next((task for task in tasks if task.node.name in nodes), None)
        return self.page(
            "contracts/measures.html", measures=measures_for(self.contract, self.standing), edit_side=side, task=task
        )  # fmt: skip


class MeasureView(MeasuresPage):
    """One measure with its indicators; rows are added without JavaScript."""

    def get(self, request: HttpRequest, pk: int, measure: int | None = None) -> HttpResponse:
        """The form, filled when it exists."""
        row = self._measure(measure)
        return self._form(row, MeasureForm(instance=row), indicator_formset(initial=indicator_rows(row)))

    def post(self, request: HttpRequest, pk: int, measure: int | None = None) -> HttpResponse:
        """Save, delete, or give more rows."""
        try:
            row = self._measure(measure)
        except NotAllowedError as error:
            return self._too_late(error)
        if "loeschen" in request.POST and row.pk:
            delete_measure(pk, row.pk, standing=self.standing, at=self.at)
            tell(request, _("Die Maßnahme ist gelöscht."))
            return self._back(pk)
        if "mehr" in request.POST:
            return self._more(row)
        form, formset = MeasureForm(request.POST, instance=row), indicator_formset(request.POST)
        if form.is_valid() and formset.is_valid():
            indicators = [data for data in (one.cleaned_data for one in formset.forms) if data.get("name")]
            try:
                save_measure(pk, form.instance, indicators, standing=self.standing, at=self.at)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Die Maßnahme ist gespeichert."))
                return self._back(pk)
        return self._form(row, form, formset, status=422)

    def _measure(self, pk: int | None) -> Measure:
        """Only of the side one may edit."""
        side = measure_side(self.contract.case, self.standing)
        if pk is None:
            return Measure(contract=self.contract, side=side)
        return get_object_or_404(Measure, pk=pk, contract=self.contract, side=side)

    def _too_late(self, error: NotAllowedError) -> HttpResponse:
        """The task was handed in meanwhile, perhaps in another window: what was typed stays, to be copied."""
        form = MeasureForm(self.request.POST, instance=Measure(contract=self.contract))
        show_refusal(form, error)
        return self._form(form.instance, form, indicator_formset(self.request.POST), status=403)

    def _more(self, row: Measure) -> HttpResponse:
        data = with_more_rows(self.request.POST, INDICATORS, most=MOST_INDICATORS)
        return self._form(row, MeasureForm(data, instance=row), indicator_formset(data))

    def _form(self, row: Measure, form: Any, formset: Any, *, status: int = 200) -> HttpResponse:
        return self.page("contracts/measure.html", status=status, measure=row, form=form, formset=formset)

    def _back(self, pk: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("measures", args=[pk]))
