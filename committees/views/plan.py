"""`/plan/`: the measures of the Integrationsplan."""

import csv
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from committees.forms.plan import PlanMeasureForm
from committees.models import PlanMeasure, PlanStatus
from committees.planning import may_keep, ressorts_of, save_measure
from directory.models import FieldCatalogue, FieldOfAction, OrgUnit
from workflow.board import harmless
from workflow.models import Case
from workflow.views.base import OfficeView, attempt, tell

PAGE_SIZE = 50


class PlanPage(OfficeView):
    """For all Ressorts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Members of a jury or another body have no part in it."""
        if request.user.is_authenticated and not self.standing.is_partner and not self.standing.takes_tasks:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def measures(self) -> QuerySet[PlanMeasure]:
        """With the cases the person may know of."""
        seen = Prefetch("cases", Case.objects.visible_to(self.standing).order_by("reference"), to_attr="seen_cases")
        rows = PlanMeasure.objects.visible_to(self.standing).select_related("field__catalogue", "ressort", "lead_unit")
        return rows.prefetch_related(seen)


class PlanView(PlanPage):
    """The list, filtered in the address; also as CSV."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        rows = self._filtered()
        if request.GET.get("format") == "csv":
            return _as_csv(rows)
        page = Paginator(rows, PAGE_SIZE).get_page(
            request.GET.get("page") if request.GET.get("page", "").isdecimal() else 1
        )
        keeps = ressorts_of(self.standing)
        context = self.get_context_data(
            page_obj=page, rows=[(row, row.ressort_id in keeps) for row in page], wanted=self._wanted(), may_add=bool(keeps), stands=PlanStatus.choices,
            fields=FieldOfAction.objects.select_related("catalogue"), ressorts=OrgUnit.objects.filter(pk__in=PlanMeasure.objects.values("ressort")).order_by("short"),
            catalogues=FieldCatalogue.objects.order_by("valid_from"),
        )  # fmt: skip
        return render(request, "committees/plan/list.html", context)

    def _wanted(self) -> dict[str, str]:
        names = ("handlungsfeld", "ressort", "stand", "q")
        return {name: self.request.GET.get(name, "").strip()[:100] for name in names}

    def _filtered(self) -> QuerySet[PlanMeasure]:
        wanted, rows = self._wanted(), self.measures()
        for name, field in (("handlungsfeld", "field"), ("ressort", "ressort")):
            if wanted[name].isdecimal() and len(wanted[name]) < 12:
                rows = rows.filter(**{field: int(wanted[name])})
        if wanted["stand"] in PlanStatus.values:
            rows = rows.filter(status=wanted["stand"])
        return rows.filter(title__icontains=wanted["q"]) if wanted["q"] else rows


def _as_csv(rows: QuerySet[PlanMeasure]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="integrationsplan.csv"'
    answer.write("\ufeff")
    lines = csv.writer(answer, delimiter=";")
    lines.writerow(
        [
            _("Katalog"),
            _("Handlungsfeld"),
            _("Ressort"),
            _("Einheit"),
            _("Maßnahme"),
            _("Stand"),
            _("Beginn"),
            _("Ende"),
            _("Sachstand"),
            _("Vorgänge"),
        ]
    )
    for row in rows:
        days = [f"{day:%d.%m.%Y}" if day else "" for day in (row.starts_on, row.ends_on)]
        cases = ", ".join(case.reference for case in row.seen_cases)  # type: ignore[attr-defined]  # prefetched
        cells = [
            row.field.catalogue.version,
            row.field.name,
            row.ressort.short,
            row.lead_unit.short if row.lead_unit else "",
            row.title,
        ]
        lines.writerow([harmless(str(cell)) for cell in [*cells, row.get_status_display(), *days, row.remark, cases]])
    return answer


class PlanMeasureView(PlanPage):
    """A new measure, or an existing one; read-only for other Ressorts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only those who keep a Ressort's measures add one."""
        if (
            request.user.is_authenticated
            and not kwargs
            and not self.standing.is_partner
            and not ressorts_of(self.standing)
        ):
            raise PermissionDenied(_("Maßnahmen pflegt das zuständige Ressort oder die Geschäftsstelle."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form."""
        return self._page(self._row(pk), None)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Store it."""
        row = self._row(pk)
        form = PlanMeasureForm(request.POST, instance=row, standing=self.standing)
        if form.is_valid() and attempt(
            form, lambda: save_measure(form.instance, form.references, standing=self.standing)
        ):
            tell(request, _("Die Maßnahme ist gespeichert."))
            return HttpResponseRedirect(reverse("plan"))
        return self._page(row, form, status=422)

    def _row(self, pk: int | None) -> PlanMeasure:
        return get_object_or_404(self.measures(), pk=pk) if pk else PlanMeasure()

    def _page(self, row: PlanMeasure, form: PlanMeasureForm | None, *, status: int = 200) -> HttpResponse:
        cases = getattr(row, "seen_cases", [])
        keeps = row.pk is None or may_keep(row, self.standing)
        initial = {"cases": "\n".join(case.reference for case in cases)}
        shown = form or (PlanMeasureForm(instance=row, standing=self.standing, initial=initial) if keeps else None)
        context = self.get_context_data(measure=row, form=shown, cases=cases)
        return render(self.request, "committees/plan/measure.html", context, status=status)
