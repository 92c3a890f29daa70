"""What the pages of sessions share: finding the session, and a small form that leads back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.models import Session
from committees.secretariat import require_secretariat, runs_bodies
from directory.audiences import opens
from workflow.errors import WorkflowError
from workflow.views.base import StandingView, show_refusal, tell

ENTRIES = (
    ("session", "sessions", gettext_lazy("Sitzungen")),
    ("recommendation", "recommendations", gettext_lazy("Empfehlungen")),
    ("field", "fields-of-action", gettext_lazy("Handlungsfelder")),
    ("plan", "plan", gettext_lazy("Integrationsplan")),
    ("seat", "seats", gettext_lazy("Ressortsitze")),
    ("rules", "body-rules", gettext_lazy("Regeln")),
)


class BodiesPage(StandingView):
    """A page around the bodies; `clerks_only`: what it does is for the Geschäftsstelle alone."""

    clerks_only = False
    section = ""

    def prepare(self, **kwargs: Any) -> None:
        """First whether there is such a thing, then whether the person may act on it."""
        self.find(**kwargs)
        if self.clerks_only:
            require_secretariat(self.standing)

    def find(self, **kwargs: Any) -> None:
        """Look up what the address names, or 404."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the person runs the bodies, and the pages around them."""
        return super().get_context_data(runs=runs_bodies(self.standing), tabs=self._tabs(), **kwargs)

    def _tabs(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "label": label, "current": key == self.section}
            for key, name, label in ENTRIES
            if opens(self.standing, name)
        ]


class SessionPage(BodiesPage):
    """A page of one session; 404 for whoever does not belong to its body."""

    session: Session
    section = "session"

    def find(self, **kwargs: Any) -> None:
        """Through `visible_to`."""
        seen = Session.objects.visible_to(self.standing).select_related("body", "minutes_by")
        self.session = get_object_or_404(seen, pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the session; pages of a new one have none yet."""
        return super().get_context_data(session=getattr(self, "session", None), **kwargs)


class FormPage(BodiesPage):
    """One small form that calls a service and leads on; what is refused stays on the page with everything typed."""

    template_name = "committees/sessions/form.html"
    clerks_only = True
    title: Any = ""
    explanation: Any = ""
    submit: Any = gettext_lazy("Speichern")

    def form(self, data: Any = None) -> Any:
        """The form, bound when there is data."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Call the service; say what was done."""
        raise NotImplementedError

    def back_url(self) -> str:
        """Where it leads, also when nothing is stored."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form as it stands."""
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Act, or say at the field what is wrong."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                told = self.act(form)
            except WorkflowError as error:
                show_refusal(form, error)
            else:
                tell(request, told)
                return HttpResponseRedirect(self.back_url())
        return self.page(form, status=422)

    def page(self, form: Any, *, status: int = 200, **extra: Any) -> HttpResponse:
        """The page around the form."""
        context = self.get_context_data(
            form=form, title=self.title, explanation=self.explanation, submit=self.submit, back_url=self.back_url(), **extra
        )  # fmt: skip
        return render(self.request, self.template_name, context, status=status)


class SessionFormPage(FormPage, SessionPage):
    """A form of one session."""

    section = "session"

    def back_url(self) -> str:
        """The session."""
        return self.session.get_absolute_url()


def mailed(number: int) -> str:
    """How many were told, in words."""
    return _("E-Mails gesendet: %(number)d.") % {"number": number}
