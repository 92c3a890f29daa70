"""`/gremien/integrationsplan/`: its versions and the measures of the Ressorts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from committees.forms.plan import MeasureForm
from committees.models import PlanMeasure, PlanVersion
from committees.planning import may_keep, ressorts_of, save_measure
from committees.session_states import MeasureStatus
from committees.views.recommendations import OfTheLand
from committees.views.session_base import FormPage
from directory.models import OrgUnit
from workflow.models import Case

PAGE_SIZE = 25
FILTERS = ("fassung", "ressort", "handlungsfeld")


class PlanView(OfTheLand):
    """The list of measures."""

    section = "plan"

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        seen = PlanMeasure.objects.visible_to(self.standing).select_related("plan", "field", "ressort", "lead_unit")
        chosen = {name: self._number(name) for name in FILTERS}
        status = request.GET.get("stand", "")
        status = status if status in MeasureStatus.values else ""
        shown = Paginator(self._filtered(seen, chosen, status), PAGE_SIZE).get_page(request.GET.get("page"))
        context = self.get_context_data(
            page_obj=shown, plans=PlanVersion.objects.all(), chosen=chosen, status=status, statuses=MeasureStatus.choices,
            ressorts=OrgUnit.objects.filter(pk__in=seen.order_by().values("ressort")).order_by("short"), narrows=status or any(chosen.values()),
            may_add=ressorts_of(self.standing).exists(),
        )  # fmt: skip
        return render(request, "committees/sessions/plan.html", context)

    def _filtered(self, rows: QuerySet[PlanMeasure], chosen: dict[str, int], status: str) -> QuerySet[PlanMeasure]:
        columns = {"fassung": "plan_id", "ressort": "ressort_id", "handlungsfeld": "field_id"}
        wanted: dict[str, Any] = {columns[name]: value for name, value in chosen.items() if value}
        return rows.filter(**wanted, **({"status": status} if status else {}))

    def _number(self, name: str) -> int:
        wanted = self.request.GET.get(name, "")
        return int(wanted) if wanted.isdecimal() and len(wanted) < 12 else 0


class MeasureView(OfTheLand):
    """One measure."""

    section = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Its words, who leads it, and the cases one may know of."""
        seen = PlanMeasure.objects.visible_to(self.standing).select_related("plan", "field", "ressort", "lead_unit")
        row = get_object_or_404(seen, pk=pk)
        cases = Case.objects.visible_to(self.standing).filter(pk__in=row.cases.values("pk"))
        context = self.get_context_data(row=row, cases=cases, may_keep=may_keep(row, self.standing))
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
            data, instance=self.row, day=self.standing.day, ressorts=ressorts_of(self.standing), cases=cases
        )

    def act(self, form: MeasureForm) -> str:
        """Store it."""
        self.row = save_measure(form.instance, form.cleaned_data["references"], standing=self.standing, at=self.at)
        return _("Die Maßnahme ist gespeichert: „%(title)s“.") % {"title": self.row.title}

    def back_url(self) -> str:
        """The measure, or the list."""
        return self.row.get_absolute_url() if self.row.pk else reverse("plan")
