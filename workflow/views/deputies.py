"""`/konto/vertretung/`: who stands in for whom."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.deputies import DeputyError, appoint, deputyships_of, end, may_set_for
from workflow.forms.deputies import DeputyForm
from workflow.views.base import StandingView, tell


class DeputiesView(StandingView):
    """Present and coming deputyships, and the form for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self._page(DeputyForm(standing=self.standing))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Name a deputy."""
        form = DeputyForm(request.POST, standing=self.standing)
        if form.is_valid():
            try:
                made = appoint(form.new(), standing=self.standing)
            except DeputyError as error:
                form.add_error(error.field or None, error.message)
            else:
                text = _("%(deputy)s vertritt %(principal)s vom %(first)s bis %(last)s.")
                tell(request, text % {
                    "deputy": made.deputy, "principal": made.principal, "first": f"{made.valid_from:%d.%m.%Y}", "last": f"{made.valid_to:%d.%m.%Y}",
                })  # fmt: skip
                return HttpResponseRedirect(reverse("deputies"))
        return self._page(form, status=422)

    def _page(self, form: DeputyForm, *, status: int = 200) -> HttpResponse:
        endable = set(may_set_for(self.standing).values_list("pk", flat=True))
        rows = [(row, row.principal_id in endable) for row in deputyships_of(self.standing)]
        return render(
            self.request, "workflow/deputies.html", self.get_context_data(form=form, rows=rows), status=status
        )


class EndDeputyshipView(StandingView):
    """End one early."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it, from today on."""
        deputyship = get_object_or_404(deputyships_of(self.standing), pk=pk)
        try:
            end(deputyship, standing=self.standing)
        except DeputyError as error:
            form = DeputyForm(standing=self.standing)
            return render(
                request, "workflow/deputies.html", self.get_context_data(form=form, refusal=error.message), status=403
            )
        tell(request, _("Die Vertretung ist beendet."))
        return HttpResponseRedirect(reverse("deputies"))
