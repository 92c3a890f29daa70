"""`/vorgaenge/`: finding a case, and opening a new one."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from directory.models import FieldCatalogue, FieldOfAction
from workflow.alike import cases_like
from workflow.caselist import STANDS, CaseFilter, as_csv, find_cases
from workflow.errors import WorkflowError
from workflow.forms.alike import is_meant
from workflow.forms.lists import CasesQuery, NewCaseQuery
from workflow.leading import may_open_cases
from workflow.models import ORIGIN, Case
from workflow.office import NewCase, open_case
from workflow.policies import kinds, openable_kinds, pages_of, policy_for, policy_of
from workflow.views.base import StandingView, show_refusal, tell

PAGE_SIZE = 50
CSV_ROWS = 20_000


class CasesView(StandingView):
    """The list with its filters; the same as CSV."""

    query_form = CasesQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of it."""
        wanted = CaseFilter.of(self.query.asked)
        cases = find_cases(wanted, self.standing)
        if self.query.asked["format"]:
            response = HttpResponse("\ufeff" + as_csv(cases[:CSV_ROWS]), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="vorgaenge-{self.standing.day}.csv"'
            return response
        page = Paginator(cases, PAGE_SIZE).get_page(wanted.page)
        catalogue = FieldCatalogue.objects.valid_on(self.standing.day)
        context = self.get_context_data(
            wanted=wanted, page_obj=page, rows=[self._row(case) for case in page], stands=STANDS.items(), may_open=may_open_cases(self.standing),
            fields=FieldOfAction.objects.filter(catalogue__in=catalogue), kinds=openable_kinds(), all_kinds=kinds(),
        )  # fmt: skip
        return render(request, "workflow/cases.html", context)

    def _row(self, case: Case) -> dict[str, Any]:
        policy, phase = policy_for(case), case.phase
        return {
            "case": case,
            "state": policy.state_label(case.state),
            "phase": phase,
            "phase_label": policy.phase_label(phase) if phase else "",
        }


class NewCaseView(StandingView):
    """`/vorgaenge/neu/<kind>/`: the kind's own form. Sent twice, it opens one case."""

    query_form = NewCaseQuery

    def prepare(self, **kwargs: Any) -> None:
        """404 for a kind that is not opened by a form."""
        try:
            self.form_class: Any = pages_of(kwargs["kind"]).create_form
        except KeyError as error:
            raise Http404 from error
        if self.form_class is None:
            raise Http404

    @property
    def origin(self) -> Case | None:
        """The case this one comes of, named in the address as `?aus=`; ignored where the person does not see it whole."""
        wanted = self.query.asked["aus"]
        return Case.objects.in_full_view_of(self.standing).filter(pk=wanted).first() if wanted else None

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The empty form."""
        return self._page(self.form_class(standing=self.standing, day=self.standing.day), kind)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Open the case; one like a case of the last days is asked about first."""
        form = self.form_class(request.POST, standing=self.standing, day=self.standing.day)
        if form.is_valid() and is_meant(form, self._like(form.new_case())):
            try:
                new = replace(form.new_case(), parent=self.origin, relation=ORIGIN if self.origin else "")
                case = open_case(new, opened_by=self.standing.user, at=self.at)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, _("Der Vorgang %(reference)s ist angelegt.") % {"reference": case.reference})
                return HttpResponseRedirect(case.get_absolute_url())
        return self._page(form, kind, status=422)

    def _like(self, new: NewCase) -> list[Case]:
        return cases_like(new.kind, new.title, new.organisation, standing=self.standing, at=self.at)

    def _page(self, form: Any, kind: str, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, policy=policy_of(kind), origin=self.origin)
        return render(self.request, "workflow/case_new.html", context, status=status)
