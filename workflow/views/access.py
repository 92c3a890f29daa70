"""`/einsicht/`: asking to be let into restricted cases, and deciding on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.standing import standing_of
from workflow.access import ask, grant, opened_by, refuse, waiting_for
from workflow.forms.access import AccessQuery, AskForm, GrantForm, RefuseForm
from workflow.models import AccessRequest
from workflow.views.base import StandingView, attempt, tell

OWN_SHOWN = 50


class AccessView(StandingView):
    """What waits for the person's decision, what she asked for herself, and the form to ask."""

    query_form = AccessQuery

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; the form begins with what the link named."""
        asked = self.query.asked
        return self._page(
            AskForm(initial={"unit": asked["einheit"], "reference": asked["vorgang"]}, standing=self.standing)
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        form = AskForm(request.POST, standing=self.standing)
        if form.is_valid() and attempt(form, lambda: ask(form.wish(), standing=self.standing, at=self.at)):
            tell(request, _("Ihre Bitte ist gestellt. Über die Antwort erhalten Sie eine Nachricht."))
            return HttpResponseRedirect(reverse("access"))
        return self._page(form, status=422)

    def _page(self, form: AskForm, *, status: int = 200) -> HttpResponse:
        own = list(AccessRequest.objects.of(self.standing).select_related("unit")[:OWN_SHOWN])
        opened = opened_by(own, self.standing)
        context = self.get_context_data(
            form=form, may_ask=bool(form.fields.keys() - {"reason"}), waiting=waiting_for(self.standing),
            own=[(row, opened.get(row.pk, [])) for row in own],
        )  # fmt: skip
        return render(self.request, "workflow/access.html", context, status=status)


class AnswerView(StandingView):
    """`/einsicht/<id>/`: yes, to what and until when."""

    row: AccessRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look the request up among those that wait for the person."""
        if request.user.is_authenticated:
            self.row = get_object_or_404(waiting_for(self.standing), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Both forms, empty."""
        return self._page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let her in."""
        form = self._grant_form(request.POST)
        if form.is_valid() and attempt(form, lambda: self._grant(form)):
            return self._done()
        return self._page(status=422, form=form)

    def _grant_form(self, data: Any = None) -> GrantForm:
        return GrantForm(data, request=self.row, standing=self.standing)

    def _grant(self, form: GrantForm) -> None:
        grant(self.row.pk, form.chosen, form.cleaned_data["until"], standing=self.standing, at=self.at)

    def _done(self) -> HttpResponse:
        tell(self.request, _("Die Antwort ist gegeben; %(person)s erfährt davon.") % {"person": self.row.asked_by})
        return HttpResponseRedirect(reverse("access" if waiting_for(self.standing).exists() else "inbox"))

    def _page(self, *, status: int = 200, **forms: Any) -> HttpResponse:
        asker = standing_of(self.row.asked_by, self.standing.day)
        shown = {"form": self._grant_form(), "refusal": RefuseForm()} | forms
        context = self.get_context_data(row=self.row, posts=asker.posts, principals=asker.principals, **shown)
        return render(self.request, "workflow/access_answer.html", context, status=status)


class RefuseView(AnswerView):
    """`ablehnen/`: no, and why."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """There is one page for both."""
        return HttpResponseRedirect(reverse("access-answer", args=[pk]))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Refuse."""
        form = RefuseForm(request.POST)
        if form.is_valid() and attempt(form, lambda: self._refuse(form)):
            return self._done()
        return self._page(status=422, refusal=form)

    def _refuse(self, form: RefuseForm) -> None:
        refuse(self.row.pk, form.cleaned_data["words"], standing=self.standing, at=self.at)
