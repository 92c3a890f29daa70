"""`/gremien/empfehlungen/` and `/gremien/handlungsfelder/`: what was recommended, and what serves each Handlungsfeld."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.forms.lists import RecommendationsQuery
from committees.forms.recommendations import ProgressForm, RecommendationForm
from committees.models import PlanMeasure, Recommendation
from committees.planning import measures_on
from committees.recommending import (
    cases_serving,
    catalogue_on,
    fields_served,
    in_charge,
    late,
    may_report,
    published,
    recommendations_on,
    report,
    save_recommendation,
)
from committees.session_states import PURSUED, PURSUED_KEY, RecommendationStatus
from committees.views.session_base import BodiesPage, FormPage
from directory.models import FieldOfAction
from workflow.forms.query import PageQuery
from workflow.models import Case
from workflow.policies import policy_for

PAGE_SIZE = 25
SHOWN = 10


class RecommendationsView(BodiesPage):
    """The list; what is pursued first, the nearest day on top."""

    section, query_form = "recommendation", RecommendationsQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        rows = Recommendation.objects.visible_to(self.standing).select_related("body", "field", "responsible_unit")
        asked = self.query.asked
        status, field = asked["stand"], asked["handlungsfeld"]
        found = self._filtered(rows, status, field)
        page = Paginator(found.order_by(F("due_on").asc(nulls_last=True), "-given_on", "-pk"), PAGE_SIZE)
        shown = page.get_page(asked["page"])
        context = self.get_context_data(
            page_obj=shown, rows=[(row, late(row, self.standing.day)) for row in shown], status=status, chosen_field=field,
            statuses=[(PURSUED_KEY, _("offen oder in Umsetzung")), *RecommendationStatus.choices],
            fields=FieldOfAction.objects.filter(catalogue__in=catalogue_on(self.standing.day)),
        )  # fmt: skip
        return render(request, "committees/sessions/recommendations.html", context)

    def _filtered(self, rows: QuerySet[Recommendation], status: str, field: int | None) -> QuerySet[Recommendation]:
        if status:
            rows = rows.filter(status__in=PURSUED if status == PURSUED_KEY else [status])
        return rows.filter(field_id=field) if field else rows


class RecommendationView(BodiesPage):
    """One recommendation."""

    section = "recommendation"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Its words, and how far it is."""
        seen = Recommendation.objects.visible_to(self.standing).select_related(
            "body", "field", "responsible_unit", "session"
        )
        row = get_object_or_404(seen, pk=pk)
        case = Case.objects.visible_to(self.standing).filter(pk=row.case_id).first() if row.case_id else None
        serving = PlanMeasure.objects.visible_to(self.standing).filter(recommendations=row).select_related("ressort")
        context = self.get_context_data(
            row=row, case=case, late=late(row, self.standing.day), serving=serving, may_report=may_report(row, self.standing)
        )  # fmt: skip
        return render(request, "committees/sessions/recommendation.html", context)


class ProgressView(FormPage):
    """Those who carry a recommendation out say how far it is."""

    section, clerks_only = "recommendation", False
    title = gettext_lazy("Sachstand melden")
    row: Recommendation

    def find(self, **kwargs: Any) -> None:
        """Through `visible_to`; then whether the person carries it out."""
        seen = Recommendation.objects.visible_to(self.standing).select_related("responsible_unit")
        self.row = get_object_or_404(seen, pk=kwargs["pk"])
        if not may_report(self.row, self.standing):
            raise PermissionDenied(_("Den Sachstand meldet, wer die Empfehlung umsetzt."))

    @property
    def explanation(self) -> Any:
        """Which one."""
        return self.row.title

    def form(self, data: Any = None) -> ProgressForm:
        """As it stands."""
        return ProgressForm(data, initial={"status": self.row.status, "remarks": self.row.remarks})

    def act(self, form: ProgressForm) -> str:
        """Store it."""
        report(self.row, **form.cleaned_data, standing=self.standing, at=self.at)
        return _("Der Sachstand ist gespeichert.")

    def back_url(self) -> str:
        """The recommendation."""
        return self.row.get_absolute_url()


class EditRecommendationView(FormPage):
    """A new recommendation, or one that is tracked."""

    section = "recommendation"
    row: Recommendation

    def find(self, **kwargs: Any) -> None:
        """Through `visible_to`."""
        seen = Recommendation.objects.visible_to(self.standing).select_related("case", "body", "responsible_unit")
        self.row = get_object_or_404(seen, pk=kwargs["pk"]) if "pk" in kwargs else Recommendation()

    @property
    def title(self) -> Any:
        """New or not."""
        return _("Empfehlung bearbeiten") if self.row.pk else _("Empfehlung erfassen")

    def form(self, data: Any = None) -> RecommendationForm:
        """As it stands."""
        cases: QuerySet[Case] = Case.objects.visible_to(self.standing)
        return RecommendationForm(data, instance=self.row, day=self.standing.day, cases=cases)

    def act(self, form: RecommendationForm) -> str:
        """Store it."""
        self.row = save_recommendation(form.recommendation(), standing=self.standing, at=self.at)
        return _("Die Empfehlung ist gespeichert: „%(title)s“.") % {"title": self.row.title}

    def back_url(self) -> str:
        """The recommendation, or the list."""
        return self.row.get_absolute_url() if self.row.pk else reverse("recommendations")


class FieldsView(BodiesPage):
    """All Handlungsfelder of today."""

    section = "field"

    def get(self, request: HttpRequest) -> HttpResponse:
        """With how much serves each."""
        catalogue = catalogue_on(self.standing.day).first()
        context = self.get_context_data(rows=fields_served(self.standing), catalogue=catalogue)
        return render(request, "committees/sessions/fields.html", context)


class FieldView(BodiesPage):
    """One Handlungsfeld: cases of every kind and recommendations."""

    section, query_form = "field", PageQuery

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What serves it, as far as the person may know."""
        rows = FieldOfAction.objects.select_related("catalogue").prefetch_related("responsibilities__unit")
        field = get_object_or_404(rows, pk=pk)
        page = Paginator(cases_serving(field, self.standing), PAGE_SIZE).get_page(self.query.asked["page"])
        cases = [(case, policy_for(case).label, policy_for(case).state_label(case.state)) for case in page]
        known = recommendations_on(field, self.standing)
        given = [(row, late(row, self.standing.day)) for row in known[:SHOWN]]
        context = self.get_context_data(
            field=field,
            page_obj=page,
            cases=cases,
            recommendations=given,
            number=known.count(),
            measures=measures_on(field, self.standing)[:SHOWN],
            known=published(Case.objects.filter(fields_of_action=field), self.standing),
            units=in_charge(field, self.standing.day),
        )
        return render(request, "committees/sessions/field.html", context)
