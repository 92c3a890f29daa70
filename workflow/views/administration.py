"""`/verwaltung/`: what the Fachadministration looks after."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from workflow import calendars, clock, procedures
from workflow.automatic import retry_job
from workflow.clockwork import ClockError, move, reset
from workflow.errors import InputError
from workflow.forms.administration import CalendarDayForm, ClockForm, ProcedureForm
from workflow.forms.query import Removal
from workflow.models import CalendarDay, CaseTask, Procedure, TaskKind
from workflow.policies import kinds, policy_of
from workflow.ticking import tick
from workflow.views.base import StandingView, show_refusal, tell


def failed_jobs() -> Any:
    """Jobs a person has to look at."""
    return (
        CaseTask.objects.filter(closed_at=None, flow_task_type=TaskKind.JOB, status="ERROR")
        .select_related("process")
        .order_by("pk")
    )


class OverviewView(StandingView):
    """The start page of the administration."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Procedures, calendar, jobs; in the demonstration clock and mails."""
        context = self.get_context_data(
            kinds=[(policy, procedures.present(policy.kind)) for policy in kinds()], days=CalendarDay.objects.count(), jobs=failed_jobs(),
            demo=settings.DEMO, now=clock.now(), offset=clock.offset(),
        )  # fmt: skip
        return render(request, "workflow/administration.html", context)


class RetryJobView(StandingView):
    """Let a failed job be tried again."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retry it."""
        get_object_or_404(failed_jobs(), pk=pk)
        retry_job(pk, at=self.at, standing=self.standing)
        tell(request, _("Der Auftrag wird erneut versucht."))
        return HttpResponseRedirect(reverse("administration"))


class ClockView(StandingView):
    """`uhr/`: the clock of the demonstration."""

    once = False

    def prepare(self, **kwargs: Any) -> None:
        """Nowhere else."""
        if not settings.DEMO:
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        """What it shows."""
        return self._page(ClockForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move it, and let fall due what falls due."""
        form = ClockForm(request.POST)
        if "zuruecksetzen" in request.POST:
            reset()
            tell(request, _("Die Uhr zeigt wieder die wirkliche Zeit."))
            return HttpResponseRedirect(reverse("clock"))
        if form.is_valid():
            try:
                move(timedelta(days=form.cleaned_data["days"]))
            except ClockError as error:
                form.add_error("days", error.message)
            else:
                done = tick(clock.now())
                tell(request, _("Die Uhr ist vorgestellt. Fällig geworden: %(number)s.") % {"number": done.total})
                return HttpResponseRedirect(reverse("clock"))
        return self._page(form, status=422)

    def _page(self, form: ClockForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, now=clock.now(), offset=clock.offset())
        return render(self.request, "workflow/clock.html", context, status=status)


class CalendarView(StandingView):
    """`kalender/`: one-off holidays and closures."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The days."""
        return self._page(CalendarDayForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add one, or remove one."""
        form, removed = CalendarDayForm(request.POST), Removal(request.POST).asked["entfernen"]
        if removed:
            procedures.remove_day(removed)
        elif form.is_valid():
            form.save()
        else:
            return self._page(form, status=422)
        calendars.forget()
        tell(request, _("Der Kalender ist geändert. Bereits berechnete Fristen bleiben, wie sie sind."))
        return HttpResponseRedirect(reverse("calendar"))

    def _page(self, form: CalendarDayForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, days=CalendarDay.objects.all())
        return render(self.request, "workflow/calendar.html", context, status=status)


class ProcedureView(StandingView):
    """`verfahren/<kind>/`: the versions of a kind, and a new one."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The present rules in the form."""
        return self._page(kind, self._form(kind, None))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Store a new version."""
        form = self._form(kind, request.POST)
        last = procedures.present(kind)
        if form.is_valid():
            wanted = form.rules(last.rules if last else {})
            data = form.cleaned_data
            try:
                row = procedures.add_version(
                    kind, wanted, valid_from=data["valid_from"], remark=data["remark"], day=self.standing.day
                )
            except InputError as error:
                show_refusal(form, error)
            else:
                tell(
                    request,
                    _("Fassung %(number)s ist angelegt. Laufende Vorgänge behalten ihre Fassung.")
                    % {"number": row.version},
                )
                return HttpResponseRedirect(reverse("procedure", args=[kind]))
        return self._page(kind, form, status=422)

    def _form(self, kind: str, data: Any) -> ProcedureForm:
        if kind not in {policy.kind for policy in kinds()}:
            raise Http404
        known = {name for name, _title, _period in procedures.known_tasks(kind)}
        last = procedures.present(kind)
        rules = procedures.rules_of(last) if last else {}
        initial = {
            "valid_from": self.standing.day, "remind_days": rules.get("remind_days", 3), "escalate_after": rules.get("escalate_after", "5 AT"),
            "silence": rules.get("silence_is_consent", []),
            "periods": "\n".join(f"{name} = {period}" for name, period in rules.get("periods", {}).items()),
        }  # fmt: skip
        return ProcedureForm(data, initial=initial, silent=procedures.silent_tasks(kind), known=known)

    def _page(self, kind: str, form: ProcedureForm, *, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            form=form, policy=policy_of(kind), versions=Procedure.objects.filter(kind=kind), tasks=procedures.known_tasks(kind)
        )  # fmt: skip
        return render(self.request, "workflow/procedure.html", context, status=status)
